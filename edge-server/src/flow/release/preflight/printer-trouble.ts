// What is wrong with the printer itself, for the paper that is needed: jammed, open, empty, away. Pure. An empty tray that nobody needs
// stops nobody.
import type { FindingKind } from '@platen/shared/api/preflight';
import type { MediaSize } from '@platen/shared/media-size';
import type { PrinterCondition } from '@platen/shared/printer-capabilities';
import { ENGLISH, type Saying } from '@platen/shared/say/saying';

export interface PreflightTray {
  /** In words: "tray 2". */
  readonly name: string;
  /** In words: "A4". */
  readonly media?: string | undefined;
  readonly level?: 'empty' | 'low' | 'filled' | undefined;
}

/** How conditions and papers are said (devices/): passed in, because a stage does not import the fleet. */
export interface PreflightWords {
  readonly condition: (
    condition: Pick<PrinterCondition, 'state' | 'reasons' | 'accepting'>,
    trays: readonly PreflightTray[],
  ) => { readonly sentence: string; readonly tone: 'quiet' | 'busy' | 'ok' | 'warn' | 'bad' };
  readonly paper: (size: MediaSize) => string;
  /** A tray inside a sentence: a stored one, or its own name. */
  readonly tray: (name: string) => string;
  /** English where nobody said. */
  readonly saying?: Saying | undefined;
}

export interface Trouble {
  readonly kind: FindingKind;
  readonly severity: 'stop' | 'tell';
  readonly sentence: string;
}

/** What a printer calls want of paper (RFC 8011 section 5.4.12). */
const NO_PAPER = /^(media-empty|media-needed|media-path-input-empty)(-error|-warning|-report)?$/;
const JAM = /jam/;
const OPEN = /(cover|door|interlock)-open/;

/** @param papers that the documents need, in words; empty where nothing is known of them. */
export function printerTrouble(
  condition: PrinterCondition,
  trays: readonly PreflightTray[],
  papers: readonly string[],
  words: PreflightWords,
): Trouble | undefined {
  const { state, accepting } = condition;
  if (state === 'unreachable')
    return { kind: 'offline', severity: 'stop', sentence: words.condition(condition, trays).sentence };
  const elsewhere =
    state !== 'stopped' && papers.length > 0 && papers.every((paper) => isThere(paper, trays));
  const reasons = elsewhere
    ? condition.reasons.filter((reason) => !NO_PAPER.test(reason))
    : condition.reasons;
  const { tone, sentence } = words.condition({ state, accepting, reasons }, trays);
  if (state !== 'stopped' && tone !== 'bad' && !accepting && state !== 'unknown')
    return { kind: 'not-accepting', severity: 'stop', sentence };
  if (state === 'stopped' || tone === 'bad') return { kind: kindOf(reasons), severity: 'stop', sentence };
  return tone === 'warn' ? { kind: 'warning', severity: 'tell', sentence } : undefined;
}

function isThere(paper: string, trays: readonly PreflightTray[]): boolean {
  return trays.some(({ media, level }) => media === paper && level !== 'empty' && level !== undefined);
}

function kindOf(reasons: readonly string[]): FindingKind {
  if (reasons.some((reason) => JAM.test(reason))) return 'jam';
  if (reasons.some((reason) => OPEN.test(reason))) return 'cover-open';
  if (reasons.some((reason) => NO_PAPER.test(reason))) return 'no-paper';
  return 'stopped';
}

/** All trays with this paper are empty: the sentence that names them. undefined where there is some left, or no tray is known for it. */
export function emptyTrays(
  paper: string,
  trays: readonly PreflightTray[],
  { tray, saying = ENGLISH }: Pick<PreflightWords, 'tray' | 'saying'>,
): string | undefined {
  const own = trays.filter(({ media }) => media === paper);
  if (own.length === 0 || own.some(({ level }) => level !== 'empty')) return undefined;
  const [only, more] = own;
  return more === undefined && only !== undefined
    ? saying.say('preflight.tray-empty', { tray: tray(only.name), paper })
    : saying.say('preflight.trays-empty', { paper });
}
