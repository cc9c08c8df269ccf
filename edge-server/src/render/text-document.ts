// Plain text as a PDF: monospaced, on the grid it was written for, with page numbers when there is more than one page.

import type { ToPdfTools } from './image-pdf-sink.ts';
import { MAX_PAGES, MAX_TEXT_BYTES } from './limits.ts';
import { type RandomRead, readWhole } from './random-read.ts';
import type { ImageMedia, PipedPdfOutcome, ToPdfOptions } from './render-outcome.ts';
import { refuse } from './render-outcome.ts';
import { bidiLevels, hasRtl, reorder } from './text-bidi.ts';
import { cellsIn, cellsOf, linesOf, showHarmless, wrap } from './text-cells.ts';
import { decodeText } from './text-encoding.ts';
import type { Glyph } from './text-face.ts';
import { type FaceChain, makeFaces } from './text-faces.ts';
import { finishPdf } from './text-finish.ts';
import { makeMissing } from './text-missing.ts';
import { PAPER_POINTS, POINTS_PER_MM } from './text-paper.ts';
import { makePdfWriter, type Rgb } from './text-pdf.ts';
import { type GlyphRun, isComplex, shape, widthOf } from './text-shape.ts';

/** Points: what a typewriter and a terminal print at, twelve to the inch across. */
const SIZE = 10;

/** Points from line to line: DejaVu's own height of 11.6, rounded up to six lines per inch. */
const LEADING = 12;

/** 80 columns of 10 points and a little more fit between these on A4, and every printer reaches there. */
const MARGIN = 15 * POINTS_PER_MM;

const NUMBER_SIZE = 8;
const NUMBER_COLOR: Rgb = [0.35, 0.35, 0.35];

/** Lines looked at to choose upright or broadside: the first ten pages or so tell. */
const LINES_LOOKED_AT = 600;

/** Broadside when more than this share of the lines needs it and nearly all are then whole: tables and programs, not long paragraphs. */
const TOO_LONG = 0.1;
const WHOLE = 0.95;

export async function textToPdf(
  source: RandomRead,
  options: ToPdfOptions,
  tools: ToPdfTools,
): Promise<PipedPdfOutcome> {
  if (source.size === 0) return refuse('document-empty', 'zero bytes');
  const maxPages = options.maxPages ?? MAX_PAGES;
  // So much text fills more pages than anybody may print: a page holds 5,300 characters at most.
  if (source.size > MAX_TEXT_BYTES) return refuse('document-too-many-pages', `${source.size} bytes of text`);
  const { text } = decodeText(readWhole(source));
  if (text.trim() === '') return refuse('document-empty', 'nothing but blanks');
  const missing = makeMissing();
  const chain = makeFaces(options.fontFolder).chain({ family: 'mono', bold: false, italic: false });
  const cell = chain.first.glyph(0x20).width;
  const page = choosePage(text, options.media, cell);
  const writer = await makePdfWriter(page.width, page.height);
  const setLine = makeSetLine(chain, cell, missing.add);

  let pen = writer.page();
  let row = 0;
  for (const line of linesOf(text)) {
    if (line === '\f') {
      row = page.rows;
      continue;
    }
    const shown = showHarmless(line);
    const rtl = hasRtl(shown) ? bidiLevels(shown) : undefined;
    for (const part of wrap(shown, page.columns)) {
      if (row >= page.rows) {
        if (writer.pages() >= maxPages)
          return refuse('document-too-many-pages', `more than ${maxPages} pages of text`);
        pen = writer.page();
        row = 0;
      }
      row += 1;
      if (part.text === '') continue;
      const runs = setLine(part.text, rtl === undefined ? undefined : rtl.base === 1 ? 'rtl' : 'ltr');
      const indent = part.indent * cell * SIZE;
      const x = rtl?.base === 1 ? page.width - MARGIN - indent - widthOf(runs) * SIZE : MARGIN + indent;
      pen.text(x, page.height - MARGIN - (row - 1) * LEADING - SIZE, SIZE, runs);
    }
  }
  const pages = writer.pages();
  const pdf = await writer.finish(
    pages === 1
      ? undefined
      : (over, number) => {
          const runs = setLine(`${number} / ${pages}`, undefined);
          const x = (page.width - widthOf(runs) * NUMBER_SIZE) / 2;
          over.text(x, MARGIN / 2, NUMBER_SIZE, runs, NUMBER_COLOR);
        },
  );
  const { width, height } = page;
  const color = Array.from({ length: pages }, () => 'monochrome' as const);
  return finishPdf(pdf, { options, width, height, color, notes: missing.notes() }, tools);
}

interface Page {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
}

function choosePage(text: string, media: ImageMedia, cell: number): Page {
  const [short, long] = PAPER_POINTS[media];
  const make = (width: number, height: number): Page => ({
    width,
    height,
    columns: Math.floor((width - 2 * MARGIN) / (cell * SIZE)),
    rows: Math.floor((height - 2 * MARGIN) / LEADING),
  });
  const [upright, broadside] = [make(short, long), make(long, short)];
  const lengths: number[] = [];
  for (const line of linesOf(text)) {
    if (lengths.length >= LINES_LOOKED_AT) break;
    if (line.trim() !== '') lengths.push(cellsIn(showHarmless(line).trimEnd()));
  }
  const share = (columns: number): number =>
    lengths.filter((length) => length > columns).length / lengths.length;
  return share(upright.columns) > TOO_LONG && share(broadside.columns) <= 1 - WHOLE ? broadside : upright;
}

type SetLine = (text: string, direction: 'ltr' | 'rtl' | undefined) => readonly GlyphRun[];

/** Wide characters are set larger, so that they nearly fill their two cells: with gaps between them, a sentence falls apart. */
const WIDE_SCALE = 1.12;

/** Glyphs of one line, each standing in its cells. */
function makeSetLine(chain: FaceChain, cell: number, onMissing: (character: string) => void): SetLine {
  const placed = new Map<Glyph, Glyph>();
  /** Another font's letter is put in the middle of its cells. */
  const place = (glyph: Glyph, scale: number): Glyph => {
    let set = placed.get(glyph);
    if (set === undefined) {
      const advance = (cellsOf(glyph.text) * cell) / scale;
      set = { ...glyph, advance, dx: Math.max(0, (advance - glyph.width) / 2) };
      placed.set(glyph, set);
    }
    return set;
  };
  const inCells = (run: GlyphRun): readonly GlyphRun[] =>
    splitByWidth(run).map(({ face, glyphs, wide }) => {
      const scale = wide ? WIDE_SCALE : 1;
      return { face, scale, glyphs: glyphs.map((glyph) => place(glyph, scale)) };
    });
  const setPart = (text: string, rtl: boolean): readonly GlyphRun[] =>
    shape(text, chain, { rtl, onMissing }).flatMap((run) => {
      const fits = run.glyphs.every((glyph) => glyph.width === cell && cellsOf(glyph.text) === 1);
      // Joined letters keep the distances their font gave them, and so does Hebrew, which is read in words.
      return fits || rtl || isComplex(textOf(run)) ? [run] : inCells(run);
    });
  return (text, direction) => {
    if (direction === undefined) return setPart(text, false);
    const { levels } = bidiLevels(text, direction);
    const parts: { text: string; level: number }[] = [];
    for (let at = 0; at < text.length; at++) {
      const level = levels[at] ?? 0;
      const last = parts.at(-1);
      if (last?.level === level) last.text += text[at] ?? '';
      else parts.push({ text: text[at] ?? '', level });
    }
    return reorder(parts, ({ level }) => level).flatMap((part) => setPart(part.text, part.level % 2 === 1));
  };
}

const textOf = ({ glyphs }: GlyphRun): string => glyphs.map(({ text }) => text).join('');

function splitByWidth({ face, glyphs }: GlyphRun): readonly (GlyphRun & { readonly wide: boolean })[] {
  const parts: { face: GlyphRun['face']; glyphs: Glyph[]; wide: boolean }[] = [];
  for (const glyph of glyphs) {
    const wide = cellsOf(glyph.text) === 2;
    const last = parts.at(-1);
    if (last?.wide === wide) last.glyphs.push(glyph);
    else parts.push({ face, glyphs: [glyph], wide });
  }
  return parts;
}
