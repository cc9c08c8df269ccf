// An issue of the schema library in words: what is wrong for a person, what to do, and which value it is about.
import type * as v from 'valibot';
import { BY_REFERENCE } from '../device-file.ts';
import type { JsonPath } from '../json/json-node.ts';
import { didYouMean } from './did-you-mean.ts';
import { readSaying } from './saying.ts';

export interface ExplainedIssue {
  readonly path: JsonPath;
  /** Where to point: at the value, at its name, or, as it is missing, at what should hold it. */
  readonly at: 'value' | 'key' | 'parent';
  readonly sentence: string;
  readonly cure: string;
}

/** `known` are the names that may stand where an unknown one was found. */
export function explainIssue(issue: v.BaseIssue<unknown>, known: readonly string[]): ExplainedIssue {
  const path = pathOf(issue);
  const name = String(path.at(-1) ?? '');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { path, at: 'key', ...unknownName(name, known, path) };
  }
  const said = readSaying(issue.message);
  if (issue.path !== undefined && issue.received === 'undefined') {
    const cure = `Add it, for example after the other lines of this part: "${name}": ...`;
    return { path, at: 'parent', sentence: `"${name}" is missing.`, cure };
  }
  return { path, at: 'value', ...(said ?? explainValue(issue)) };
}

/** Names of members and numbers of list items, from the outside in. */
export function pathOf(issue: v.BaseIssue<unknown>): JsonPath {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}

/** Names under which somebody would write a password or the like. */
const SECRET_NAME = /pass(word|wd|phrase)?$|secret|communit|token|(auth|priv|api)[-_]?key|credential/i;

function unknownName(
  name: string,
  known: readonly string[],
  path: JsonPath,
): { sentence: string; cure: string } {
  const reference = readSaying(BY_REFERENCE);
  const secret = SECRET_NAME.test(name) || path.includes('credentials');
  const meant = didYouMean(name, known);
  if (secret && meant === undefined && reference !== undefined) {
    return {
      sentence: reference.sentence,
      cure: `${reference.cure} The names are "credentials": { "snmp": ..., "admin": ... }.`,
    };
  }
  return {
    sentence: `Nothing here is called "${name.slice(0, 64)}".`,
    cure:
      meant === undefined
        ? `Delete it. What may stand here: ${known.join(', ')}.`
        : `Did you mean "${meant}"?`,
  };
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text in double quotes'],
  ['number', 'a number without quotes'],
  ['boolean', 'true or false, without quotes'],
  ['array', 'a list in [ ]'],
  ['record', 'names and values in { }'],
  ['strict_object', 'names and values in { }'],
]);

function explainValue(issue: v.BaseIssue<unknown>): { sentence: string; cure: string } {
  const kind = KINDS.get(issue.type);
  if (kind !== undefined) {
    return { sentence: `This is ${kindOf(issue.input)}, and ${kind} is wanted.`, cure: `Write ${kind}.` };
  }
  if (issue.type === 'picklist' || issue.type === 'union' || issue.type === 'literal')
    return explainChoice(issue);
  const bound = BOUNDS.get(issue.type);
  if (bound !== undefined) return bound(String(issue.requirement));
  return { sentence: `This value is not right: ${issue.message}`, cure: 'Compare it with an example.' };
}

function explainChoice(issue: v.BaseIssue<unknown>): { sentence: string; cure: string } {
  // '("a" | "b")' as the library writes what it expects.
  const words = (issue.expected ?? '').replaceAll(/[()"]/g, '').split(' | ');
  const meant = typeof issue.input === 'string' ? didYouMean(issue.input, words) : undefined;
  return {
    sentence: 'This is not one of the words that may stand here.',
    cure:
      meant === undefined
        ? `Use one of: ${words.join(', ')}.`
        : `Did you mean "${meant}"? It may be: ${words.join(', ')}.`,
  };
}

const BOUNDS: ReadonlyMap<string, (limit: string) => { sentence: string; cure: string }> = new Map<
  string,
  (limit: string) => { sentence: string; cure: string }
>([
  ['min_length', (limit) => ({ sentence: `There are fewer than ${limit}.`, cure: 'Add what is missing.' })],
  ['max_length', (limit) => ({ sentence: `This is longer than ${limit}.`, cure: 'Shorten it.' })],
  ['min_value', (limit) => ({ sentence: `The number is below ${limit}.`, cure: 'Write a larger one.' })],
  ['max_value', (limit) => ({ sentence: `The number is above ${limit}.`, cure: 'Write a smaller one.' })],
  ['integer', () => ({ sentence: 'This is not a whole number.', cure: 'Write it without a fraction.' })],
]);

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  switch (typeof input) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return 'a group in { }';
  }
}
