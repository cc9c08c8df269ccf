// printer-state and printer-state-reasons (RFC 8011 section 5.4.12, IANA registry) to the sentence a person at the printer
// reads: what is wrong and what to do. Not for the operator: the keywords themselves are in the log.
import type { PrinterCondition, PrinterState } from '@platen/shared/printer-capabilities';
import { REASON_WORDS, type ReasonWords, UNIT_ENDINGS, UNITS } from './reason-words.ts';

/** How it is to be shown (shared/src/api/common.ts TONES). */
export type Tone = 'quiet' | 'busy' | 'ok' | 'warn' | 'bad';

/** A tray as far as the printer tells of it. */
export interface Tray {
  /** In words: "tray 2". */
  readonly name: string;
  /** In words: "A4". */
  readonly media?: string | undefined;
  readonly level?: 'empty' | 'low' | 'filled' | undefined;
}

export interface ConditionWords {
  /** What is the matter, without a full stop, to stand inside another sentence: "no paper in tray 2 (A4)". */
  readonly what: string;
  /** All of it: "No paper in tray 2 (A4). Fill it." */
  readonly sentence: string;
  readonly tone: Tone;
}

const STATE_WORDS: Readonly<Record<PrinterState, ConditionWords>> = {
  idle: { what: 'ready', sentence: 'Ready.', tone: 'ok' },
  processing: { what: 'printing', sentence: 'Printing.', tone: 'busy' },
  stopped: {
    what: 'the printer has stopped',
    sentence: 'The printer has stopped. Look at its display.',
    tone: 'bad',
  },
  unreachable: {
    what: 'the printer does not answer',
    sentence: 'The printer does not answer. Is it switched on?',
    tone: 'bad',
  },
  unknown: { what: 'not asked yet', sentence: 'Not asked yet.', tone: 'quiet' },
};

const NOT_ACCEPTING: ConditionWords = {
  what: 'the printer takes no documents',
  sentence: 'The printer takes no documents at the moment.',
  tone: 'warn',
};

type Known = Pick<PrinterCondition, 'state' | 'reasons' | 'accepting'>;

/** The one thing a person has to know: the worst reason, else the state. */
export function describeCondition(condition: Known, trays: readonly Tray[] = []): ConditionWords {
  if (condition.state === 'unreachable') return STATE_WORDS.unreachable;
  const worst = worstReason(condition.reasons, condition.state === 'stopped', trays);
  if (condition.state === 'stopped') return worst ?? STATE_WORDS.stopped;
  if (worst?.tone === 'bad') return worst;
  if (!condition.accepting && condition.state !== 'unknown') return NOT_ACCEPTING;
  return worst ?? STATE_WORDS[condition.state];
}

function worstReason(
  reasons: readonly string[],
  stopped: boolean,
  trays: readonly Tray[],
): ConditionWords | undefined {
  let worst: { words: ConditionWords; rank: number } | undefined;
  for (const reason of reasons) {
    const { keyword, severity } = splitSeverity(reason);
    const words = wordsFor(keyword);
    if (words === undefined) continue;
    const tone = toneOf(words, severity, stopped);
    if (tone === 'quiet') continue;
    const rank = words.rank + (tone === 'bad' ? 100 : 0);
    if (worst === undefined || rank > worst.rank) worst = { words: inPlace(words, tone, trays), rank };
  }
  return worst?.words;
}

/** RFC 8011 section 5.4.12: a reason may end in -report, -warning or -error. */
function splitSeverity(reason: string): {
  keyword: string;
  severity: 'report' | 'warning' | 'error' | undefined;
} {
  const match = /^(.+)-(report|warning|error)$/.exec(reason);
  // Some keywords end in "error" themselves: input-media-tray-feed-error.
  if (match === null || wordsFor(reason) !== undefined) return { keyword: reason, severity: undefined };
  return { keyword: match[1] ?? reason, severity: match[2] as 'report' | 'warning' | 'error' };
}

function toneOf(
  words: ReasonWords,
  severity: 'report' | 'warning' | 'error' | undefined,
  stopped: boolean,
): Tone {
  // A report is not worth a person's attention, unless it is all that a stopped printer says.
  if (severity === 'report') return stopped ? words.tone : words.tone === 'bad' ? 'warn' : 'quiet';
  if (severity === 'warning') return stopped ? words.tone : 'warn';
  if (severity === 'error') return words.tone === 'quiet' ? 'warn' : 'bad';
  return words.tone;
}

function wordsFor(keyword: string): ReasonWords | undefined {
  if (Object.hasOwn(REASON_WORDS, keyword)) return REASON_WORDS[keyword];
  // stapler-cover-open, puncher-full ...: the registry builds these from a unit and an ending.
  for (const [unit, name] of UNITS) {
    if (!keyword.startsWith(`${unit}-`)) continue;
    const ending = keyword.slice(unit.length + 1);
    if (!Object.hasOwn(UNIT_ENDINGS, ending)) return undefined;
    const found = UNIT_ENDINGS[ending];
    return found === undefined
      ? undefined
      : { ...found, what: found.what.replace('{unit}', name), todo: found.todo.replace('{unit}', name) };
  }
  return undefined;
}

/** Names the trays where the printer says which ones are meant. */
function inPlace(words: ReasonWords, tone: Tone, trays: readonly Tray[]): ConditionWords {
  const meant = words.trays === undefined ? [] : trays.filter((tray) => tray.level === words.trays);
  const what = meant.length === 0 ? words.what : `${words.what} in ${placesOf(meant)}`;
  const todo =
    meant.length === 0 || words.todoTrays === undefined ? words.todo : pick(words.todoTrays, meant.length);
  return { what, sentence: `${capital(what)}.${todo === '' ? '' : ` ${todo}`}`, tone };
}

const pick = (forms: readonly [string, string], count: number): string => (count === 1 ? forms[0] : forms[1]);

/** More than two names do not fit beside what to do. */
function placesOf(trays: readonly Tray[]): string {
  const [first, second] = trays.map(({ name, media }) => (media === undefined ? name : `${name} (${media})`));
  if (trays.length > 2) return `${trays.length} trays`;
  return second === undefined ? `${first}` : `${first} and ${second}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
