// Finds the opener for a document that is a picture or several. A further format is one line here and a file of its own.
import type sharpType from 'sharp';
import { attempt } from './image-attempt.ts';
import { openBmp } from './image-bmp.ts';
import { openHeic } from './image-heic.ts';
import { openJpeg12 } from './image-jpeg12.ts';
import type { ImageFile } from './image-picture.ts';
import { openSingle } from './image-single.ts';
import { openSvg } from './image-svg.ts';
import { openTiff } from './image-tiff.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { MAX_IMAGE_BYTES } from './limits.ts';
import { type RandomRead, readWhole } from './random-read.ts';
import { type Refusal, refuse } from './render-outcome.ts';

interface Opening {
  readonly sharp: typeof sharpType;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly maxPages: number;
}

type Open = (opening: Opening) => Promise<ImageFile | Refusal> | ImageFile | Refusal;

const single: Open = ({ sharp, bytes, mediaType }) => openSingle(sharp, bytes, mediaType);

/** One kind of file for two codings: the brand at its start may name either or none, so the picture itself is asked (header only). */
async function openHeif({ sharp, bytes }: Opening): Promise<ImageFile | Refusal> {
  const header = await attempt(() => sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata());
  const av1 = !(header instanceof Error) && header.format === 'heif' && header.compression === 'av1';
  return av1 ? openSingle(sharp, bytes, 'image/avif') : openHeic(sharp, bytes);
}

const OPENERS: Readonly<Record<string, Open>> = {
  'image/jpeg': (opening) =>
    readJpegHeader(opening.bytes)?.precision === 12
      ? openJpeg12(opening.sharp, opening.bytes)
      : single(opening),
  'image/png': single,
  'image/gif': single,
  'image/webp': single,
  'image/avif': openHeif,
  'image/tiff': ({ sharp, bytes, maxPages }) => openTiff(sharp, bytes, maxPages),
  'image/bmp': ({ sharp, bytes }) => openBmp(sharp, bytes),
  'image/heic': openHeif,
  'image/svg+xml': ({ sharp, bytes }) => openSvg(sharp, bytes),
};

export function isImage(mediaType: string): boolean {
  return Object.hasOwn(OPENERS, mediaType);
}

/** Reads headers and checks every size; pixels are decoded only when they are asked for. */
export async function openImage(
  sharp: typeof sharpType,
  source: RandomRead,
  mediaType: string,
  maxPages: number,
): Promise<ImageFile | Refusal> {
  const open = OPENERS[mediaType];
  if (open === undefined) return refuse('document-type', `nothing here reads ${mediaType}`);
  if (source.size === 0) return refuse('document-empty', 'zero bytes');
  if (source.size > MAX_IMAGE_BYTES) {
    return refuse('document-too-large', `image file of ${source.size} bytes`);
  }
  return open({ sharp, bytes: readWhole(source), mediaType, maxPages });
}
