// A small pen for the try-out's sample documents: draws on a PDF page in points from the top left corner.
import type * as PdfLib from '@cantoo/pdf-lib';

export type Face = 'regular' | 'bold' | 'italic' | 'serif' | 'mono';

export interface Ink {
  readonly fill?: string;
  readonly stroke?: string;
  readonly lineWidth?: number;
  readonly dash?: number[];
  readonly opacity?: number;
}

export interface TextLook {
  readonly size?: number;
  readonly face?: Face;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Points between letters. */
  readonly tracking?: number;
  readonly opacity?: number;
}

export interface Pen {
  readonly width: number;
  readonly height: number;
  readonly box: (
    x: number,
    y: number,
    width: number,
    height: number,
    ink: Ink & { readonly radius?: number },
  ) => void;
  readonly circle: (x: number, y: number, radius: number, ink: Ink) => void;
  readonly line: (points: readonly (readonly [number, number])[], ink: Ink) => void;
  /** An SVG path. */
  readonly path: (d: string, ink: Ink) => void;
  /** `y` is the baseline. */
  readonly text: (x: number, y: number, text: string, look?: TextLook) => void;
  /** Wraps at `width` and returns the baseline after the last line. */
  readonly paragraph: (
    x: number,
    y: number,
    width: number,
    text: string,
    look?: TextLook & { readonly leading?: number },
  ) => number;
  readonly measure: (text: string, look?: TextLook) => number;
}

type Library = typeof PdfLib;

export interface Sheets {
  readonly addPage: (width: number, height: number) => Pen;
  readonly save: () => Promise<Uint8Array>;
}

const INK = '#1b2430';

/** A document without a creation time of its own, so that the same program makes the same bytes. */
export async function newSheets(title: string): Promise<Sheets> {
  // Loaded when the try-out asks for its samples: the server itself makes no PDFs this way.
  const library = await import('@cantoo/pdf-lib');
  const document = await library.PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  document.setProducer('Platen try-out');
  const fonts = await embedFonts(library, document);
  return {
    addPage: (width, height) => makePen(library, document.addPage([width, height]), fonts),
    save: () => document.save(),
  };
}

async function embedFonts(
  { StandardFonts }: Library,
  document: PdfLib.PDFDocument,
): Promise<Record<Face, PdfLib.PDFFont>> {
  const embed = (font: `${(typeof StandardFonts)[keyof typeof StandardFonts]}`) => document.embedFont(font);
  return {
    regular: await embed(StandardFonts.Helvetica),
    bold: await embed(StandardFonts.HelveticaBold),
    italic: await embed(StandardFonts.HelveticaOblique),
    serif: await embed(StandardFonts.TimesRoman),
    mono: await embed(StandardFonts.CourierBold),
  };
}

function makePen(library: Library, page: PdfLib.PDFPage, fonts: Record<Face, PdfLib.PDFFont>): Pen {
  const { width, height } = page.getSize();
  const color = (hex: string) => {
    const value = Number.parseInt(hex.slice(1), 16);
    return library.rgb(((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255);
  };
  const fontOf = (look: TextLook): PdfLib.PDFFont => fonts[look.face ?? 'regular'];

  const path: Pen['path'] = (d, { fill, stroke, lineWidth = 1, dash, opacity }) => {
    page.drawSvgPath(d, {
      x: 0,
      y: height,
      ...(fill === undefined ? {} : { color: color(fill) }),
      ...(stroke === undefined ? {} : { borderColor: color(stroke), borderWidth: lineWidth }),
      ...(dash === undefined ? {} : { borderDashArray: dash }),
      ...(opacity === undefined ? {} : { opacity, borderOpacity: opacity }),
    });
  };

  const measure: Pen['measure'] = (text, look = {}) =>
    fontOf(look).widthOfTextAtSize(text, look.size ?? 10) + (look.tracking ?? 0) * text.length;

  const text: Pen['text'] = (x, y, words, look = {}) => {
    const { size = 10, align = 'left', tracking = 0, opacity } = look;
    const shift = align === 'left' ? 0 : measure(words, look) * (align === 'center' ? 0.5 : 1);
    page.drawText(words, {
      x: x - shift,
      y: height - y,
      size,
      font: fontOf(look),
      color: color(look.color ?? INK),
      characterSpacing: tracking,
      ...(opacity === undefined ? {} : { opacity }),
    });
  };

  return {
    width,
    height,
    path,
    text,
    measure,
    box: (x, y, w, h, { radius = 0, ...ink }) => {
      const r = Math.min(radius, w / 2, h / 2);
      const d =
        r === 0
          ? `M${x} ${y}h${w}v${h}h${-w}Z`
          : `M${x + r} ${y}h${w - 2 * r}q${r} 0 ${r} ${r}v${h - 2 * r}q0 ${r} ${-r} ${r}h${2 * r - w}` +
            `q${-r} 0 ${-r} ${-r}v${2 * r - h}q0 ${-r} ${r} ${-r}Z`;
      path(d, ink);
    },
    circle: (x, y, r, ink) =>
      path(`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`, ink),
    line: (points, ink) => path(points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join(''), ink),
    paragraph: (x, y, room, words, look = {}) => {
      const leading = look.leading ?? (look.size ?? 10) * 1.5;
      let baseline = y;
      let line = '';
      for (const word of words.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && measure(longer, look) > room) {
          text(x, baseline, line, look);
          baseline += leading;
          line = word;
        } else line = longer;
      }
      text(x, baseline, line, look);
      return baseline + leading;
    },
  };
}
