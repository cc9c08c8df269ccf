// Characters and references of XML text (XML 1.0 sections 2.2, 4.1 and 4.6), both ways.

export class XmlMistake extends Error {
  /** UTF-16 units from the start. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = 'XmlMistake';
    this.at = at;
  }
}

const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
const ALL_UNFIT = new RegExp(UNFIT.source, 'gu');
const FIVE: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Where the first character is that XML 1.0 does not have; -1 when all fit. */
export function fitsXml(text: string): number {
  return text.search(UNFIT);
}

/** Puts characters in place of references and line feeds in place of other line ends. Throws XmlMistake for any other reference. */
export function resolveText(raw: string, at: number): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,12};?)?/g, (whole, body: string | undefined, offset: number) => {
    const name = body?.endsWith(';') === true ? body.slice(0, -1) : undefined;
    const known = name === undefined ? undefined : (FIVE.get(name) ?? numbered(name));
    if (known === undefined) throw new XmlMistake(`a reference that is not taken: ${whole}`, at + offset);
    return known;
  });
}

function numbered(name: string): string | undefined {
  const found = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (found === null) return undefined;
  const code = found[1] === undefined ? Number(found[2]) : Number.parseInt(found[1], 16);
  if (code > 0x10ffff) return undefined;
  const character = String.fromCodePoint(code);
  return fitsXml(character) === -1 ? character : undefined;
}

/** Text as it may stand between tags and in double quotes. What XML cannot carry becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(ALL_UNFIT, '\ufffd').replace(/[&<>"'\t\r\n]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '"':
        return '&quot;';
      case "'":
        return '&apos;';
      default:
        // As themselves they would be read as other white space.
        return `&#${character.charCodeAt(0)};`;
    }
  });
}
