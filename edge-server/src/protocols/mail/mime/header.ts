// Reads a message header (RFC 5322 section 2.2 and the obsolete forms of section 4): fields, unfolded, and decoded when asked for.
import { decodeCharset } from './charset.ts';
import { decodeWords } from './encoded-words.ts';
import { withoutControls } from './header-text.ts';
import { mailLimits } from './limits.ts';
import type { Header, HeaderField } from './outline.ts';
import { readParameters } from './parameters.ts';

/** A field's name and colon; blanks before the colon are obsolete and still sent. Longer names are none. */
const FIELD = /^([!-9;-~]{1,200})[ \t]*:/;

/**
 * What the very first line is. end: an empty one, or blanks only. body: neither a field nor the line that a mailbox file has before each
 * message (RFC 4155), so there is no header; relays take it so too, and what they have judged must be what is read here.
 */
export function kindOfFirstLine(line: string): 'field' | 'end' | 'body' {
  if (/^[ \t]*\r?\n?$/.test(line)) return 'end';
  return FIELD.test(line) || /^>?From /.test(line) ? 'field' : 'body';
}

/**
 * @param octets a header, up to its empty line; one that follows, and everything after it, is not read. Line ends are CRLF or LF.
 * A later line that is no field is passed over. Never throws.
 */
export function readHeader(octets: Uint8Array, mostFields: number = mailLimits.headerFields): Header {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
  return headerOf(fieldsOf(text, mostFields));
}

interface RawField {
  readonly name: string;
  /** One character per octet. */
  readonly value: string;
}

function fieldsOf(text: string, most: number): RawField[] {
  const fields: RawField[] = [];
  let name: string | undefined;
  let lines: string[] = [];
  let first = true;
  const close = (): void => {
    if (name !== undefined) fields.push({ name, value: lines.join('').trim() });
    name = undefined;
    lines = [];
  };
  for (let at = 0; at < text.length && fields.length < most; ) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    const end = newline === -1 ? next : text[newline - 1] === '\r' && newline > at ? newline - 1 : newline;
    const line = text.slice(at, end);
    at = next;
    if (line === '' || (first && kindOfFirstLine(line) !== 'field')) break;
    first = false;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (name !== undefined) lines.push(line);
      continue;
    }
    const field = FIELD.exec(line);
    if (field === null) continue;
    close();
    name = (field[1] ?? '').toLowerCase();
    lines.push(line.slice(field[0].length));
  }
  if (fields.length < most) close();
  return fields;
}

function headerOf(raw: readonly RawField[]): Header {
  const positions = new Map<string, number[]>();
  for (const [index, { name }] of raw.entries()) {
    const known = positions.get(name);
    if (known === undefined) positions.set(name, [index]);
    else known.push(index);
  }
  const charset = (): string | undefined => bodyCharset(raw[positions.get('content-type')?.[0] ?? -1]?.value);
  // Worked out when first asked for: most fields never are.
  const values = new Map<number, string>();
  const valueAt = (index: number): string => {
    const ready = values.get(index);
    if (ready !== undefined) return ready;
    const value = raw[index]?.value ?? '';
    const made = withoutControls(
      /[\x80-\xff]/.test(value) ? decodeCharset(Buffer.from(value, 'latin1'), undefined, charset()) : value,
    );
    values.set(index, made);
    return made;
  };
  const indexes = (name: string): readonly number[] => positions.get(name.toLowerCase()) ?? [];
  const decoded = (index: number): string => withoutControls(decodeWords(valueAt(index)));
  let fields: readonly HeaderField[] | undefined;
  return {
    first: (name) => {
      const index = indexes(name)[0];
      return index === undefined ? undefined : decoded(index);
    },
    all: (name) => indexes(name).map(decoded),
    raw: (name) => indexes(name).map(valueAt),
    get fields() {
      fields ??= raw.map(({ name }, index) => ({ name, value: valueAt(index) }));
      return fields;
    },
  };
}

/** Octets beyond ASCII in a field are, where not UTF-8, mostly in the charset of the text beneath. */
function bodyCharset(contentType: string | undefined): string | undefined {
  return contentType === undefined ? undefined : readParameters(contentType).parameters.get('charset');
}
