// A JSON file of an administrator checked by a schema and by whatever else must hold, with every mistake at its place.
import * as v from 'valibot';
import { type JsonNode, type JsonPath, keyAt, nodeAt, plainValue } from '../json/json-node.ts';
import { parseJson } from '../json/parse-json.ts';
import { placeOf } from '../json/place.ts';
import type { Mistake } from '../mistake.ts';
import { explainIssue, pathOf } from './explain-issue.ts';
import { knownNames } from './known-names.ts';

/** Something wrong with the value at `path`, or, with `atKey`, with its being there at all. */
export interface Finding {
  readonly path: JsonPath;
  readonly atKey?: boolean;
  readonly sentence: string;
  readonly cure: string;
}

export type ReadChecked<T> =
  | { readonly ok: true; readonly value: T; readonly offsetOf: (path: JsonPath) => number }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Four million characters: twice what 5,000 devices with every field need. */
const LONGEST_FILE = 4_000_000;
/** A person mends a few and reads again. */
const MOST_MISTAKES = 50;

/** `check` sees a value of the right shape only. */
export function readChecked<TSchema extends v.GenericSchema>(
  fileName: string,
  text: string,
  schema: TSchema,
  check: (value: v.InferOutput<TSchema>) => readonly Finding[],
): ReadChecked<v.InferOutput<TSchema>> {
  const mistake = (offset: number, path: JsonPath, sentence: string, cure: string): Mistake => ({
    file: fileName,
    ...placeOf(text, offset),
    path: spell(path),
    sentence,
    cure,
  });
  if (text.length > LONGEST_FILE) {
    const cure = 'Split it, or look whether it is the right file.';
    return { ok: false, mistakes: [mistake(0, [], 'The file is far too long.', cure)] };
  }
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, mistakes: [mistake(parsed.at, [], parsed.sentence, parsed.cure)] };
  const { root } = parsed;
  const read = v.safeParse(schema, plainValue(root));
  const found = read.success
    ? check(read.output).map((finding) => ({ ...finding, offset: offsetOfFinding(root, finding) }))
    : read.issues.map((issue) => explainAt(root, schema, issue));
  if (read.success && found.length === 0) {
    return { ok: true, value: read.output, offsetOf: (path) => nodeAt(root, path).at };
  }
  const mistakes = found
    .map(({ offset, path, sentence, cure }) => ({ offset, mistake: mistake(offset, path, sentence, cure) }))
    .sort((a, b) => a.offset - b.offset)
    .slice(0, MOST_MISTAKES);
  return { ok: false, mistakes: mistakes.map((each) => each.mistake) };
}

function offsetOfFinding(root: JsonNode, { path, atKey }: Finding): number {
  return (atKey === true ? keyAt(root, path) : undefined) ?? nodeAt(root, path).at;
}

function explainAt(
  root: JsonNode,
  schema: v.GenericSchema,
  issue: v.BaseIssue<unknown>,
): Finding & { readonly offset: number } {
  const path = pathOf(issue);
  const explained = explainIssue(issue, knownNames(schema, path));
  const offset = offsetOfFinding(root, {
    ...explained,
    path: explained.at === 'parent' ? path.slice(0, -1) : path,
    atKey: explained.at === 'key',
  });
  return { path, sentence: explained.sentence, cure: explained.cure, offset };
}

/** devices[2].address */
function spell(path: JsonPath): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step.slice(0, 64)}`,
    )
    .join('');
}
