// A sentence as it is stored and handed on inside the server: its key and values, to be said in the language of whoever reads it. Text
// that is no such thing (older rows, what a printer says itself) is shown as it is.
import type { SayValues } from './words.ts';

const MARK = 'say:';
/** Our own have some hundred characters; a longer one is not ours. */
const LONGEST = 8_000;
/** A refusal that tells a condition that names trays by number is six deep. */
const DEEPEST = 8;

/** A key and its values, which may be such sentences again. */
export type Told = readonly [key: string, values: ToldValues];
export interface ToldValues {
  readonly [name: string]: string | number | Told;
}

/** `say:["note.font-replaced",{"name":"Calibri","by":"Carlito"}]`. Values may be such texts themselves. */
export function toStored(key: string, values: SayValues = {}): string {
  const nested: ToldValues = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? (fromStored(value) ?? value) : value,
    ]),
  );
  return MARK + JSON.stringify([key, nested] satisfies Told);
}

/** undefined: plain text. */
export function fromStored(text: string): Told | undefined {
  if (!text.startsWith(MARK) || text.length > LONGEST) return undefined;
  const read = readJson(text.slice(MARK.length));
  return isTold(read, 0) ? read : undefined;
}

/** Values that a row holds as JSON; undefined where they cannot be read. */
export function readValues(json: string): SayValues | undefined {
  const read = readJson(json);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
  const values = Object.entries(read).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(values);
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Not ours: the caller shows the text itself.
    return undefined;
  }
}

function isTold(read: unknown, depth: number): read is Told {
  if (!Array.isArray(read) || read.length !== 2 || depth > DEEPEST) return false;
  const [key, values]: readonly unknown[] = read;
  if (typeof key !== 'string' || typeof values !== 'object' || values === null || Array.isArray(values))
    return false;
  return Object.values(values).every(
    (value) => typeof value === 'string' || typeof value === 'number' || isTold(value, depth + 1),
  );
}
