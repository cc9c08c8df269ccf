// Opens what sharp reads by itself and prints as one picture: JPEG, PNG, GIF and WebP (of an animation the first frame), AVIF.
import type sharpType from 'sharp';
import { attempt } from './image-attempt.ts';
import type { ImageFile, Picture } from './image-picture.ts';
import { MAX_DECODED_PIXELS, MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE, MAX_WHOLE_PIXELS } from './limits.ts';
import { type Refusal, refuse } from './render-outcome.ts';

/** sharp's name of each format. */
const FORMATS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'heif',
};

/** Decoded line by line, unless they are interlaced: only these may have more than MAX_WHOLE_PIXELS. */
const IN_LINES: ReadonlySet<string> = new Set(['jpeg', 'png']);

export async function openSingle(
  sharp: typeof sharpType,
  bytes: Uint8Array,
  mediaType: string,
): Promise<ImageFile | Refusal> {
  // Only the header is read here, so the pixel limit is ours to check below.
  const header = await attempt(() => sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata());
  if (header instanceof Error) return refuse('document-broken', header.message);
  const { format, width, height, orientation = 1, channels, hasAlpha, density, bitsPerSample, icc } = header;
  if (format !== FORMATS[mediaType]) {
    return refuse('document-type', `${mediaType} turned out to be ${format}`);
  }
  const pixels = width * height;
  const jpeg = format === 'jpeg';
  const most = jpeg
    ? MAX_IMAGE_PIXELS
    : IN_LINES.has(format) && !header.isProgressive
      ? MAX_DECODED_PIXELS
      : MAX_WHOLE_PIXELS;
  if (pixels > most || Math.max(width, height) > MAX_IMAGE_SIDE) {
    return refuse('document-too-large', `${width} x ${height} pixels`);
  }
  const picture: Picture = {
    ok: true,
    width,
    height,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    dpi: density === undefined ? undefined : { x: density, y: density },
    grey: channels - (hasAlpha ? 1 : 0) < 3,
    bilevel: channels === 1 && bitsPerSample === 1,
    lossy: jpeg || format === 'heif' || (format === 'webp' && !isLosslessWebp(bytes)),
    drawing: false,
    wide: header.depth === 'ushort' && header.hasProfile,
    damaged: false,
    icc: undefined,
    jpeg: jpeg ? { bytes, icc } : undefined,
    pixels: (failOn) => sharp(bytes, { limitInputPixels: MAX_IMAGE_PIXELS, failOn }),
  };
  return { ok: true, pages: 1, picture: () => Promise.resolve(picture) };
}

/** The chunk that holds the picture is called VP8L (WebP container specification); it comes early, or behind an animation's header. */
function isLosslessWebp(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const lossy = text.indexOf('VP8 ', 12);
  const lossless = text.indexOf('VP8L', 12);
  return lossless >= 0 && (lossy < 0 || lossless < lossy);
}
