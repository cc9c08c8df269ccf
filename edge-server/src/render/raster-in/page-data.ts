// Chooses how a raster page is kept in the PDF, and compresses it beside the thread that reads it: grey where every pixel is grey, run by run
// where there are runs, and row by row, as differences, where it is a photograph.
import { constants, createDeflate, type Deflate } from 'node:zlib';
import { PdfTooLarge } from '../image-pdf-sink.ts';
import { MAX_RASTER_PAGE_BYTES } from '../limits.ts';
import { filterRows } from './filtered-rows.ts';
import type { ForwardRead } from './forward-read.ts';
import { packRows } from './packed-rows.ts';
import { layoutOf, type PageResult } from './page-layout.ts';
import type { RasterPage } from './raster-page.ts';

/** `grey` and `packed` are RunLengthDecode inside FlateDecode, `filtered` is FlateDecode with PNG predictors. */
export type PageForm = 'grey' | 'packed' | 'filtered';

export interface PageData {
  readonly form: PageForm;
  /** Resolves with the compressed bytes, in order. Rejects with PdfTooLarge. */
  readonly parts: Promise<readonly Uint8Array[]>;
  /** Bytes held for this page at this moment. */
  readonly held: () => number;
  /** Nobody wants it any more. */
  readonly cancel: () => void;
}

/** Bytes that wait to be compressed before reading stops. */
const MOST_WAITING = 2 * 1024 * 1024;
/** A page that takes less is not worth a second thought. */
const PHOTO_FROM_BYTES = 1024 * 1024;
/** Runs that take this share of the pixels' own bytes are none: it is a photograph, which differences make smaller. */
const PHOTO_SHARE = 1 / 3;
/** Level 1 has matched best for the time it takes: 2 makes runs 1 % smaller for nothing, 3 takes a fifth longer. */
const LEVEL = { packed: 2, filtered: 1 } as const;

/** A page is begun as the one before it came out: whoever prints in colour has colour on most pages. */
export async function readPage(
  read: ForwardRead,
  page: RasterPage,
  result: PageResult,
  before: PageForm | undefined,
): Promise<PageData> {
  const start = read.offset();
  const again = (): void => {
    read.seek(start);
    Object.assign(result, { colored: false, rows: 0, whole: true } satisfies PageResult);
  };
  if (before === 'filtered') return filtered(read, page, result);
  if (page.space === 'rgb') {
    if (before === 'packed') return coloredFirst(read, page, result, again);
    const grey = await packed(read, page, result, true);
    if (typeof grey !== 'string') return grey;
    again();
    if (grey === 'photo') return filtered(read, page, result);
  }
  const found = await packed(read, page, result, false);
  if (typeof found !== 'string') return found;
  again();
  return filtered(read, page, result);
}

/** In the colours it has; once more, and smaller, where it turns out to have none. */
async function coloredFirst(
  read: ForwardRead,
  page: RasterPage,
  result: PageResult,
  again: () => void,
): Promise<PageData> {
  const found = await packed(read, page, result, false);
  if (typeof found === 'string') {
    again();
    return filtered(read, page, result);
  }
  if (result.colored) return found;
  const [end, known] = [read.offset(), { ...result }];
  again();
  const grey = await packed(read, page, result, true);
  if (typeof grey !== 'string') {
    found.cancel();
    return grey;
  }
  read.seek(end);
  Object.assign(result, known);
  return found;
}

/** Why it was given up: `colour` where grey was hoped for. */
async function packed(
  read: ForwardRead,
  page: RasterPage,
  result: PageResult,
  toGrey: boolean,
): Promise<PageData | 'colour' | 'photo'> {
  const layout = layoutOf(page);
  const flow = compress(LEVEL.packed, constants.Z_DEFAULT_STRATEGY);
  const most = Math.max(
    PHOTO_FROM_BYTES,
    PHOTO_SHARE * (toGrey ? layout.units : layout.lineBytes) * page.height,
  );
  const rows = packRows(read, layout, page.height, toGrey, result);
  let bytes = 0;
  for (let next = rows.next(); ; next = rows.next()) {
    if (next.done === true) {
      if (next.value === 'done') return { form: toGrey ? 'grey' : 'packed', ...flow.end() };
      flow.cancel();
      return 'colour';
    }
    bytes += next.value.length;
    if (bytes > most) {
      flow.cancel();
      return 'photo';
    }
    await flow.write(next.value);
  }
}

export async function filtered(read: ForwardRead, page: RasterPage, result: PageResult): Promise<PageData> {
  // Matches farther away than a run are rare in differences, and looking for them takes most of the time.
  const flow = compress(LEVEL.filtered, constants.Z_RLE);
  for (const rows of filterRows(read, layoutOf(page), page.height, result)) await flow.write(rows);
  return { form: 'filtered', ...flow.end() };
}

/** The compressor runs in libuv's threads. */
function compress(level: number, strategy: number) {
  const deflate: Deflate = createDeflate({ level, strategy, memLevel: 9, chunkSize: 256 * 1024 });
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const done = new Promise<readonly Uint8Array[]>((resolve, reject) => {
    deflate.on('data', (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > MAX_RASTER_PAGE_BYTES)
        deflate.destroy(new PdfTooLarge(`page of more than ${MAX_RASTER_PAGE_BYTES} bytes`));
    });
    deflate.once('end', () => resolve(parts));
    deflate.once('error', reject);
  });
  // Whoever waits for the page hears of it; nobody does before it is its turn.
  done.catch(() => undefined);
  return {
    write: async (chunk: Uint8Array): Promise<void> => {
      deflate.write(chunk);
      if (deflate.writableLength <= MOST_WAITING) return;
      await new Promise<void>((resolve) => {
        deflate.once('drain', resolve);
        deflate.once('error', () => resolve());
      });
    },
    end: () => {
      deflate.end();
      return {
        parts: done,
        held: () => bytes + deflate.writableLength,
        cancel: () => void deflate.destroy(),
      };
    },
    cancel: () => deflate.destroy(),
  };
}
