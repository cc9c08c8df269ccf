// Draws on the test page in millimetres from its top left corner.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as PdfLib from '@cantoo/pdf-lib';

const MM = 72 / 25.4;

export interface PagePen {
  /** In mm. */
  readonly width: number;
  readonly height: number;
  readonly box: (x: number, y: number, width: number, height: number, fill: PdfLib.Color) => void;
  /** Thickness in points, as printers' lines are spoken of. */
  readonly line: (x1: number, y1: number, x2: number, y2: number, points?: number) => void;
  readonly ring: (x: number, y: number, radius: number, points?: number) => void;
  /** `y` is the baseline, `size` in points; what does not fit into `room` mm is cut. @returns where it ends, mm. */
  readonly text: (
    x: number,
    y: number,
    text: string,
    look?: {
      readonly size?: number;
      readonly bold?: boolean;
      readonly grey?: number;
      readonly room?: number;
    },
  ) => number;
  readonly grey: (share: number) => PdfLib.Color;
  /** Shares of cyan, magenta, yellow and black. */
  readonly ink: (cyan: number, magenta: number, yellow: number, black: number) => PdfLib.Color;
}

/** What the fonts that every PDF reader has can write: Windows code page 1252 (ISO 32000-1 annex D.1). */
const LATIN = /^[\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/;

/** @param size in points. @param texts all that may be written, to know which fonts are needed. @param draw draws the only page. */
export async function drawPage(
  title: string,
  size: readonly [number, number],
  texts: readonly string[],
  draw: (pen: PagePen) => void,
): Promise<Uint8Array> {
  // Loaded when a page is asked for: the server makes no PDFs this way otherwise.
  const library = await import('@cantoo/pdf-lib');
  const document = await library.PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  document.setProducer('Platen');
  const plain = await document.embedFont(library.StandardFonts.Helvetica);
  const bold = await document.embedFont(library.StandardFonts.HelveticaBold);
  const other = texts.every((text) => LATIN.test(text)) ? plain : await wideFont(document);
  const page = document.addPage([size[0], size[1]]);
  const top = size[1];
  const { cmyk, grayscale } = library;
  const black = grayscale(0);

  draw({
    width: size[0] / MM,
    height: size[1] / MM,
    grey: (share) => grayscale(1 - share),
    ink: cmyk,
    box: (x, y, width, height, color) =>
      page.drawRectangle({
        x: x * MM,
        y: top - (y + height) * MM,
        width: width * MM,
        height: height * MM,
        color,
      }),
    line: (x1, y1, x2, y2, points = 0.5) =>
      page.drawLine({
        start: { x: x1 * MM, y: top - y1 * MM },
        end: { x: x2 * MM, y: top - y2 * MM },
        thickness: points,
        color: black,
      }),
    ring: (x, y, radius, points = 0.5) =>
      page.drawCircle({
        x: x * MM,
        y: top - y * MM,
        size: radius * MM,
        borderWidth: points,
        borderColor: black,
      }),
    text: (x, y, text, look = {}) => {
      const font = !LATIN.test(text) ? other : look.bold === true ? bold : plain;
      const fontSize = look.size ?? 9;
      const widthOf = (words: string): number => font.widthOfTextAtSize(words, fontSize) / MM;
      let words = text;
      const { room = Number.POSITIVE_INFINITY } = look;
      while (words.length > 1 && widthOf(words) > room) words = `${words.slice(0, -2)}…`;
      page.drawText(words, {
        x: x * MM,
        y: top - y * MM,
        size: fontSize,
        font,
        color: grayscale(look.grey ?? 0),
      });
      return x + widthOf(words);
    },
  });
  return document.save();
}

/** For Cyrillic, Greek and the like. Whole: fontkit's subsets of it cannot be made, and few sites need it. */
async function wideFont(document: PdfLib.PDFDocument): Promise<PdfLib.PDFFont> {
  const { default: fontkit } = await import('@pdf-lib/fontkit');
  document.registerFontkit(fontkit);
  return document.embedFont(await readFile(resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')));
}

const { resolve } = createRequire(import.meta.url);
