// Recognises documents that are text: markup by its first element, plain text by having no control characters.
import type { Sniffed } from './sniffed.ts';

/** What may stand before the first element: byte order mark, white space, XML declaration, comments, processing instructions. */
const PROLOGUE = /^(?:\s+|<\?[^>]{0,1024}>|<!--[\s\S]{0,2048}?-->)*/;

/** Elements and declarations that only HTML begins with (WHATWG MIME Sniffing 7.1). */
const HTML_START =
  /^<(?:!doctype\s+html|html|head|body|title|script|style|meta|link|iframe|h1|div|table|font|a|b|br|p|center|img)\b/i;

const SVG_START = /^(?:<!doctype\s+svg[^>]{0,512}(?:\[[^\]]{0,2048}\]\s*)?>\s*)?<(?:[\w-]{1,16}:)?svg[\s>/]/i;

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
  return undefined;
}

export function sniffPlainText(head: Uint8Array): Sniffed | undefined {
  const text = decode(head);
  return text === undefined || text.length === 0 || CONTROL.test(text)
    ? undefined
    : { mediaType: 'text/plain', family: 'text' };
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
