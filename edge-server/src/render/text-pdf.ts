// Writes pages of set text, rules and pictures as a PDF. Each page is packed as soon as it is full, so memory holds one page of drawing.
import { PDFDocument, PDFName, PDFRawStream, type PDFRef } from '@cantoo/pdf-lib';
import type { Face } from './text-face.ts';
import { flate, makePdfFont, type PdfFont } from './text-pdf-font.ts';
import type { GlyphRun } from './text-shape.ts';

/** Red, green, blue, 0 to 1. */
export type Rgb = readonly [number, number, number];

export const BLACK: Rgb = [0, 0, 0];

/** Points from the bottom left corner, as PDF counts. */
export interface Pen {
  /** Glyphs from `x` on, standing on the base line `y`. `size` in points. */
  readonly text: (x: number, y: number, size: number, runs: readonly GlyphRun[], color?: Rgb) => void;
  readonly rectangle: (x: number, y: number, width: number, height: number, color: Rgb) => void;
  readonly picture: (picture: PlacedPicture, x: number, y: number, width: number, height: number) => void;
}

/** Decoded as far as a PDF wants it: JPEG as it is, or rows of a PNG. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly components: 1 | 3;
  readonly filter: 'DCTDecode' | 'FlateDecode';
  readonly data: Uint8Array;
}

export interface PlacedPicture {
  readonly key: string;
}

export interface PdfWriter {
  readonly pages: () => number;
  /** The next page; what was drawn before is packed. */
  readonly page: () => Pen;
  /** Once per picture, however often it is placed. */
  readonly addPicture: (picture: Picture) => PlacedPicture;
  /** Draws over each finished page, e.g. its number once the last one is known. `page` counts from 1. */
  readonly finish: (over?: (pen: Pen, page: number) => void) => Promise<Uint8Array>;
}

const SPACES = { 1: 'DeviceGray', 3: 'DeviceRGB' } as const;

/** `width` and `height` in points. */
export async function makePdfWriter(width: number, height: number): Promise<PdfWriter> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  const fonts = new Map<Face, PdfFont>();
  const pictures: [string, PDFRef][] = [];
  const done: PDFRef[] = [];
  let open: { readonly parts: string[]; readonly pen: Pen } | undefined;

  const fontOf = (face: Face): PdfFont => {
    let font = fonts.get(face);
    if (font === undefined) {
      font = makePdfFont(context, face, `F${fonts.size}`);
      fonts.set(face, font);
    }
    return font;
  };
  const start = (): { readonly parts: string[]; readonly pen: Pen } => {
    const parts: string[] = [];
    return { parts, pen: makePen(parts, fontOf) };
  };
  const pack = (parts: readonly string[]): PDFRef =>
    flate(context, Buffer.from(parts.join('\n'), 'latin1'), {});
  const close = (): void => {
    if (open !== undefined) done.push(pack(open.parts));
    open = undefined;
  };

  return {
    pages: () => done.length + (open === undefined ? 0 : 1),
    page: () => {
      close();
      open = start();
      return open.pen;
    },
    addPicture: ({ width: columns, height: rows, components, filter, data }) => {
      const key = `I${pictures.length}`;
      const dictionary = context.obj({
        Type: 'XObject',
        Subtype: 'Image',
        Width: columns,
        Height: rows,
        ColorSpace: SPACES[components],
        BitsPerComponent: 8,
        Filter: filter,
        Length: data.length,
        ...(filter === 'FlateDecode'
          ? { DecodeParms: { Predictor: 15, Colors: components, BitsPerComponent: 8, Columns: columns } }
          : {}),
      });
      pictures.push([key, context.register(PDFRawStream.of(dictionary, data))]);
      return { key };
    },
    finish: async (over) => {
      close();
      const contents = done.map((content, index) => {
        if (over === undefined) return [content];
        const { parts, pen } = start();
        over(pen, index + 1);
        return parts.length === 0 ? [content] : [content, pack(parts)];
      });
      const resources = context.obj({ Font: {}, XObject: Object.fromEntries(pictures) });
      const fontDictionary = context.obj({});
      for (const font of fonts.values()) fontDictionary.set(PDFName.of(font.key), await font.embed());
      resources.set(PDFName.of('Font'), fontDictionary);
      const shared = context.register(resources);
      for (const content of contents) {
        const page = document.addPage([width, height]);
        page.node.set(PDFName.of('Contents'), context.obj(content));
        page.node.set(PDFName.of('Resources'), shared);
      }
      return document.save({ useObjectStreams: false, updateFieldAppearances: false });
    },
  };
}

function makePen(parts: string[], fontOf: (face: Face) => PdfFont): Pen {
  let color = BLACK;
  const setColor = (next: Rgb): void => {
    if (next.every((value, index) => value === color[index])) return;
    color = next;
    const grey = next[0] === next[1] && next[1] === next[2];
    parts.push(grey ? `${number(next[0])} g` : `${next.map(number).join(' ')} rg`);
  };
  return {
    text: (x, y, size, runs, ink = BLACK) => {
      setColor(ink);
      parts.push('BT');
      let at = x;
      for (const { face, glyphs, scale = 1 } of runs) {
        const font = fontOf(face);
        parts.push(`/${font.key} ${number(size * scale)} Tf 1 0 0 1 ${number(at)} ${number(y)} Tm`);
        at += writeRun(parts, font, glyphs, size * scale) * size * scale;
      }
      parts.push('ET');
    },
    rectangle: (x, y, width, height, ink) => {
      setColor(ink);
      parts.push(`${number(x)} ${number(y)} ${number(width)} ${number(height)} re f`);
    },
    picture: ({ key }, x, y, width, height) =>
      parts.push(`q ${number(width)} 0 0 ${number(height)} ${number(x)} ${number(y)} cm /${key} Do Q`),
  };
}

/** Thousandths of an em below which a viewer's own advance is good enough: no eye and no printer sees a hundredth of a point. */
const CLOSE_ENOUGH = 1;

/** The run's width in ems. Corrections are written only where a glyph does not stand where the font alone would put it. */
function writeRun(parts: string[], font: PdfFont, glyphs: GlyphRun['glyphs'], size: number): number {
  let array = '[<';
  let natural = 0;
  let wanted = 0;
  let rise = 0;
  for (const glyph of glyphs) {
    if (glyph.dy !== rise) {
      parts.push(`${array}>] TJ`, `${number(glyph.dy * size)} Ts`);
      array = '[<';
      rise = glyph.dy;
    }
    const off = (natural - wanted - glyph.dx) * 1000;
    if (Math.abs(off) >= CLOSE_ENOUGH) {
      array += `> ${number(off)} <`;
      natural = wanted + glyph.dx;
    }
    array += font.code(glyph);
    // As written in the font's table of widths, or rounding would add up along the line.
    natural += Math.round(glyph.width * 1000) / 1000;
    wanted += glyph.advance;
  }
  parts.push(`${array}>] TJ`);
  if (rise !== 0) parts.push('0 Ts');
  return wanted;
}

/** PDF knows no exponents; hundredths of a point are below any printer's dot. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
