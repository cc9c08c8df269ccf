// A small RTF document (Rich Text Format 1.9.1), with room for whatever a test wants in it.

export interface RichText {
  readonly paragraphs?: readonly string[];
  readonly font?: string;
  /** Groups after the font table, and after the text. */
  readonly before?: string;
  readonly after?: string;
}

export function richText({ paragraphs = ['A letter.'], font = 'Liberation Sans', before = '', after = '' }: RichText = {}): Buffer {
  const text = paragraphs.map((line) => `\\pard\\f0\\fs24 ${escapeRtf(line)}\\par\n`);
  return Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 ${font};}}\n${before}${text.join('')}${after}}`,
    'latin1',
  );
}

/** Backslashes in instructions are doubled by the caller, as Word does. */
export function rtfField(instruction: string): string {
  return `{\\field\\flddirty{\\*\\fldinst { ${instruction} }}{\\fldrslt {result}}}\\par\n`;
}

const escapeRtf = (text: string): string =>
  text.replace(/[\\{}]/g, '\\$&').replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0)}?`);
