// Opens an SVG for librsvg inside sharp, which is given the bytes and no address: it then loads nothing but data: URLs (its own rule, tested here).
import type sharpType from 'sharp';
import { attempt } from './image-attempt.ts';
import type { ImageFile, Picture } from './image-picture.ts';
import { MAX_DECODED_PIXELS, MAX_SVG_BYTES } from './limits.ts';
import { type Refusal, refuse } from './render-outcome.ts';

/** A CSS inch has 96 px (CSS Values 4 section 6.2); librsvg as libvips calls it draws one unit as one pixel at a density of 72. */
const UNITS_PER_INCH = 96;
const DENSITY_OF_ONE = 72;

/** sharp takes densities from 1 on. */
const MIN_DENSITY = 1;

/** Characters in which the root element must have begun. */
const ROOT_WITHIN = 64 * 1024;

const PHYSICAL_SIZE = /\s(?:width|height)\s*=\s*["']\s*[\d.]+(?:e[+-]?\d+)?\s*(?:in|cm|mm|pt|pc|q)\s*["']/i;

export async function openSvg(sharp: typeof sharpType, bytes: Uint8Array): Promise<ImageFile | Refusal> {
  if (bytes.length > MAX_SVG_BYTES) return refuse('document-too-large', `SVG of ${bytes.length} bytes`);
  const text = decode(bytes);
  if (text === undefined) return refuse('document-broken', 'SVG is not in Unicode');
  const svg = mark(text);
  const open = (density: number) =>
    sharp(svg, { limitInputPixels: MAX_DECODED_PIXELS, failOn: 'none', density });
  // Beyond 32767 pixels libvips does not open it; at the lowest density that is 2.3 million units.
  let factor = 1;
  let header = await attempt(() => open(DENSITY_OF_ONE).metadata());
  if (header instanceof Error) {
    factor = DENSITY_OF_ONE / MIN_DENSITY;
    header = await attempt(() => open(MIN_DENSITY).metadata());
  }
  if (header instanceof Error) return refuse('document-broken', header.message);
  if (header.format !== 'svg') return refuse('document-type', `SVG turned out to be ${header.format}`);
  // Inches and millimetres come out as so many 72nds of an inch, plain numbers as CSS pixels.
  const unit = isPhysical(text) ? UNITS_PER_INCH / DENSITY_OF_ONE : 1;
  const picture: Picture = {
    ok: true,
    width: header.width * factor * unit,
    height: header.height * factor * unit,
    orientation: 1,
    dpi: { x: UNITS_PER_INCH, y: UNITS_PER_INCH },
    grey: false,
    bilevel: false,
    lossy: false,
    drawing: true,
    wide: false,
    damaged: false,
    icc: undefined,
    jpeg: undefined,
    pixels: (_failOn, zoom) => open(Math.max(DENSITY_OF_ONE * zoom * unit, MIN_DENSITY)),
  };
  return { ok: true, pages: 1, picture: () => Promise.resolve(picture) };
}

function isPhysical(text: string): boolean {
  const root = /<(?:[\w-]{1,16}:)?svg\b[^>]{0,8192}>/i.exec(text.slice(0, ROOT_WITHIN))?.[0];
  return root !== undefined && PHYSICAL_SIZE.test(root);
}

/** UTF-8, or UTF-16 with its mark: what XML parsers must read (XML 1.0 section 4.3.3). Other encodings go through as bytes of their declaration. */
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
