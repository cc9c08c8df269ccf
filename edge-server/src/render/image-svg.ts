// Opens an SVG for librsvg inside sharp, which is given the bytes and no address: it then loads nothing but data: URLs (its own rule, tested here).
import type sharpType from 'sharp';
import { attempt } from './image-attempt.ts';
import type { ImageFile, Picture } from './image-picture.ts';
import { readSvgRoot } from './image-svg-root.ts';
import { MAX_DECODED_PIXELS, MAX_SVG_BYTES } from './limits.ts';
import { type Refusal, refuse } from './render-outcome.ts';

/**
 * A CSS inch has 96 px (CSS Values 4 section 6.2). Only at this density an inch inside the drawing is 96 units to libvips;
 * a unit is then 96/72 pixels. The size is set by the root's own instead.
 */
const DENSITY = 96;
const PIXELS_PER_UNIT = DENSITY / 72;

export async function openSvg(sharp: typeof sharpType, bytes: Uint8Array): Promise<ImageFile | Refusal> {
  if (bytes.length > MAX_SVG_BYTES) return refuse('document-too-large', `SVG of ${bytes.length} bytes`);
  const text = decode(bytes);
  const root = text === undefined ? undefined : readSvgRoot(text);
  if (text === undefined || root === undefined) return refuse('document-broken', 'no SVG element');
  const open = (svg: string, density = DENSITY) =>
    sharp(mark(svg), { limitInputPixels: MAX_DECODED_PIXELS, failOn: 'none', density });
  const size = root.size ?? (await sizeOfInk(() => open(text).metadata()));
  if ('ok' in size) return size;
  const { width, height } = size;
  const picture: Picture = {
    ok: true,
    width,
    height,
    orientation: 1,
    dpi: { x: DENSITY, y: DENSITY },
    grey: false,
    bilevel: false,
    lossy: false,
    drawing: true,
    wide: false,
    damaged: false,
    icc: undefined,
    jpeg: undefined,
    pixels: (_failOn, zoom) => {
      if (root.size === undefined) return open(text, DENSITY * zoom);
      const unit = zoom / PIXELS_PER_UNIT;
      // Less than a pixel would be none at all.
      return open(root.resize(Math.max(width * unit, 1), Math.max(height * unit, 1)));
    },
  };
  return { ok: true, pages: 1, picture: () => Promise.resolve(picture) };
}

/** Where the root says nothing, libvips measures what is drawn. */
async function sizeOfInk(
  measure: () => Promise<{ readonly width: number; readonly height: number }>,
): Promise<{ readonly width: number; readonly height: number } | Refusal> {
  const found = await attempt(measure);
  if (found instanceof Error) return refuse('document-broken', found.message);
  return { width: found.width / PIXELS_PER_UNIT, height: found.height / PIXELS_PER_UNIT };
}

/** UTF-16 with its mark, UTF-8, else what the declaration says (XML 1.0 section 4.3.3). Undefined when nobody knows that encoding. */
function decode(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes;
  const label = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(label).decode(bytes);
  if (!text.includes('\ufffd')) return text;
  const declared = /^<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{1,40})["']/.exec(text)?.[1];
  try {
    return declared === undefined ? text : new TextDecoder(declared).decode(bytes);
  } catch (error) {
    // A label that the decoder does not know.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * As UTF-8 without a declaration, and with the word that libvips looks for within the first bytes: drawing programs put
 * licences and document types of thousands of characters before the root.
 */
function mark(text: string): Buffer {
  const body = text.replace(/^\ufeff?\s*<\?xml[^>]{0,400}\?>/, '').replace(/^[\ufeff\s]+/, '');
  return Buffer.from(`<!--<svg-->${body}`, 'utf8');
}
