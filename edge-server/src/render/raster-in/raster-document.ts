// Makes a PDF of a PWG raster or URF document, page by page as it is read: lossless, in the bits it came in, in flat memory.

import type sharpType from 'sharp';
import { beginPdf, type PdfFile } from '../image-pdf-file.ts';
import {
  intoPdf,
  losslessShare,
  type OnProgress,
  type PdfSink,
  type ToPdfTools,
  type WrittenPdf,
} from '../image-pdf-sink.ts';
import { MAX_PAGES } from '../limits.ts';
import { addPageSize, toTenth } from '../page-sizes.ts';
import type { RandomRead } from '../random-read.ts';
import {
  type PageColor,
  type PageSizeRun,
  type PipedPdfOutcome,
  type Refusal,
  refuse,
  type ToPdfOptions,
} from '../render-outcome.ts';
import { type ForwardRead, readForward } from './forward-read.ts';
import { adobeRgbProfile } from './icc-adobe-rgb.ts';
import { filtered, type PageData, type PageForm, readPage } from './page-data.ts';
import type { PageResult } from './page-layout.ts';
import { PWG_HEADER_BYTES, PWG_SYNC_BYTES, readPwgPage } from './pwg-page.ts';
import { COMPONENTS, faultOf, type RasterPage } from './raster-page.ts';
import { photoJpeg } from './raster-photo.ts';
import { readUrfPage, readUrfPages, URF_FILE_BYTES, URF_HEADER_BYTES } from './urf-page.ts';

/** How each format begins and how its page headers are read. */
interface Format {
  readonly fileBytes: number;
  readonly headerBytes: number;
  /** Pages as the start of the file says, 0 for not said; undefined when it is not of this format. */
  readonly open: (start: Uint8Array) => number | undefined;
  readonly page: (header: Uint8Array, pages: number) => RasterPage | string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  'image/pwg-raster': {
    fileBytes: PWG_SYNC_BYTES,
    headerBytes: PWG_HEADER_BYTES,
    open: (start) => (Buffer.from(start).toString('latin1') === 'RaS2' ? 0 : undefined),
    page: readPwgPage,
  },
  'image/urf': {
    fileBytes: URF_FILE_BYTES,
    headerBytes: URF_HEADER_BYTES,
    open: (start) =>
      Buffer.from(start.subarray(0, 8)).toString('latin1') === 'UNIRAST\0' ? readUrfPages(start) : undefined,
    page: readUrfPage,
  },
};

const POINTS_PER_INCH = 72;
const MM_PER_INCH = 25.4;

export function isRaster(mediaType: string): boolean {
  return Object.hasOwn(FORMATS, mediaType);
}

type LoadSharp = () => Promise<typeof sharpType>;

/** `sharp` is loaded only for photographs that do not fit without loss. */
export async function rasterToPdf(
  sharp: LoadSharp,
  source: RandomRead,
  mediaType: string,
  options: ToPdfOptions,
  { send, progress }: ToPdfTools,
): Promise<PipedPdfOutcome> {
  const format = FORMATS[mediaType];
  if (format === undefined) return refuse('document-type', `nothing here reads ${mediaType}`);
  if (source.size === 0) return refuse('document-empty', 'zero bytes');
  const maxPages = options.maxPages ?? MAX_PAGES;
  return intoPdf(options, send, (sink) => writePages(sharp, source, format, sink, maxPages, progress));
}

async function writePages(
  sharp: LoadSharp,
  source: RandomRead,
  format: Format,
  sink: PdfSink,
  maxPages: number,
  progress: OnProgress,
): Promise<WrittenPdf | Refusal> {
  const read = readForward(source);
  const pdf = await beginPdf(sink);
  const start = take(read, format.fileBytes);
  const stated = start === undefined ? undefined : format.open(start);
  if (stated === undefined) return refuse('document-broken', 'does not begin as it should');
  const color: PageColor[] = [];
  const pageSizes: PageSizeRun[] = [];
  const pages: ReadPage[] = [];
  let promised = stated;
  let readPages = 0;
  let damaged = false;
  let profile: number | undefined;
  let before: PageForm | undefined;

  /** Writes the page that was read first of those not yet written. */
  const writeOldest = async (): Promise<void> => {
    const oldest = pages.shift();
    if (oldest === undefined) return;
    const { page, result } = oldest;
    const most = Math.max(SMALL_PAGE_BYTES, losslessShare(sink, promised - color.length));
    const image = await addImage({ sharp, source, pdf, profile, most }, oldest);
    const [width, height] = [page.width / page.dpi.x, page.height / page.dpi.y];
    await pdf.addPage({
      width: width * POINTS_PER_INCH,
      height: height * POINTS_PER_INCH,
      image,
      matrix: matrixOf(page, width * POINTS_PER_INCH, height * POINTS_PER_INCH),
    });
    color.push(result.colored ? 'color' : 'monochrome');
    addPageSize(pageSizes, { width: toTenth(width * MM_PER_INCH), height: toTenth(height * MM_PER_INCH) });
    damaged ||= !result.whole;
  };

  for (;;) {
    if (Math.max(promised, readPages) > maxPages) {
      return refuse('document-too-many-pages', `${Math.max(promised, readPages)} pages or more`);
    }
    const header = take(read, format.headerBytes);
    if (header === undefined) {
      damaged ||= read.end() > read.at;
      break;
    }
    const page = format.page(header, stated);
    const fault = typeof page === 'string' ? 'broken' : faultOf(page);
    if (typeof page === 'string' || fault !== undefined) {
      const detail = typeof page === 'string' ? page : `${page.width} x ${page.height} pixels`;
      if (fault === 'too-large') return refuse('document-too-large', detail);
      if (readPages === 0) return refuse('document-broken', detail);
      // Where one page ends is known only by reading it, so there is no way to the next.
      damaged = true;
      break;
    }
    promised = Math.max(promised, page.totalPages);
    if (promised > maxPages) continue;
    // A header with nothing behind it is no page.
    if (!read.ensure(1)) {
      damaged = true;
      break;
    }
    if (page.space === 'adobe-rgb') {
      profile ??= await pdf.addStream({
        dictionary: '/N 3 /Alternate /DeviceRGB',
        data: [adobeRgbProfile()],
      });
    }
    progress(readPages, promised);
    const result: PageResult = { colored: false, rows: 0, whole: true };
    const start = read.offset();
    const data = await readPage(read, page, result, before);
    before = data.form;
    pages.push({ page, result, start, data });
    readPages += 1;
    while (pages.length > 0 && isEnough(pages)) await writeOldest();
  }
  while (pages.length > 0) await writeOldest();
  if (color.length === 0) return refuse('document-broken', 'no page in it');
  await pdf.end();
  return {
    ok: true,
    pageSizes,
    color,
    damaged: damaged || color.length < promised,
    // It was made for another printer's resolution and sides: only what is made here goes out as raster.
    originalPrintable: false,
  };
}

/** A page that was read, and is being compressed. */
interface ReadPage {
  readonly page: RasterPage;
  readonly result: PageResult;
  /** Where its lines begin in the document. */
  readonly start: number;
  readonly data: PageData;
}

/** Pages compressed at a time: libuv has four threads, and reading is quicker than two of them. */
const MOST_PAGES = 4;
/** Bytes of them in memory from which no further page is begun. */
const MOST_HELD_BYTES = 16 * 1024 * 1024;

const isEnough = (pages: readonly ReadPage[]): boolean =>
  pages.length >= MOST_PAGES || pages.reduce((sum, { data }) => sum + data.held(), 0) > MOST_HELD_BYTES;

/** A page up to this size is no photograph, and stays without loss whatever it costs. */
const SMALL_PAGE_BYTES = 1024 * 1024;

interface Into {
  readonly sharp: LoadSharp;
  readonly source: RandomRead;
  readonly pdf: PdfFile;
  readonly profile: number | undefined;
  /** Bytes it may take without loss. */
  readonly most: number;
}

async function addImage({ sharp, source, pdf, profile, most }: Into, read: ReadPage): Promise<number> {
  const { page, data } = read;
  const parts = await data.parts;
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  const jpeg = bytes > most ? await photoJpeg(sharp, page, await rowsOf(source, read)) : undefined;
  return pdf.addStream(
    jpeg === undefined
      ? { dictionary: `${dictionaryOf(page, data.form, profile)} ${filterOf(page, data.form)}`, data: parts }
      : { dictionary: `${dictionaryOf(page, 'filtered', profile)} /Filter /DCTDecode`, data: [jpeg] },
  );
}

/** As the data of a PNG; read once more where it was kept in another form. */
async function rowsOf(source: RandomRead, { page, start, data }: ReadPage): Promise<readonly Uint8Array[]> {
  if (data.form === 'filtered') return data.parts;
  const read = readForward(source);
  read.seek(start);
  return (await filtered(read, page, { colored: false, rows: 0, whole: true })).parts;
}

function take(read: ForwardRead, length: number): Uint8Array | undefined {
  if (!read.ensure(length)) return undefined;
  read.at += length;
  return read.bytes().slice(read.at - length, read.at);
}

const SPACES = {
  grey: '/DeviceGray',
  black: '/DeviceGray',
  rgb: '/DeviceRGB',
  cmyk: '/DeviceCMYK',
} as const;

function dictionaryOf(
  { width, height, space, bits }: RasterPage,
  form: PageForm,
  profile: number | undefined,
): string {
  const kept = bits === 1 ? 1 : 8;
  const own = space === 'adobe-rgb' ? `[/ICCBased ${profile} 0 R]` : SPACES[space];
  const name = form === 'grey' ? SPACES.grey : own;
  return (
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${name} ` +
    `/BitsPerComponent ${kept}${space === 'black' ? ' /Decode [1 0]' : ''}`
  );
}

function filterOf({ width, space, bits }: RasterPage, form: PageForm): string {
  if (form !== 'filtered') return '/Filter [/FlateDecode /RunLengthDecode]';
  const kept = bits === 1 ? 1 : 8;
  return `/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors ${COMPONENTS[space]} /BitsPerComponent ${kept} /Columns ${width} >>`;
}

/** A mirrored side is turned back, so that it is seen and printed like any other. */
function matrixOf({ mirrored }: RasterPage, width: number, height: number): readonly number[] {
  return [
    mirrored.x ? -width : width,
    0,
    0,
    mirrored.y ? -height : height,
    mirrored.x ? width : 0,
    mirrored.y ? height : 0,
  ];
}
