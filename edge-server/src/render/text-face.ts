// One font file as a face to set text with: which characters it has, their widths, and joined letters laid out by its own tables.
import { readFileSync } from 'node:fs';
import fontkit, { type Font, type Glyph as FontGlyph } from '@pdf-lib/fontkit';

/** All measures in ems: parts of the font size. */
export interface Glyph {
  readonly id: number;
  /** What the font says it is wide; what viewers move on by. */
  readonly width: number;
  /** How far the next glyph stands. */
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
  /** The characters it shows, for searching and copying. */
  readonly text: string;
}

export interface Face {
  readonly name: string;
  readonly font: Font;
  /** The file it came from, and where in it this font begins: 0 unless it is a collection. */
  readonly file: Buffer;
  readonly offset: number;
  readonly outlines: 'truetype' | 'cff';
  readonly ascent: number;
  readonly descent: number;
  readonly has: (codePoint: number) => boolean;
  /** The glyph of a character that stands for itself. */
  readonly glyph: (codePoint: number) => Glyph;
  /** A box in place of a character that no font has; it still says which one it stands for. */
  readonly box: (text: string) => Glyph;
  /** A word of a script whose letters join or move, in the order of the page from left to right. */
  readonly layOut: (text: string) => { readonly rtl: boolean; readonly glyphs: readonly Glyph[] };
}

/** Laid-out words kept: a language uses a few thousand words most of the time. */
const MAX_WORDS = 5_000;

/** A font file larger than this is not read: the largest of use, a collection for all of East Asia, has 20 MB. */
const MAX_FONT_BYTES = 64 * 1024 * 1024;

/** U+25A1 is how typesetters show what they lack; a font without it has its own box as glyph 0. */
const BOX = 0x25a1;

/** Undefined for what is no font with outlines. */
export function openFace(path: string): Face | undefined {
  const bytes = readFileSync(path);
  if (bytes.length > MAX_FONT_BYTES) return undefined;
  const font = open(bytes);
  if (font === undefined) return undefined;
  // A collection begins with "ttcf", two versions and a count, then the places of its fonts (OpenType 1.9, TTC header).
  const offset = bytes.toString('latin1', 0, 4) === 'ttcf' ? bytes.readUInt32BE(12) : 0;
  return makeFace(font, bytes, offset);
}

const tablesOf = (font: Font): object =>
  // The package's types leave it out.
  (font as unknown as { readonly directory: { readonly tables: object } }).directory.tables;

function open(bytes: Buffer): Font | undefined {
  try {
    // A collection has `fonts`, which the package's types do not know.
    const opened = fontkit.create(bytes) as Font & { readonly fonts?: readonly Font[] };
    const font = opened.fonts?.[0] ?? opened;
    const tables = tablesOf(font);
    return ('glyf' in tables || 'CFF ' in tables) && font.unitsPerEm > 0 ? font : undefined;
  } catch (error) {
    // fontkit throws plain errors at whatever it cannot read: then the file is no font for us.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function makeFace(font: Font, file: Buffer, offset: number): Face {
  const em = font.unitsPerEm;
  const glyphs = new Map<number, Glyph>();
  const boxes = new Map<string, Glyph>();
  const words = new Map<string, ReturnType<Face['layOut']>>();

  const from = (glyph: FontGlyph, text: string): Glyph => {
    const width = glyph.advanceWidth / em;
    return { id: glyph.id, width, advance: width, dx: 0, dy: 0, text };
  };
  const shape = (text: string): ReturnType<Face['layOut']> => {
    const run = font.layout(text);
    const placed = run.glyphs.map((glyph, index): Glyph => {
      const at = run.positions[index];
      return {
        ...from(glyph, String.fromCodePoint(...glyph.codePoints)),
        advance: (at?.xAdvance ?? glyph.advanceWidth) / em,
        dx: (at?.xOffset ?? 0) / em,
        dy: (at?.yOffset ?? 0) / em,
      };
    });
    return { rtl: run.direction === 'rtl', glyphs: placed };
  };
  return {
    name: font.postscriptName ?? 'Font',
    font,
    file,
    offset,
    outlines: 'glyf' in tablesOf(font) ? 'truetype' : 'cff',
    ascent: font.ascent / em,
    descent: -font.descent / em,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    glyph: (codePoint) => {
      let glyph = glyphs.get(codePoint);
      if (glyph === undefined) {
        glyph = from(font.glyphForCodePoint(codePoint), String.fromCodePoint(codePoint));
        glyphs.set(codePoint, glyph);
      }
      return glyph;
    },
    box: (text) => {
      let glyph = boxes.get(text);
      if (glyph === undefined) {
        glyph = from(font.glyphForCodePoint(BOX), text);
        boxes.set(text, glyph);
      }
      return glyph;
    },
    layOut: (text) => {
      let word = words.get(text);
      if (word === undefined) {
        word = shape(text);
        if (words.size >= MAX_WORDS) words.clear();
        words.set(text, word);
      }
      return word;
    },
  };
}
