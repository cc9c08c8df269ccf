// The part of regular expressions that a profile may use, read into a tree. What is not in it is refused: see check-pattern.ts.

export type PatternNode =
  /** One character or a place; the pattern text does not matter for what it costs. */
  | { readonly kind: 'one' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly ways: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number };

export type ReadPattern =
  | { readonly ok: true; readonly node: PatternNode; readonly anchored: boolean }
  | { readonly ok: false; readonly why: 'not-a-pattern' | 'looks-around' | 'refers-back' };

interface Cursor {
  readonly text: string;
  at: number;
}

/** A character, a class in brackets, an escape; classes hold escapes too. */
const ONE = /^(\[(?:\\.|[^\]\\])*\]|\\.|[^()|*+?{}[\]\\])/;
const REPEAT = /^(?:([*+?])|\{(\d{1,4})(,(\d{1,4})?)?\})\??/;
const REFERENCE = /^\\([1-9]|k)/;

export function readPattern(text: string): ReadPattern {
  try {
    new RegExp(text, 'iu');
  } catch {
    // What makes it no pattern is for a person to see; there is nothing to log.
    return { ok: false, why: 'not-a-pattern' };
  }
  if (/\(\?(?!:)/.test(text)) return { ok: false, why: 'looks-around' };
  const cursor: Cursor = { text, at: 0 };
  let refersBack = false;
  const node = readChoice(cursor, () => {
    refersBack = true;
  });
  if (refersBack) return { ok: false, why: 'refers-back' };
  if (cursor.at < text.length) return { ok: false, why: 'not-a-pattern' };
  return { ok: true, node, anchored: text.startsWith('^') && !(node.kind === 'choice') };
}

function readChoice(cursor: Cursor, onReference: () => void): PatternNode {
  const ways = [readSequence(cursor, onReference)];
  while (cursor.text[cursor.at] === '|') {
    cursor.at += 1;
    ways.push(readSequence(cursor, onReference));
  }
  const [only] = ways;
  return ways.length === 1 && only !== undefined ? only : { kind: 'choice', ways };
}

function readSequence(cursor: Cursor, onReference: () => void): PatternNode {
  const parts: PatternNode[] = [];
  for (;;) {
    const part = readPart(cursor, onReference);
    if (part === undefined) return { kind: 'sequence', parts };
    parts.push(readRepeat(cursor, part));
  }
}

function readPart(cursor: Cursor, onReference: () => void): PatternNode | undefined {
  const rest = cursor.text.slice(cursor.at);
  if (rest.startsWith('(')) {
    cursor.at += rest.startsWith('(?:') ? 3 : 1;
    const inner = readChoice(cursor, onReference);
    // The RegExp constructor has seen that it is closed.
    cursor.at += 1;
    return inner;
  }
  if (REFERENCE.test(rest)) onReference();
  const one = ONE.exec(rest)?.[0];
  if (one === undefined) return undefined;
  cursor.at += one.length;
  return { kind: 'one' };
}

function readRepeat(cursor: Cursor, part: PatternNode): PatternNode {
  const found = REPEAT.exec(cursor.text.slice(cursor.at));
  if (found === null) return part;
  cursor.at += found[0].length;
  const [, sign, least, comma, most] = found;
  if (sign === '?') return { kind: 'repeat', part, least: 0, most: 1 };
  if (sign !== undefined) {
    return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, most: Number.POSITIVE_INFINITY };
  }
  const from = Number(least);
  const to = most === undefined ? (comma === undefined ? from : Number.POSITIVE_INFINITY) : Number(most);
  return { kind: 'repeat', part, least: from, most: to };
}
