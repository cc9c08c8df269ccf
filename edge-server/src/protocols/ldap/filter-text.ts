// LDAP search filters as text (RFC 4515): escaping a value, and reading a whole filter into what ldapts sends. ldapts's own reader takes
// an escaped octet for a character, which spoils everything that is not ASCII, so it is not used.
import {
  AndFilter,
  ApproximateFilter,
  EqualityFilter,
  ExtensibleFilter,
  type Filter,
  GreaterThanEqualsFilter,
  LessThanEqualsFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts';

/** RFC 4515 section 3: these octets always, everything outside printable ASCII besides, so that no server sees a control character. */
const PLAIN = /^[\x20-\x7e]$/;
const SPECIAL = new Set(['*', '(', ')', '\\']);

/** A value as it may stand in a filter: nothing in it ends the value, makes a wildcard or begins another filter. */
export function escapeFilter(value: string | Uint8Array): string {
  const octets = typeof value === 'string' ? Buffer.from(value) : value;
  let text = '';
  for (const octet of octets) {
    const letter = String.fromCharCode(octet);
    text +=
      typeof value === 'string' && PLAIN.test(letter) && !SPECIAL.has(letter)
        ? letter
        : `\\${octet.toString(16).padStart(2, '0')}`;
  }
  return text;
}

/** Filters in filters: an honest one has three or four, and each level is a call. */
const DEEPEST = 20;
/** RFC 4512 section 2.5: a name or an OID, with options. */
const ATTRIBUTE = /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)(?:;[A-Za-z0-9-]+)*$/;

/** What is wrong with the text; `at` counts characters from 0. */
export class FilterProblem extends Error {
  override readonly name = 'FilterProblem';
}

/** @throws FilterProblem */
export function parseFilter(text: string): Filter {
  const reader = { text: text.trim(), at: 0 };
  const filter = readFilter(reader, 0);
  if (reader.at !== reader.text.length) throw problem(reader, 'there is more after its last bracket');
  return filter;
}

interface Reader {
  readonly text: string;
  at: number;
}

const problem = ({ at }: Reader, what: string): FilterProblem =>
  new FilterProblem(`at character ${at + 1}: ${what}`);

function skipBlanks(reader: Reader): void {
  while (/\s/.test(reader.text.charAt(reader.at))) reader.at++;
}

function readFilter(reader: Reader, depth: number): Filter {
  if (depth > DEEPEST) throw problem(reader, 'too many brackets inside each other');
  skipBlanks(reader);
  if (reader.text.charAt(reader.at) !== '(') throw problem(reader, 'an opening bracket is missing');
  reader.at++;
  skipBlanks(reader);
  const sign = reader.text.charAt(reader.at);
  let filter: Filter;
  if (sign === '&' || sign === '|') {
    reader.at++;
    const filters: Filter[] = [];
    for (skipBlanks(reader); reader.text.charAt(reader.at) === '('; skipBlanks(reader))
      filters.push(readFilter(reader, depth + 1));
    filter = sign === '&' ? new AndFilter({ filters }) : new OrFilter({ filters });
  } else if (sign === '!') {
    reader.at++;
    filter = new NotFilter({ filter: readFilter(reader, depth + 1) });
    skipBlanks(reader);
  } else filter = readItem(reader);
  if (reader.text.charAt(reader.at) !== ')') throw problem(reader, 'a closing bracket is missing');
  reader.at++;
  return filter;
}

function readItem(reader: Reader): Filter {
  const start = reader.at;
  const end = reader.text.slice(start).search(/[()]/);
  if (end < 0) throw problem(reader, 'a closing bracket is missing');
  const item = reader.text.slice(start, start + end);
  const equals = item.indexOf('=');
  if (equals < 1) throw problem(reader, '"attribute=value" is missing');
  const before = item.slice(0, equals);
  const value = item.slice(equals + 1);
  const operator = /[~<>:]$/.exec(before)?.[0] ?? '';
  const name = before.slice(0, before.length - operator.length).trim();
  const [attribute = '', ...rules] = name.split(':');
  const isExtensible = operator === ':';
  if (!(isExtensible && attribute === '') && !ATTRIBUTE.test(attribute))
    throw problem(reader, `"${attribute.slice(0, 40)}" is no attribute`);
  if (!isExtensible && rules.length > 0) throw problem(reader, 'a rule needs ":="');
  reader.at = start + end;
  if (isExtensible) {
    const dnAttributes = rules[0]?.toLowerCase() === 'dn';
    const [rule, more] = dnAttributes ? rules.slice(1) : rules;
    if (more !== undefined || (attribute === '' && rule === undefined))
      throw problem(reader, 'the rule cannot be understood');
    const ruled = rule === undefined ? {} : { rule };
    return new ExtensibleFilter({
      matchType: attribute,
      dnAttributes,
      ...ruled,
      value: textOf(reader, value),
    });
  }
  if (operator === '~') return new ApproximateFilter({ attribute, value: textOf(reader, value) });
  if (operator === '>') return new GreaterThanEqualsFilter({ attribute, value: textOf(reader, value) });
  if (operator === '<') return new LessThanEqualsFilter({ attribute, value: textOf(reader, value) });
  if (value === '*') return new PresenceFilter({ attribute });
  if (!value.includes('*')) return new EqualityFilter({ attribute, value: octetsOf(reader, value) });
  const [initial = '', ...others] = value.split('*').map((part) => textOf(reader, part));
  const final = others.pop() ?? '';
  return new SubstringFilter({ attribute, initial, any: others.filter((part) => part !== ''), final });
}

function octetsOf(reader: Reader, value: string): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < value.length; ) {
    const slash = value.indexOf('\\', at);
    if (slash < 0) {
      parts.push(Buffer.from(value.slice(at)));
      break;
    }
    const pair = value.slice(slash + 1, slash + 3);
    if (!/^[0-9a-fA-F]{2}$/.test(pair))
      throw problem(reader, 'two hexadecimal digits belong after a backslash');
    parts.push(Buffer.from(value.slice(at, slash)), Buffer.from(pair, 'hex'));
    at = slash + 3;
  }
  return Buffer.concat(parts);
}

const textOf = (reader: Reader, value: string): string => octetsOf(reader, value).toString('utf8');
