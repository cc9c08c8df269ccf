// Looks over pictures and turns them into a PDF, one page for each. A JPEG that printers can read is passed on untouched.
import type sharpType from 'sharp';
import { attempt } from './image-attempt.ts';
import { sampleColor } from './image-color.ts';
import {
  type EncodedPicture,
  embedJpeg,
  encodePicture,
  PROFILE_PLACE,
  profileStream,
  type Zoom,
} from './image-encode.ts';
import { openImage } from './image-open.ts';
import { beginPdf, type PdfFile } from './image-pdf-file.ts';
import {
  intoPdf,
  losslessShare,
  type OnProgress,
  type PdfSink,
  type ToPdfTools,
  type WrittenPdf,
} from './image-pdf-sink.ts';
import type { FailOn, ImageFile, Picture } from './image-picture.ts';
import { type Placed, POINTS_PER_MM, placePicture } from './image-place.ts';
import { COLOUR_SAMPLE_PX, DRAWING_PPI, MAX_LOSSLESS_BYTES, MAX_PAGES, MAX_PICTURE_PPI } from './limits.ts';
import { addPageSize } from './page-sizes.ts';
import type { RandomRead } from './random-read.ts';
import {
  type ImageMedia,
  type InspectOptions,
  type InspectOutcome,
  type PageColor,
  type PageSizeRun,
  type PipedPdfOutcome,
  type Refusal,
  refuse,
  type ToPdfOptions,
} from './render-outcome.ts';

type Sharp = typeof sharpType;

export async function inspectImage(
  sharp: Sharp,
  source: RandomRead,
  mediaType: string,
  options: InspectOptions,
): Promise<InspectOutcome> {
  const file = await openImage(sharp, source, mediaType, options.maxPages ?? MAX_PAGES);
  if (!file.ok) return file;
  const first = await file.picture(0);
  if (!first.ok) return first;
  const looked = await look(first);
  if (!looked.ok) return looked;
  const turned = first.orientation >= 5;
  const [width, height] = [Math.round(first.width), Math.round(first.height)];
  return {
    ok: true,
    pages: file.pages,
    pageSizes: [],
    color: Array.from({ length: file.pages }, (_, index) => (index === 0 ? looked.color : 'unknown')),
    encrypted: false,
    printable: true,
    xfa: false,
    image: { width: turned ? height : width, height: turned ? width : height },
  };
}

export async function imageToPdf(
  sharp: Sharp,
  source: RandomRead,
  mediaType: string,
  options: ToPdfOptions,
  { send, progress }: ToPdfTools,
): Promise<PipedPdfOutcome> {
  const file = await openImage(sharp, source, mediaType, options.maxPages ?? MAX_PAGES);
  if (!file.ok) return file;
  return intoPdf(options, send, (sink) => writePages(sharp, file, sink, options.media, progress));
}

async function writePages(
  sharp: Sharp,
  file: ImageFile,
  sink: PdfSink,
  media: ImageMedia,
  progress: OnProgress,
): Promise<WrittenPdf | Refusal> {
  const pdf = await beginPdf(sink);
  const color: PageColor[] = [];
  const pageSizes: PageSizeRun[] = [];
  let damaged = false;
  let originalPrintable = false;
  let trouble: Refusal | undefined;
  for (let index = 0; index < file.pages; index++) {
    progress(index, file.pages);
    const mostLossless = Math.min(MAX_LOSSLESS_BYTES, losslessShare(sink, file.pages - index));
    const page = await makePage(sharp, file, index, media, mostLossless);
    if (!page.ok) {
      // A page nobody can read is left out as long as there is another one.
      if (page.code !== 'document-broken') return page;
      trouble = page;
      continue;
    }
    await writePage(pdf, page.encoded, page.placed);
    color.push(page.encoded.color);
    addPageSize(pageSizes, page.placed);
    damaged ||= page.encoded.damaged;
    originalPrintable = file.pages === 1 && page.encoded.sameAsFile;
  }
  if (color.length === 0) return trouble ?? refuse('document-broken', 'no page');
  await pdf.end();
  return { ok: true, pageSizes, color, damaged: damaged || trouble !== undefined, originalPrintable };
}

interface Page {
  readonly ok: true;
  readonly encoded: EncodedPicture;
  readonly placed: Placed;
}

async function makePage(
  sharp: Sharp,
  file: ImageFile,
  index: number,
  media: ImageMedia,
  mostLossless: number,
): Promise<Page | Refusal> {
  const picture = await file.picture(index);
  if (!picture.ok) return picture;
  const placed = placePicture(picture, media);
  const embedded = picture.jpeg === undefined ? undefined : await passOn(picture);
  const encoded = embedded ?? (await encodePicture(sharp, picture, zoomOf(picture, placed), mostLossless));
  return 'ok' in encoded ? encoded : { ok: true, encoded, placed };
}

async function passOn(picture: Picture): Promise<EncodedPicture | Refusal | undefined> {
  const looked = await look(picture);
  if (!looked.ok) return looked;
  return looked.clean ? embedJpeg(picture, looked.color) : undefined;
}

/** A drawing is drawn at one resolution; a picture only loses pixels that no printer shows. */
function zoomOf({ drawing }: Picture, { ppi }: Placed): Zoom {
  const wanted = drawing ? DRAWING_PPI : MAX_PICTURE_PPI;
  return { x: wanted / ppi.x, y: wanted / ppi.y };
}

async function writePage(pdf: PdfFile, encoded: EncodedPicture, placed: Placed): Promise<void> {
  const profile = encoded.icc === undefined ? '' : String(await pdf.addStream(profileStream(encoded.icc)));
  const image = await pdf.addStream({
    dictionary: encoded.dictionary.replace(PROFILE_PLACE, profile),
    data: encoded.data,
  });
  await pdf.addPage({
    width: placed.width * POINTS_PER_MM,
    height: placed.height * POINTS_PER_MM,
    image,
    matrix: placed.matrix,
  });
}

interface Looked {
  readonly ok: true;
  readonly color: PageColor;
  /** Decoded without any complaint: only then a JPEG itself goes to a printer. */
  readonly clean: boolean;
}

/** Decodes at thumbnail size, which shows colour, and of a JPEG also damage. */
async function look(picture: Picture): Promise<Looked | Refusal> {
  const isJpeg = picture.jpeg !== undefined;
  const zoom = COLOUR_SAMPLE_PX / Math.max(picture.width, picture.height);
  const sample = (failOn: FailOn) => attempt(() => sampleColor(picture.pixels(failOn, zoom)));
  // A warning may be harmless (bytes left over) or not (data missing in the middle): such a JPEG is not passed on, but decoded.
  let color = await sample(isJpeg ? 'warning' : 'none');
  const clean = !(color instanceof Error);
  if (!clean && isJpeg) color = await sample('none');
  if (color instanceof Error) return refuse('document-broken', color.message);
  return { ok: true, color, clean };
}
