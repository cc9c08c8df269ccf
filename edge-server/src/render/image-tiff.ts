// Opens a TIFF: every directory that is a page becomes a page. libtiff inside sharp decodes; what it is let decode is checked here first.
import type sharpType from 'sharp';
import { attempt } from './image-attempt.ts';
import type { FailOn, ImageFile, Picture } from './image-picture.ts';
import { readTiffPages, type TiffPage } from './image-tiff-header.ts';
import { MAX_DECODED_PIXELS, MAX_IMAGE_SIDE, MAX_PIECE_BYTES } from './limits.ts';
import { type Refusal, refuse } from './render-outcome.ts';

/** Directories beside the pages themselves: small copies and masks of each. */
const DIRECTORIES_PER_PAGE = 3;

/** PhotometricInterpretation 0 and 1: white and black at zero (TIFF 6.0 section 8); 4 is a mask. */
const GREY_UP_TO = 1;

/** Compressions 6 and 7: JPEG of the old (TIFF 6.0 section 22) and of the new kind. */
const OLD_JPEG = 6;
const JPEG_COMPRESSIONS: ReadonlySet<number> = new Set([OLD_JPEG, 7]);

/**
 * What libtiff inside sharp decodes: none, CCITT (2 to 4), LZW, JPEG, Deflate (8 and 32946), PackBits (32773); of the rest it
 * makes a black page without a word. Old JPEG is found by its own marker.
 */
const COMPRESSIONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, OLD_JPEG, 7, 8, 32_773, 32_946]);

export async function openTiff(
  sharp: typeof sharpType,
  bytes: Uint8Array,
  maxPages: number,
): Promise<ImageFile | Refusal> {
  const found = readTiffPages(bytes, maxPages * DIRECTORIES_PER_PAGE);
  const first = found?.pages[0];
  if (found === undefined || first === undefined) return refuse('document-broken', 'no page in the TIFF');
  if (found.pages.length > maxPages || found.more) {
    return refuse('document-too-many-pages', `${found.pages.length} pages or more`);
  }
  for (const { width, height, pieceBytes } of found.pages) {
    const tooMany = width * height > MAX_DECODED_PIXELS || Math.max(width, height) > MAX_IMAGE_SIDE;
    if (tooMany || pieceBytes > MAX_PIECE_BYTES) {
      return refuse('document-too-large', `${width} x ${height} pixels in pieces of ${pieceBytes} bytes`);
    }
  }
  return {
    ok: true,
    pages: found.pages.length,
    picture: async (index) => {
      const page = found.pages[index];
      if (page === undefined) return refuse('not-found', `page ${index + 1}`);
      return openPage(sharp, bytes, page, !found.whole);
    },
  };
}

async function openPage(
  sharp: typeof sharpType,
  bytes: Uint8Array,
  page: TiffPage,
  damaged: boolean,
): Promise<Picture | Refusal> {
  // JPEG of the old kind is a whole JPEG inside the file, which libtiff leaves alone.
  const inner = page.compression === OLD_JPEG ? page.jpegAt : undefined;
  const open = (failOn: FailOn) =>
    inner === undefined
      ? sharp(bytes, { limitInputPixels: MAX_DECODED_PIXELS, failOn, page: page.index, pages: 1 })
      : sharp(bytes.subarray(inner), { limitInputPixels: MAX_DECODED_PIXELS, failOn });
  if (!COMPRESSIONS.has(page.compression)) {
    return refuse('document-broken', `TIFF compression ${page.compression}`);
  }
  const header = await attempt(() => open('none').metadata());
  if (header instanceof Error) return refuse('document-broken', header.message);
  // Both have read the same directory; a difference means that one of them was led astray, and the limits are not proven.
  if (header.width !== page.width || header.height !== page.height) {
    return refuse(
      'document-broken',
      `${page.width} x ${page.height} read as ${header.width} x ${header.height}`,
    );
  }
  const grey = page.photometric <= GREY_UP_TO && header.channels <= 2;
  return {
    ok: true,
    width: page.width,
    height: page.height,
    orientation: page.orientation >= 1 && page.orientation <= 8 ? page.orientation : 1,
    dpi: page.dpi,
    grey,
    bilevel: grey && page.bitsPerSample === 1 && header.channels === 1,
    lossy: JPEG_COMPRESSIONS.has(page.compression),
    drawing: false,
    wide: header.depth === 'ushort' && header.hasProfile,
    damaged,
    icc: undefined,
    jpeg: undefined,
    pixels: open,
  };
}
