// What the receiving mail server found out about a message's sender: Authentication-Results (RFC 8601) of one named server, and of no other.
//
// Which fields are believed, and why. Anybody can write this field, into a message of his own too. A server puts its own field above
// everything that came with the message, and has to remove those that bear its name (RFC 8601 section 5). So, of the fields with the
// configured name, only the topmost is believed, and those that follow it without any other field between (programs on one server write
// one each). For servers that do not remove forged fields: one below the genuine ones changes nothing, since it is not the topmost, or
// since a field above it says something about the same method; and as some servers add their field at the bottom, so that a forged one is
// above, a "pass" counts only if no field anywhere under the same name says otherwise about the same method. What remains is a server that
// neither removes fields nor says anything about a method itself: its name must not be configured. Fields of other names are never
// believed; those above were added by servers further in and do no harm.
import { canonicalDomain } from './addresses.ts';
import type { Header } from './mime/outline.ts';

export interface AuthenticationResult {
  /** Lower case: pass, fail, softfail, neutral, none, policy, temperror, permerror, or what the server says. */
  readonly result: string;
  /** Which domain it is about (header.from, smtp.mailfrom, header.d), lower case, ASCII; undefined when it is not said. */
  readonly domain: string | undefined;
}

export interface AuthenticationResults {
  readonly dmarc?: AuthenticationResult;
  readonly spf?: AuthenticationResult;
  /** One for each signature. */
  readonly dkim: readonly AuthenticationResult[];
  /** Who handed it in had signed in at the server (RFC 8601 section 2.7.4): colleagues' mail has often nothing else. */
  readonly auth?: AuthenticationResult;
}

/** As the server's name for a server that writes none, as Exchange Online does (it renames fields that came with the message). */
export const NAMELESS_SERVER = '(none)';

/** A server writes a handful; more than this is somebody's game. */
const MOST_FIELDS = 50;
const MOST_FIELD = 8 * 1024;
const MOST_STATEMENTS = 100;

/** Written by SPF checkers next to their result, so it does not separate fields that belong together. */
const BESIDE: ReadonlySet<string> = new Set(['received-spf']);

/** @param authservId the name that the administrator has configured; undefined or empty: nothing is believed. */
export function readAuthenticationResults(
  header: Header,
  authservId: string | undefined,
): AuthenticationResults {
  const id = authservId?.trim().toLowerCase() ?? '';
  if (id === '') return { dkim: [] };
  const topmost: Statement[] = [];
  const all: Statement[][] = [];
  let fields = 0;
  /** In the topmost fields, which stand together. */
  let together: 'before' | 'in' | 'after' = 'before';
  for (const field of header.fields) {
    if (field.name !== 'authentication-results') {
      if (together === 'in' && !BESIDE.has(field.name)) together = 'after';
      continue;
    }
    fields += 1;
    if (fields > MOST_FIELDS) return { dkim: [] };
    const read = readField(field.value);
    const own = read !== undefined && read.server === id;
    if (!own) {
      if (together === 'in') together = 'after';
      continue;
    }
    if (together === 'before') together = 'in';
    all.push(read.statements);
    if (together === 'in') topmost.push(...read.statements.filter((next) => !repeats(topmost, next, read)));
  }
  return settled(topmost, all);
}

/** Said before, by another field. */
const repeats = (known: readonly Statement[], next: Statement, field: Field): boolean =>
  known.some((one) => one.method === next.method && !field.statements.includes(one));

function settled(
  topmost: readonly Statement[],
  all: readonly (readonly Statement[])[],
): AuthenticationResults {
  const one = (method: string): AuthenticationResult | undefined => {
    const first = topmost.find((statement) => statement.method === method);
    if (first === undefined) return undefined;
    const others = all.flat().filter((statement) => statement.method === method);
    const against = others.find(({ result }) => result !== 'pass');
    if (against !== undefined) return { result: against.result, domain: against.domain };
    // Two that pass for two senders: one of them is not about this message.
    return others.every(({ domain }) => domain === first.domain) ? plain(first) : undefined;
  };
  const dkim = topmost
    .filter(({ method }) => method === 'dkim')
    .map((statement) =>
      everywhere(statement, all) ? plain(statement) : { ...plain(statement), result: 'fail' },
    );
  const dmarc = one('dmarc');
  const spf = one('spf');
  const auth = one('auth');
  return {
    ...(dmarc === undefined ? {} : { dmarc }),
    ...(spf === undefined ? {} : { spf }),
    dkim,
    ...(auth === undefined ? {} : { auth }),
  };
}

/** Every field that speaks of signatures at all says the same of this one. */
const everywhere = (statement: Statement, all: readonly (readonly Statement[])[]): boolean =>
  all.every((field) => {
    const spoken = field.filter(({ method }) => method === 'dkim');
    return (
      spoken.length === 0 ||
      spoken.some(({ domain, result }) => domain === statement.domain && result === statement.result)
    );
  });

const plain = ({ result, domain }: Statement): AuthenticationResult => ({ result, domain });

interface Statement extends AuthenticationResult {
  readonly method: string;
}

interface Field {
  readonly server: string;
  readonly statements: Statement[];
}

/** RFC 8601 section 2.2. Undefined: it is not such a field. */
function readField(value: string): Field | undefined {
  if (value.length > MOST_FIELD) return undefined;
  const clauses = clausesOf(value);
  const [head] = clauses;
  if (head === undefined) return undefined;
  const nameless = head.some((word) => word.includes('='));
  // A version may follow the name; "1" is the only one there is, and no number means the same.
  const [name = '', version = '1', ...more] = head;
  if (!nameless && (name === '' || name === NAMELESS_SERVER || version !== '1' || more.length > 0))
    return undefined;
  const statements = (nameless ? clauses : clauses.slice(1))
    .slice(0, MOST_STATEMENTS)
    .map(statementOf)
    .filter((statement) => statement !== undefined);
  return { server: nameless ? NAMELESS_SERVER : name.toLowerCase(), statements };
}

/** method=result, then reason=, ptype.property=. "none" and what cannot be read say nothing. */
function statementOf(words: readonly string[]): Statement | undefined {
  const [first, ...rest] = words;
  const said = /^([a-z0-9-]+)(?:\/1)?=([a-z0-9-]+)$/i.exec(first ?? '');
  if (said === null) return undefined;
  const method = (said[1] ?? '').toLowerCase();
  const properties = new Map<string, string>();
  for (const word of rest) {
    const equals = word.indexOf('=');
    const name = word.slice(0, Math.max(equals, 0)).toLowerCase();
    if (name !== '' && !properties.has(name)) properties.set(name, word.slice(equals + 1));
  }
  const domain = (DOMAIN_IN[method] ?? [])
    .map((name) => properties.get(name))
    .find((found) => found !== undefined);
  return { method, result: (said[2] ?? '').toLowerCase(), domain: domainOf(domain) };
}

/** smtp.mail is what RFC 5451 called it before, and header.i holds "@" and a domain, or a subdomain of the one that signed. */
const DOMAIN_IN: Readonly<Record<string, readonly string[]>> = {
  dmarc: ['header.from'],
  spf: ['smtp.mailfrom', 'smtp.mail'],
  dkim: ['header.d', 'header.i'],
  auth: ['smtp.auth', 'smtp.mailfrom'],
};

const domainOf = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : canonicalDomain(value.slice(value.lastIndexOf('@') + 1));

/** Words between semicolons, comments removed, quotes removed, blanks around "=" removed. */
function clausesOf(value: string): string[][] {
  const clauses: string[][] = [[]];
  let word = '';
  let begun = false;
  /** The word's first equals sign has just been seen: blanks after it do not end the word. */
  let joins = false;
  let equals = false;
  const close = (): void => {
    if (begun) clauses.at(-1)?.push(word);
    word = '';
    begun = false;
    equals = false;
  };
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at] ?? '';
    if (depth > 0) {
      if (char === '\\') at += 1;
      else depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    } else if (char === '(' || char === ' ' || char === '\t') {
      if (char === '(') depth = 1;
      if (!joins) close();
    } else if (char === ';') {
      close();
      joins = false;
      clauses.push([]);
    } else if (char === '"') {
      const end = closingQuote(value, at + 1);
      word += value.slice(at + 1, end).replace(/\\(.)/g, '$1');
      begun = true;
      joins = false;
      at = end;
    } else if (char === '=' && !begun) {
      // Blanks stood before it: it goes with the word that they ended.
      word = `${clauses.at(-1)?.pop() ?? ''}=`;
      begun = true;
      joins = true;
      equals = true;
    } else {
      word += char;
      begun = true;
      joins = char === '=' && !equals;
      equals ||= joins;
    }
  }
  close();
  return clauses;
}

function closingQuote(value: string, from: number): number {
  for (let at = from; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === '"') return at;
  }
  return value.length;
}
