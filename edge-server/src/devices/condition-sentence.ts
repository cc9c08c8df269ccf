// printer-state and printer-state-reasons (RFC 8011 section 5.4.12, IANA registry) to the sentence a person at the printer
// reads: what is wrong and what to do. Not for the operator: the keywords themselves are in the log.
import type { PrinterCondition, PrinterState } from '@platen/shared/printer-capabilities';
import type { SayKey } from '@platen/shared/say/english';
import { ENGLISH, type Saying } from '@platen/shared/say/saying';
import { toStored } from '@platen/shared/say/stored';
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

/** The same before it is said in a language: both are stored sentences. */
type Told = ConditionWords;

const STATE_WORDS: Readonly<Record<PrinterState, Told>> = {
  idle: told('condition.ready', 'ok'),
  processing: told('condition.printing', 'busy'),
  stopped: told('condition.stopped', 'bad', 'todo.look'),
  unreachable: told('condition.no-answer', 'bad', 'todo.is-it-on'),
  unknown: told('condition.not-asked', 'quiet'),
};

const NOT_ACCEPTING: Told = {
  what: toStored('condition.not-accepting' satisfies SayKey),
  sentence: told('condition.not-accepting-now', 'warn').sentence,
  tone: 'warn',
};

type Known = Pick<PrinterCondition, 'state' | 'reasons' | 'accepting'>;

/** The one thing a person has to know: the worst reason, else the state. With `STORED` it is said when somebody reads it. */
export function describeCondition(
  condition: Known,
  trays: readonly Tray[] = [],
  saying: Saying = ENGLISH,
): ConditionWords {
  const { what, sentence, tone } = conditionOf(condition, trays);
  return { what: saying.told(what), sentence: saying.told(sentence), tone };
}

/** Not asked yet. */
export const describeUnknown = (saying: Saying): ConditionWords =>
  describeCondition({ state: 'unknown', reasons: [], accepting: true }, [], saying);

function told(what: SayKey, tone: Tone, todo?: SayKey): Told {
  return inWords(toStored(what), tone, todo);
}

function inWords(what: string, tone: Tone, todo: SayKey | undefined): Told {
  const sentence =
    todo === undefined
      ? toStored('condition-sentence.alone' satisfies SayKey, { what })
      : toStored('condition-sentence.to-do' satisfies SayKey, { what, todo: toStored(todo) });
  return { what, sentence, tone };
}

function conditionOf(condition: Known, trays: readonly Tray[]): Told {
  if (condition.state === 'unreachable') return STATE_WORDS.unreachable;
  const worst = worstReason(condition.reasons, condition.state === 'stopped', trays);
  if (condition.state === 'stopped') return worst ?? STATE_WORDS.stopped;
  if (worst?.tone === 'bad') return worst;
  if (!condition.accepting && condition.state !== 'unknown') return NOT_ACCEPTING;
  return worst ?? STATE_WORDS[condition.state];
}

function worstReason(reasons: readonly string[], stopped: boolean, trays: readonly Tray[]): Told | undefined {
  let worst: { words: Told; rank: number } | undefined;
  for (const reason of reasons) {
    const { keyword, severity } = splitSeverity(reason);
    const words = wordsFor(keyword);
    if (words === undefined) continue;
    const tone = toneOf(words, severity, stopped);
    if (tone === 'quiet') continue;
    const rank = words.rank + (tone === 'bad' ? 100 : 0);
    if (worst === undefined || rank > worst.rank)
      worst = { words: inPlace(stopped ? withTodo(words) : words, tone, trays), rank };
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
    return found === undefined ? undefined : { ...found, unit: name };
  }
  return undefined;
}

/** What is no more than a warning elsewhere may be what a printer waits for, and its display says how to go on. */
const withTodo = (words: ReasonWords): ReasonWords =>
  words.tone === 'warn' && words.todo === undefined ? { ...words, todo: 'todo.look' } : words;

/** Names the trays where the printer says which ones are meant. */
function inPlace(words: ReasonWords, tone: Tone, trays: readonly Tray[]): Told {
  const plain = toStored(words.what, words.unit === undefined ? {} : { unit: toStored(words.unit) });
  const meant = words.trays === undefined ? [] : trays.filter((tray) => tray.level === words.trays);
  const places = placesOf(meant);
  if (places === undefined) return inWords(plain, tone, words.todo);
  const what = toStored('condition.in' satisfies SayKey, { what: plain, places });
  const [one, several] = words.todoTrays ?? [words.todo, words.todo];
  return inWords(what, tone, meant.length === 1 ? one : several);
}

/** More than two names do not fit beside what to do. */
function placesOf(trays: readonly Tray[]): string | undefined {
  const [first, second] = trays.map(({ name, media }) =>
    media === undefined
      ? trayPlace(name)
      : toStored('tray.with' satisfies SayKey, { tray: trayPlace(name), media }),
  );
  if (first === undefined) return undefined;
  if (trays.length > 2) return toStored('places.many' satisfies SayKey, { count: trays.length });
  return second === undefined ? first : toStored('places.two' satisfies SayKey, { first, second });
}

const OWN_TRAYS: Readonly<Record<string, 'bypass' | 'main' | 'top'>> = {
  'the bypass tray': 'bypass',
  'the main tray': 'main',
  'the top tray': 'top',
};

/** Inside a sentence: the usual trays are said in the reader's language, a printer's own names for others stay. */
export const trayPlace = (name: string): string => trayIn('tray', name);

/** The same standing alone. */
export const trayLabel = (name: string): string => trayIn('tray-name', name);

function trayIn(form: 'tray' | 'tray-name', name: string): string {
  const number = /^tray (\d{1,3})$/.exec(name)?.[1];
  if (number !== undefined) return toStored(`${form}.number` satisfies SayKey, { number });
  const known = Object.hasOwn(OWN_TRAYS, name) ? OWN_TRAYS[name] : undefined;
  return known === undefined ? name : toStored(`${form}.${known}` satisfies SayKey);
}
