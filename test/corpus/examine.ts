// Sends one file the way every document goes, and looks at what came of it: converted or refused, how long, and no empty page where
// another renderer shows ink.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { ERRORS } from '@platen/shared/error-table';
import sharp from 'sharp';
import type { ConversionStack } from '../support/conversion-stack.ts';

export interface Examined {
  readonly name: string;
  /** Media type by content; "?" for what is none that is known. */
  readonly format: string;
  readonly result: 'converted' | 'refused' | 'locked' | 'failed';
  /** Why it was refused, or what is wrong with us. */
  readonly reason: string;
  readonly pages: number | undefined;
  readonly ms: number;
  readonly notes: readonly string[];
}

const run = promisify(execFile);

/** Pages of one document that are compared. */
const MOST_PAGES = 5;
/** Pixels of the longer side: enough to see one line of text. */
const SIDE = 400;
/** A page with fewer dark pixels than this counts as empty for us, with more than INK for the reference: dust is neither. */
const DUST = 3;
const INK = 40;
/** Levels below white from which a pixel is ink. */
const WHITE_MARGIN = 24;

export async function examine(stack: ConversionStack, path: string): Promise<Examined> {
  const bytes = await readFile(path);
  const name = basename(path);
  const started = performance.now();
  const said = (result: Examined['result'], reason: string, more: Partial<Examined> = {}): Examined => ({
    name,
    format: '?',
    result,
    reason,
    pages: undefined,
    ms: performance.now() - started,
    notes: [],
    ...more,
  });
  try {
    const { mediaType, outcome, ms } = await stack.convert(bytes, name, { postScript: true });
    const format = mediaType === '' ? '?' : mediaType;
    switch (outcome.kind) {
      case 'done': {
        const { pages, notes } = outcome.facts;
        const empty = await emptyPage(stack, outcome.pdf ?? bytes, pages);
        if (empty === undefined) return said('converted', '', { format, pages, ms, notes });
        return said('failed', `page ${empty} is empty, and a reference renderer shows ink`, {
          format,
          pages,
          ms,
        });
      }
      case 'refused': {
        const known = outcome.code in ERRORS && outcome.code !== 'internal';
        return said(known ? 'refused' : 'failed', `${outcome.code}: ${outcome.detail}`, { format, ms });
      }
      case 'locked':
        return said('locked', 'asks for its password', { format, ms });
      case 'retry':
        return said('failed', `would be tried again: ${outcome.detail}`, { format, ms });
    }
  } catch (error) {
    return said('failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/**
 * Number of the first page that is empty with us and with neither of two others. Poppler shows what a screen shows, notes among it that
 * are not to be printed (ISO 32000-1 12.5.3, the Print flag); Ghostscript what a printer prints.
 */
async function emptyPage(
  stack: ConversionStack,
  pdf: Uint8Array,
  pages: number,
): Promise<number | undefined> {
  for (let page = 1; page <= Math.min(pages, MOST_PAGES); page++) {
    const drawn = await stack.rooms.render.renderPage({ kind: 'bytes', bytes: pdf }, page, {
      widthPx: SIDE,
      heightPx: SIDE,
    });
    if (!drawn.ok || !drawn.complete) continue;
    if ((await darkPixels(drawn.jpeg)) > DUST) continue;
    const references = await drawnByReferences(pdf, page);
    const ink = await Promise.all(references.map(darkPixels));
    if (ink.length > 0 && ink.every((pixels) => pixels > INK)) return page;
  }
  return undefined;
}

async function darkPixels(picture: Uint8Array): Promise<number> {
  const { data } = await sharp(picture)
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.reduce((count, level) => count + (level < 255 - WHITE_MARGIN ? 1 : 0), 0);
}

/** The page as poppler and Ghostscript draw it; without those that fail, which is no verdict on us. */
async function drawnByReferences(pdf: Uint8Array, page: number): Promise<readonly Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-reference-'));
  try {
    const file = join(folder, 'document.pdf');
    await writeFile(file, pdf);
    const draw = (command: string, args: readonly string[], out: string): Promise<Buffer | undefined> =>
      run(command, args, { timeout: 30_000 }).then(
        () => readFile(out),
        () => undefined,
      );
    const poppler = join(folder, 'poppler');
    const ghost = join(folder, 'ghostscript.png');
    const only = String(page);
    const drawn = await Promise.all([
      draw(
        'pdftoppm',
        ['-png', '-scale-to', String(SIDE), '-f', only, '-l', only, '-singlefile', file, poppler],
        `${poppler}.png`,
      ),
      draw(
        'gs',
        [
          '-q',
          '-dSAFER',
          '-dBATCH',
          '-dNOPAUSE',
          '-dPrinted',
          '-sDEVICE=pnggray',
          '-r40',
          `-dFirstPage=${only}`,
          `-dLastPage=${only}`,
          `-sOutputFile=${ghost}`,
          file,
        ],
        ghost,
      ),
    ]);
    return drawn.filter((picture) => picture !== undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
