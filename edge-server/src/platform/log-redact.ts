// Takes secrets out of whatever is about to be logged, at any depth, and keeps each entry small. Pure.

const HIDDEN = '[hidden]';

const words = (...lines: string[]): ReadonlySet<string> => new Set(lines.join(' ').split(' '));

// Words that make a key's value a secret wherever they stand in it: "smtpPassword", "set-cookie", "tokenHash".
const SECRET_WORDS = words(
  'password passwords passwd pwd passphrase secret secrets token tokens authorization auth cookie cookies',
  'credential credentials pin pins session bearer jwt otp csrf apikey',
);
// Words that do so at the end only: "dataKey" is a secret, "keyboardLayout" and "codePage" are none.
const SECRET_LAST_WORDS = words('key keys code codes pass hash salt digits');
// "<word>Code" and "<word>Key" that an operator needs to see and that give nothing away.
const HARMLESS_BEFORE = words(
  'status error exit reason response result http reply smtp country language media sort primary public object',
  'cache map',
);

// A log entry is for reading: what is deeper or longer than this is data, not news.
const DEEPEST = 6;
const MOST_ENTRIES = 50;
const LONGEST_TEXT = 2000;

/** "smtpPassword", "smtp_password" and "SMTP-Password" are the words smtp and password. */
const wordsOf = (key: string): string[] =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** True when the value under this key must not be logged. */
export const isSecretKey = (key: string): boolean => {
  const parts = wordsOf(key);
  if (parts.some((word) => SECRET_WORDS.has(word))) return true;
  const last = parts.at(-1);
  if (last === undefined || !SECRET_LAST_WORDS.has(last)) return false;
  const before = parts.at(-2);
  return before === undefined || !HARMLESS_BEFORE.has(before);
};

/** Hides what is a secret by its form, inside any text: a password in a URL, the value of an Authorization header, the address of a queue of
 * one's own. */
export const redactText = (text: string): string => {
  const short =
    text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}... (${text.length} characters)` : text;
  return short
    .replace(/(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#]*@/gi, `$1${HIDDEN}@`)
    .replace(/(\/ipp\/q\/)[A-Za-z0-9_-]{8,}/gi, `$1${HIDDEN}`)
    .replace(/\b([Bb]earer|[Bb]asic|[Nn]egotiate)\s+(?=\S*[A-Z0-9])[A-Za-z0-9+/_.~=-]{8,}/g, `$1 ${HIDDEN}`)
    .replace(/([?&;](?:[\w.-]*(?:token|code|key|secret|password|sig|signature))=)[^&#\s]+/gi, `$1${HIDDEN}`);
};

const redactError = (error: Error, depth: number, above: readonly object[]): Record<string, unknown> => {
  const entry: Record<string, unknown> = { type: error.name, message: redactText(error.message) };
  // A system's or our own error code is no secret; it goes under another name than the codes users type.
  if ('code' in error && (typeof error.code === 'string' || typeof error.code === 'number')) {
    entry['errorCode'] = error.code;
  }
  if (error.stack !== undefined) entry['stack'] = redactText(error.stack);
  if (error.cause !== undefined) entry['cause'] = redact(error.cause, depth + 1, above);
  return entry;
};

const redactPairs = (
  pairs: Iterable<readonly [unknown, unknown]>,
  depth: number,
  above: readonly object[],
): Record<string, unknown> => {
  const entries: [string, unknown][] = [];
  for (const [name, value] of pairs) {
    if (entries.length === MOST_ENTRIES) {
      entries.push(['...', 'and more']);
      break;
    }
    const key = redactText(String(name));
    // That there is one (or none) is worth knowing; what it is, is not.
    const plain = value === undefined || value === null || typeof value === 'boolean';
    entries.push([key, isSecretKey(key) && !plain ? HIDDEN : redact(value, depth + 1, above)]);
  }
  return Object.fromEntries(entries);
};

const redact = (value: unknown, depth: number, above: readonly object[]): unknown => {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return '(function)';
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '(circular)';
  if (depth > DEEPEST) return '(deeper)';
  // Bytes may be a document or a key: only their number is logged.
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `(${value.byteLength} bytes)`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '(no date)' : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  const path = [...above, value];
  if (value instanceof Error) return redactError(value, depth, path);
  if (value instanceof Map || value instanceof Headers) return redactPairs(value.entries(), depth, path);
  if (Array.isArray(value) || value instanceof Set) {
    const items: unknown[] = [...value];
    const shown = items.slice(0, MOST_ENTRIES).map((item) => redact(item, depth + 1, path));
    return items.length > MOST_ENTRIES ? [...shown, `and ${items.length - MOST_ENTRIES} more`] : shown;
  }
  return redactPairs(Object.entries(value), depth, path);
};

/** A copy of `fields` without secrets, without cycles, of bounded size. Never throws for plain data. */
export const redactFields = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  redactPairs(Object.entries(fields), 0, [fields]);
