// Reads texts out of a device's XML by slicing. Not a parser: browsers of devices split or cut text nodes over 4096 characters
// (panel-platforms.md section 2), and a whole escaped document stands in one. Nothing is expanded but the five named entities and numbers.

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function ofNumber(code: number): string {
  if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) return '';
  // String.fromCodePoint is younger than these browsers.
  return code < 0x10000
    ? String.fromCharCode(code)
    : String.fromCharCode(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
}

/** References replaced once: what comes out is not looked at again. Unknown ones stay as they are. */
function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return ofNumber(parseInt(hex, 16));
    if (decimal !== undefined) return ofNumber(parseInt(decimal, 10));
    return ENTITIES[name as string] ?? whole;
  });
}

/** What stands in an element, as it is written, and the document without that element. */
export interface Sliced {
  readonly inside: string;
  readonly rest: string;
}

/** The first element of this local name, under any prefix; undefined where there is none or it has no end. Its own kind must not be nested in it. */
export function sliceElement(xml: string, name: string): Sliced | undefined {
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const end = xml.indexOf('>', at);
    if (end < 0) return undefined;
    // A CDATA section holds text, whatever it looks like.
    if (xml.substr(at, 9) === '<![CDATA[') {
      const over = xml.indexOf(']]>', at);
      if (over < 0) return undefined;
      at = over;
      continue;
    }
    // No tag has a name longer than this with its prefix.
    const tag = xml.slice(at + 1, Math.min(end, at + 200)).split(/[\s/]/)[0] ?? '';
    if (tag.slice(tag.indexOf(':') + 1) !== name) continue;
    if (xml.charAt(end - 1) === '/') return { inside: '', rest: xml.slice(0, at) + xml.slice(end + 1) };
    const close = xml.indexOf(`</${tag}`, end);
    const closed = close < 0 ? -1 : xml.indexOf('>', close);
    if (closed < 0) return undefined;
    return { inside: xml.slice(end + 1, close), rest: xml.slice(0, at) + xml.slice(closed + 1) };
  }
  return undefined;
}

/** The text of an element that holds nothing else: references and CDATA sections resolved, white space at its ends gone. */
export function textOf(written: string): string {
  const parts = written.split('<![CDATA[');
  const first = unescapeXml(parts[0] ?? '');
  const more = parts.slice(1).map((part) => {
    const end = part.indexOf(']]>');
    return end < 0 ? '' : part.slice(0, end) + unescapeXml(part.slice(end + 3));
  });
  return (first + more.join('')).replace(/^\s+|\s+$/g, '');
}

/** An answer that declares entities is none of a device's. */
export const isHostile = (xml: string): boolean => /<!(?:DOCTYPE|ENTITY)/i.test(xml);
