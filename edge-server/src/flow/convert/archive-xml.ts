// Looks at how an XML part begins: no office format needs a document type with entities, and only bombs and file readers bring one.

/** Bytes from the start that are looked at. Whoever puts more than this before the first element hides something. */
export const PROLOG_BYTES = 16 * 1024;

/** Encodings in which every ASCII byte means itself, so that looking at bytes is looking at characters. */
const PLAIN_ENCODING =
  /^(utf-?8|us-ascii|ascii|iso[-_]?8859-?\d{1,2}|windows-125\d|latin1|cp125\d|koi8-[ru])$/i;

/** What is wrong with a part that begins with `head`; undefined for what is in order or no XML at all. */
export function xmlProblem(head: Buffer): string | undefined {
  const wide = wideText(head);
  if (wide === 'utf-32') return 'XML in UTF-32';
  const text = (wide ?? head.toString('latin1')).replace(/^(?:\ufeff|\xef\xbb\xbf)?\s*/, '');
  if (!text.startsWith('<') || !/^<[?!\w:]/.test(text)) return undefined;
  const encoding = /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']/.exec(text)?.[1];
  if (
    wide === undefined &&
    encoding !== undefined &&
    !PLAIN_ENCODING.test(encoding) &&
    !/^utf-?16/i.test(encoding)
  )
    return `XML in ${encoding}`;
  return prologProblem(text, head.length >= PROLOG_BYTES);
}

/** A whole part as text: UTF-16 by its mark, else UTF-8. */
export function xmlText(part: Buffer): string {
  const wide = wideText(part);
  return wide === undefined || wide === 'utf-32' ? part.toString('utf8') : wide;
}

/** Text of UTF-16 with a mark or by its first "<"; undefined for one byte a character. */
function wideText(head: Buffer): string | 'utf-32' | undefined {
  const start = head.toString('hex', 0, 4);
  if (start === '0000feff' || start === 'fffe0000' || start === '3c000000' || start === '0000003c')
    return 'utf-32';
  const even = head.subarray(0, head.length & ~1);
  if (start.startsWith('fffe') || start.startsWith('3c00')) return even.toString('utf16le');
  if (start.startsWith('feff') || start.startsWith('003c'))
    return Buffer.from(even).swap16().toString('utf16le');
  return undefined;
}

function prologProblem(text: string, cut: boolean): string | undefined {
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    const skipped = skip(text, at, '<?', '?>') ?? skip(text, at, '<!--', '-->');
    if (skipped !== undefined) {
      if (skipped < 0) return cut ? 'XML that hides its beginning' : undefined;
      at = skipped;
      continue;
    }
    if (!/^<!doctype/i.test(text.slice(at, at + 9))) break;
    const type = text.slice(at);
    // An external type is never fetched. OpenOffice 1 and 2 wrote one into their lists of parts, without a subset.
    const declared = /^<![a-z]+[^[>]*(\[?)/i.exec(type)?.[1];
    if (declared !== '[') {
      at += Math.max(type.indexOf('>'), 0) + 1;
      continue;
    }
    return subsetProblem(type);
  }
  return at >= text.length && cut ? 'XML that hides its beginning' : undefined;
}

/** Undefined when something else begins at `at`; -1 when the end is not in sight. */
function skip(text: string, at: number, from: string, to: string): number | undefined {
  if (!text.startsWith(from, at)) return undefined;
  const end = text.indexOf(to, at + from.length);
  return end < 0 ? -1 : end + to.length;
}

/** Drawing programs declare their namespaces as plain entities in SVG pictures; those neither grow nor read anything. */
function subsetProblem(type: string): string | undefined {
  const end = type.indexOf(']');
  const harmless =
    /^<!doctype\s+svg\b/i.test(type) &&
    end >= 0 &&
    !/&|%|<!ENTITY\s+\S+\s+(SYSTEM|PUBLIC)/i.test(type.slice(type.indexOf('['), end));
  return harmless ? undefined : 'a document type with declarations of its own';
}
