// Reads JSON (RFC 8259) and remembers where each value stands; the first thing that is no JSON is said in words with a cure.
import type { Cursor } from './cursor.ts';
import { explainStray } from './explain-stray.ts';
import { JsonMistake } from './json-mistake.ts';
import type { JsonMember, JsonNode } from './json-node.ts';
import { readScalar, readText } from './read-scalar.ts';

export type ParsedJson =
  | { readonly ok: true; readonly root: JsonNode }
  | { readonly ok: false; readonly at: number; readonly sentence: string; readonly cure: string };

/** Our files nest six deep; a file that goes deeper is not one of ours, and recursion must end somewhere. */
const DEEPEST = 32;

export function parseJson(text: string): ParsedJson {
  // A byte order mark is what some editors begin a file with; it is no part of the JSON (RFC 8259 section 8.1).
  const cursor: Cursor = { text, at: text.startsWith('\uFEFF') ? 1 : 0 };
  try {
    skipBlanks(cursor);
    if (cursor.at === text.length) {
      throw new JsonMistake(0, 'The file is empty.', 'Begin with one of the examples.');
    }
    const root = readValue(cursor, 0);
    skipBlanks(cursor);
    if (cursor.at < text.length) {
      throw text[cursor.at] === '/'
        ? explainStray(cursor, 'the end of the file')
        : new JsonMistake(
            cursor.at,
            'Something stands after the end.',
            'A file holds one { ... }: delete what follows, or a closing brace too many before it.',
          );
    }
    return { ok: true, root };
  } catch (error) {
    if (!(error instanceof JsonMistake)) throw error;
    return { ok: false, at: error.at, sentence: error.message, cure: error.cure };
  }
}

function readValue(cursor: Cursor, depth: number): JsonNode {
  const { at, text } = cursor;
  if (depth > DEEPEST) {
    throw new JsonMistake(at, `The file nests more than ${DEEPEST} deep.`, 'Compare it with an example.');
  }
  if (text[at] === '{') return readObject(cursor, depth);
  if (text[at] === '[') return readArray(cursor, depth);
  return { kind: 'scalar', at, value: readScalar(cursor) };
}

function readObject(cursor: Cursor, depth: number): JsonNode {
  const at = cursor.at;
  const members: JsonMember[] = [];
  const seen = new Set<string>();
  readList(cursor, '}', () => {
    const member = readMember(cursor, depth);
    if (seen.has(member.key)) {
      throw new JsonMistake(
        member.keyAt,
        `"${member.key}" stands here a second time.`,
        'Delete one of the two; only one can count.',
      );
    }
    seen.add(member.key);
    members.push(member);
  });
  return { kind: 'object', at, members };
}

function readMember(cursor: Cursor, depth: number): JsonMember {
  const keyAt = cursor.at;
  if (cursor.text[keyAt] !== '"') throw explainStray(cursor, 'a name in double quotes');
  const key = readText(cursor);
  skipBlanks(cursor);
  if (cursor.text[cursor.at] !== ':') {
    throw new JsonMistake(cursor.at, `After "${key}" a colon is missing.`, `Write "${key}": and its value.`);
  }
  cursor.at += 1;
  skipBlanks(cursor);
  return { key, keyAt, value: readValue(cursor, depth + 1) };
}

function readArray(cursor: Cursor, depth: number): JsonNode {
  const at = cursor.at;
  const items: JsonNode[] = [];
  readList(cursor, ']', () => items.push(readValue(cursor, depth + 1)));
  return { kind: 'array', at, items };
}

/** From the opening bracket to behind the closing one; `readOne` is called at the beginning of each part. */
function readList(cursor: Cursor, closing: '}' | ']', readOne: () => void): void {
  const opened = cursor.at;
  cursor.at += 1;
  skipBlanks(cursor);
  if (cursor.text[cursor.at] === closing) {
    cursor.at += 1;
    return;
  }
  for (;;) {
    expectMore(cursor, opened, closing);
    readOne();
    skipBlanks(cursor);
    expectMore(cursor, opened, closing);
    if (cursor.text[cursor.at] === closing) break;
    const commaAt = cursor.at;
    if (cursor.text[commaAt] !== ',') throw explainStray(cursor, `a comma or ${closing}`);
    cursor.at += 1;
    skipBlanks(cursor);
    if (cursor.text[cursor.at] === closing) {
      throw new JsonMistake(commaAt, `A comma stands before the closing ${closing}.`, 'Delete the comma.');
    }
  }
  cursor.at += 1;
}

function expectMore(cursor: Cursor, opened: number, closing: string): void {
  if (cursor.at < cursor.text.length) return;
  throw new JsonMistake(
    opened,
    `What is opened here is never closed: the file ends before its ${closing}.`,
    `Add the missing ${closing} where this part ends.`,
  );
}

function skipBlanks(cursor: Cursor): void {
  while (/[ \t\r\n]/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}
