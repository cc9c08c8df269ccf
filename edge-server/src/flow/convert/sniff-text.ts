// Recognises documents that are text: markup by its first element, plain text by having no control characters.
import type { Sniffed } from './sniffed.ts';

/** What may stand before the first element: byte order mark, white space, XML declaration, comments, processing instructions. */
const PROLOGUE = /^(?:\s+|<\?[^>]{0,1024}>|<!--[\s\S]{0,2048}?-->)*/;

/** Elements and declarations that only HTML begins with (WHATWG MIME Sniffing 7.1). */
const HTML_START =
  /^<(?:!doctype\s+html|html|head|body|title|script|style|meta|link|iframe|h1|div|table|font|a|b|br|p|center|img)\b/i;

const SVG_START = /^(?:<!doctype\s+svg[^>]{0,512}(?:\[[^\]]{0,2048}\]\s*)?>\s*)?<(?:[\w-]{1,16}:)?svg[\s>/]/i;

/** Office documents as one XML file (OpenDocument flat, Word 2003, Excel 2003, Word's package as XML): known, and not printed (threat T25). */
const OFFICE_XML =
  /^<(?:[\w-]{1,16}:)?(?:document\s[^>]*urn:oasis:names:tc:opendocument|wordDocument\s|package\s[^>]*schemas\.microsoft\.com\/office\/2006|Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet)/;

/** A web page with its pictures as one mail message (RFC 2557), as browsers and Word save it. */
const WEB_ARCHIVE =
  /^(?:[\w-]{1,40}:[^\r\n]{0,400}\r?\n(?:[ \t][^\r\n]{0,400}\r?\n){0,8}){0,12}?content-type:\s*multipart\/related/i;

/** Control characters no text file holds; tab, line feed, form feed, carriage return and escape-free text stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x08\x0b\x0e-\x1f\x7f]/;

/** Share of bytes above 0x7f in Windows-1252 text: French and German stay under a tenth; above is another code page or no text. */
const MAX_HIGH = 0.3;

/** Markup only; plain text is the caller's last guess. */
export function sniffMarkup(head: Uint8Array): Sniffed | undefined {
  const text = decode(head)?.replace(PROLOGUE, '');
  if (text === undefined) return undefined;
  if (SVG_START.test(text)) return { mediaType: 'image/svg+xml', family: 'vector' };
  if (HTML_START.test(text)) return { mediaType: 'text/html', family: 'html' };
  if (OFFICE_XML.test(text)) return { mediaType: 'application/x-office-xml', family: 'office' };
  if (WEB_ARCHIVE.test(text)) return { mediaType: 'application/x-mimearchive', family: 'html' };
  return undefined;
}

export function sniffPlainText(head: Uint8Array): Sniffed | undefined {
  const text = decode(head);
  const plain = text !== undefined && text.length > 0 && !CONTROL.test(text);
  if (!plain && !isTypescript(text) && !isWideText(head) && !isForeignText(head)) return undefined;
  return { mediaType: 'text/plain', family: 'text' };
}

/** What consoles, typewriters and Japanese mails write (ECMA-48 colours, overstriking, RFC 1468, the end mark of DOS). No printer language begins so. */
const SPOKEN = /\x1b(?:\[[0-?]{0,16}[ -/]?[@-~]|\$[@B]|\([BJ])|\x08|\x07|\x0b|\x1a$/g;

/** Any further control characters up to this share are shown as signs; more is not text. */
const MAX_CONTROL = 0.01;

function isTypescript(text: string | undefined): boolean {
  if (text === undefined || text.includes('\0')) return false;
  const rest = text.replaceAll(SPOKEN, '');
  if (rest.includes('\x1b') || rest.trim() === '') return false;
  const odd = rest.match(new RegExp(CONTROL, 'g'))?.length ?? 0;
  return odd <= rest.length * MAX_CONTROL;
}

/** UTF-16 and UTF-32 without a mark, or UTF-32 with one. */
function isWideText(head: Uint8Array): boolean {
  const whole = Buffer.from(head.buffer, head.byteOffset, head.length & ~3);
  const units = new TextDecoder('utf-16le').decode(
    Buffer.from(head.buffer, head.byteOffset, head.length & ~1),
  );
  if (isUsual(units) || isUsual(new TextDecoder('utf-16be').decode(head.subarray(0, head.length & ~1))))
    return true;
  const read = (at: (offset: number) => number): string => {
    let text = '';
    for (let offset = 0; offset < whole.length; offset += 4) {
      const point = at(offset);
      if (point > 0x10ffff) return '';
      text += String.fromCodePoint(point);
    }
    return text.replace(/^\ufeff/, '');
  };
  return (
    isUsual(read((offset) => whole.readUInt32LE(offset))) ||
    isUsual(read((offset) => whole.readUInt32BE(offset)))
  );
}

/** Read in the wrong order, text falls into blocks that nobody writes in, and its blanks and line ends vanish. */
function isUsual(text: string): boolean {
  if (text.length < 2 || CONTROL.test(text) || /[\ufffd\p{Co}\p{Cn}\p{Cs}]/u.test(text.slice(0, -1)))
    return false;
  const usual =
    text.match(
      /[\t\n\f\r\x20-\u052f\u0590-\u06ff\u0900-\u0eff\u1100-\u11ff\u2000-\u22ff\u3000-\u30ff\uac00-\ud7a3\uff00-\uffef]/g,
    )?.length ?? 0;
  const ideographs = text.match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  return (
    usual + ideographs > text.length * 0.97 && /[\n\r \u3000\u3002]/.test(text) && usual > text.length * 0.02
  );
}

/** Encodings whose characters take two bytes, none of which need be a blank. */
const TWO_BYTES = ['gb18030', 'shift_jis', 'big5', 'euc-jp', 'euc-kr'];

/** Code pages of other scripts are mostly bytes above 0x7f; pictures and programs have control characters among their first bytes. */
function isForeignText(head: Uint8Array): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  if (bytes.length === 0 || CONTROL.test(bytes.replaceAll(SPOKEN, ''))) return false;
  return /[\t\n\r ]/.test(bytes) || TWO_BYTES.some((encoding) => isValid(head, encoding));
}

function isValid(head: Uint8Array, encoding: string): boolean {
  try {
    // Streaming, since the last character may be cut.
    new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** UTF-16 with a mark, UTF-8, else Windows-1252 when no byte is a control character; undefined for what is not text. */
function decode(head: Uint8Array): string | undefined {
  const [a, b] = head;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(head);
  // The last character may be cut: streaming mode keeps it back instead of calling it an error.
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const high = head.reduce((count, byte) => count + (byte >>> 7), 0);
    return high > head.length * MAX_HIGH ? undefined : new TextDecoder('windows-1252').decode(head);
  }
}
