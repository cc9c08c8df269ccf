// An HTML page or mail body as a PDF, set here: no browser, no office program, and nothing on the network (threat T23).
import type sharpType from 'sharp';
import { isBlank } from './html-block.ts';
import { makeContainer } from './html-blocks.ts';
import { isColored } from './html-color.ts';
import { type Area, type Flow, place } from './html-pages.ts';
import { loadPictures } from './html-pictures.ts';
import { readSheet } from './html-sheet.ts';
import { BASE_STYLE, styleOf } from './html-style.ts';
import { declaredEncoding, readHtml, textOf } from './html-tree.ts';
import type { ToPdfTools } from './image-pdf-sink.ts';
import { MAX_PAGES, MAX_TEXT_BYTES } from './limits.ts';
import { type RandomRead, readWhole } from './random-read.ts';
import { type PageColor, type PipedPdfOutcome, refuse, type ToPdfOptions } from './render-outcome.ts';
import { decodeText } from './text-encoding.ts';
import { makeFaces } from './text-faces.ts';
import { finishPdf } from './text-finish.ts';
import { makeMissing } from './text-missing.ts';
import { PAPER_POINTS, POINTS_PER_MM } from './text-paper.ts';
import { makePdfWriter, type Pen, type Rgb } from './text-pdf.ts';
import { shape, widthOf } from './text-shape.ts';

/** A letter's margins: lines of 174 mm on A4. */
const MARGIN = 18 * POINTS_PER_MM;

/** Characters a page can hold at most, in the smallest type: more need not be laid out to know that it is too much. */
const MOST_PER_PAGE = 12_000;

const NUMBER_SIZE = 8;
const NUMBER_COLOR: Rgb = [0.35, 0.35, 0.35];

export async function htmlToPdf(
  source: RandomRead,
  options: ToPdfOptions,
  sharp: () => Promise<typeof sharpType>,
  tools: ToPdfTools,
): Promise<PipedPdfOutcome> {
  if (source.size === 0) return refuse('document-empty', 'zero bytes');
  const maxPages = options.maxPages ?? MAX_PAGES;
  if (source.size > MAX_TEXT_BYTES) return refuse('document-too-many-pages', `${source.size} bytes of HTML`);
  const bytes = readWhole(source);
  const { body, styles, cut } = readHtml(decodeText(bytes, declaredEncoding(bytes)).text);
  if (cut) return refuse('document-too-slow', 'too many elements');
  if (textOf(body).length > maxPages * MOST_PER_PAGE)
    return refuse('document-too-many-pages', 'more text than the pages allowed can hold');
  const [width, height] = PAPER_POINTS[options.media];
  const room = { width: width - 2 * MARGIN, height: height - 2 * MARGIN };
  const writer = await makePdfWriter(width, height);
  const pictures = await loadPictures(body, { sharp, parts: options.parts ?? [], writer, room });
  const missing = makeMissing();
  const faces = makeFaces(options.fontFolder);
  const sheet = readSheet(styles);
  const context = { faces, onMissing: missing.add, sheet, styles: new WeakMap(), pictures };
  const content = makeContainer(body, styleOf(body, BASE_STYLE, context), context);
  if (content === undefined || isBlank(body)) return refuse('document-empty', 'nothing to be seen');

  const area: Area = { x: MARGIN, top: height - MARGIN, bottom: MARGIN, fresh: true };
  const colors: PageColor[] = [];
  let rest: readonly Flow[] = content.flow(room.width);
  while (rest.length > 0) {
    if (writer.pages() >= maxPages)
      return refuse('document-too-many-pages', `more than ${maxPages} pages of HTML`);
    const watched = watch(writer.page(), pictures.colored);
    ({ rest } = place(rest, watched.pen, area, room.height));
    colors.push(watched.colored() ? 'color' : 'monochrome');
  }
  const chain = faces.chain({ family: 'sans', bold: false, italic: false });
  const pdf = await writer.finish(
    colors.length === 1
      ? undefined
      : (over, number) => {
          const runs = shape(`${number} / ${colors.length}`, chain, { rtl: false, onMissing: missing.add });
          over.text((width - widthOf(runs) * NUMBER_SIZE) / 2, MARGIN / 2, NUMBER_SIZE, runs, NUMBER_COLOR);
        },
  );
  const notes = [...pictures.notes, ...missing.notes()];
  return finishPdf(pdf, { options, width, height, color: colors, notes }, tools);
}

/** Notices colour as it is drawn: what costs more has to be known before printing. */
function watch(pen: Pen, picturesColored: boolean): { readonly pen: Pen; readonly colored: () => boolean } {
  let colored = false;
  const look = (color: Rgb | undefined): void => {
    colored ||= color !== undefined && isColored(color);
  };
  return {
    colored: () => colored,
    pen: {
      text: (x, y, size, runs, color) => {
        look(color);
        pen.text(x, y, size, runs, color);
      },
      rectangle: (x, y, width, height, color) => {
        look(color);
        pen.rectangle(x, y, width, height, color);
      },
      picture: (picture, x, y, width, height) => {
        colored ||= picturesColored;
        pen.picture(picture, x, y, width, height);
      },
    },
  };
}
