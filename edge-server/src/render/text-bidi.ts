// Orders mixed left-to-right and right-to-left text: the Unicode Bidirectional Algorithm (UAX #9) without explicit embeddings,
// which plain documents hardly use and which can be abused to show a text that is not there.

export interface BidiText {
  /** 1: the paragraph reads from right to left. */
  readonly base: 0 | 1;
  /** Embedding level of every UTF-16 unit. */
  readonly levels: Uint8Array;
}

type Kind = 'L' | 'R' | 'AL' | 'EN' | 'ES' | 'ET' | 'AN' | 'CS' | 'NSM' | 'B' | 'N';

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const HEBREW_LIKE =
  /[\u0590-\u05ff\u07c0-\u085f\ufb1d-\ufb4f\u200f\u{10800}-\u{10cff}\u{10d40}-\u{10ebf}\u{1e800}-\u{1ec6f}]/u;
const MARK = /\p{M}/u;
const LETTER = /[\p{L}\p{Nl}\p{No}]/u;

/** Whether `text` needs more than being read from left to right; `base` 1 does by itself. */
export function hasRtl(text: string): boolean {
  return RTL.test(text);
}

function kindOf(character: string, code: number): Kind {
  if (code >= 0x30 && code <= 0x39) return 'EN';
  if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) return 'L';
  if (character === '+' || character === '-') return 'ES';
  if (character === ',' || character === '.' || character === '/' || character === ':' || code === 0xa0)
    return 'CS';
  if (/[#$%¢£¤¥°±\u2030-\u2034\u20a0-\u20cf\u066a]/.test(character)) return 'ET';
  if (/[\u06f0-\u06f9\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]/.test(character)) return 'EN';
  if (/[\u0600-\u0605\u0660-\u0669\u066b\u066c\u06dd]/.test(character)) return 'AN';
  if (MARK.test(character)) return 'NSM';
  if (HEBREW_LIKE.test(character)) return 'R';
  if (RTL.test(character)) return 'AL';
  return LETTER.test(character) || code === 0x200e ? 'L' : 'N';
}

/** `direction`: as the document says; otherwise the first letter decides (P2, P3). */
export function bidiLevels(text: string, direction?: 'ltr' | 'rtl'): BidiText {
  const kinds: Kind[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    kinds.push(kindOf(character, character.codePointAt(0) ?? 0));
    starts.push(at);
    at += character.length;
  }
  const first = kinds.find((kind) => kind === 'L' || kind === 'R' || kind === 'AL');
  const base =
    direction === undefined ? (first === 'R' || first === 'AL' ? 1 : 0) : direction === 'rtl' ? 1 : 0;
  const trailing = trailingFrom(text, starts);
  resolveWeak(kinds, base === 1 ? 'R' : 'L');
  resolveNeutral(kinds, base === 1 ? 'R' : 'L');
  const levels = new Uint8Array(text.length);
  kinds.forEach((kind, index) => {
    // I1, I2; L1: white space at the end goes with the paragraph.
    const level = base === 0 ? (kind === 'R' ? 1 : kind === 'L' ? 0 : 2) : kind === 'R' ? 1 : 2;
    const end = starts[index + 1] ?? text.length;
    levels.fill(index >= trailing ? base : level, starts[index] ?? 0, end);
  });
  return { base, levels };
}

function trailingFrom(text: string, starts: readonly number[]): number {
  let index = starts.length;
  while (index > 0 && /\s/.test(text[starts[index - 1] ?? 0] ?? '')) index -= 1;
  return index;
}

/** W1 to W7. */
function resolveWeak(kinds: Kind[], edge: Kind): void {
  let previous = edge;
  let strong = edge;
  kinds.forEach((kind, index) => {
    if (kind === 'NSM') kinds[index] = previous;
    else if (kind === 'EN' && strong === 'AL') kinds[index] = 'AN';
    if (kind === 'L' || kind === 'R' || kind === 'AL') strong = kind;
    previous = kinds[index] ?? edge;
  });
  kinds.forEach((kind, index) => {
    if (kind === 'AL') kinds[index] = 'R';
  });
  kinds.forEach((kind, index) => {
    const before = kinds[index - 1];
    if (before === undefined || before !== kinds[index + 1]) return;
    if (before === 'EN' && (kind === 'ES' || kind === 'CS')) kinds[index] = 'EN';
    else if (before === 'AN' && kind === 'CS') kinds[index] = 'AN';
  });
  let run: number[] = [];
  kinds.forEach((kind, index) => {
    if (kind === 'ET') {
      if (kinds[index - 1] === 'EN') kinds[index] = 'EN';
      else run.push(index);
      return;
    }
    if (kind === 'EN') for (const place of run) kinds[place] = 'EN';
    run = [];
  });
  strong = edge;
  kinds.forEach((kind, index) => {
    if (kind === 'L' || kind === 'R') strong = kind;
    else if (kind === 'EN' && strong === 'L') kinds[index] = 'L';
    else if (kind === 'ES' || kind === 'ET' || kind === 'CS') kinds[index] = 'N';
  });
}

/** N1 and N2: what has no direction takes that of both its neighbours, or the paragraph's. Numbers count as R. */
function resolveNeutral(kinds: Kind[], edge: 'L' | 'R'): void {
  const side = (kind: Kind | undefined): 'L' | 'R' => (kind === undefined ? edge : kind === 'L' ? 'L' : 'R');
  for (let index = 0; index < kinds.length; index++) {
    if (kinds[index] !== 'N') continue;
    let end = index;
    while (kinds[end] === 'N') end += 1;
    const before = side(kinds[index - 1]);
    kinds.fill(before === side(kinds[end]) ? before : edge, index, end);
    index = end;
  }
}

/** L2: the items of one line, given in reading order, in the order of the page from left to right. */
export function reorder<T>(items: readonly T[], levelOf: (item: T) => number): T[] {
  const order = [...items];
  const highest = Math.max(0, ...order.map(levelOf));
  for (let level = highest; level >= 1; level--) {
    for (let start = 0; start < order.length; start++) {
      let end = start;
      while (end < order.length && levelOf(order[end] as T) >= level) end += 1;
      if (end - start > 1) order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = Math.max(start, end);
    }
  }
  return order;
}

const PAIRS = '()[]{}<>«»‹›≤≥⟨⟩';
const MIRROR: ReadonlyMap<string, string> = new Map(
  [...PAIRS].map((character, index, all) => [character, all[index ^ 1] ?? character]),
);

/** L4: brackets turn round where the text runs from right to left. */
export function mirrored(character: string): string {
  return MIRROR.get(character) ?? character;
}
