// Pictures to encode: text-like, photograph-like, empty and nasty ones, as PDFium hands them over.
import { byteSink } from '@platen/edge-server/render/out/byte-sink';
import type { RasterEncoder, RasterJob, RasterSide } from '@platen/edge-server/render/out/raster-job';

export const JOB: RasterJob = {
  color: 'srgb_8',
  dpi: { x: 300, y: 300 },
  sides: 'one-sided',
  sheetBack: 'normal',
  total: 1,
  copies: 1,
};

export function sideOf(width: number, height: number, more: Partial<RasterSide> = {}): RasterSide {
  return {
    index: 0,
    width,
    height,
    paper: { width: 595.276, height: 841.89 },
    back: false,
    newPaper: true,
    ...more,
  };
}

/** The same numbers every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x8000_0000;
  };
}

/** R, G, B, 255: stretches of white, of one colour and of noise, and lines that repeat. */
export function colored(width: number, height: number, seed = 1): Uint8Array {
  const next = random(seed);
  const pixels = new Uint8Array(width * height * 4).fill(255);
  const words = new Uint32Array(pixels.buffer);
  for (let y = 0; y < height; y++) {
    if (y > 0 && next() < 0.4) {
      words.copyWithin(y * width, (y - 1) * width, y * width);
      continue;
    }
    for (let x = 0; x < width; ) {
      const kind = next();
      const length = Math.min(width - x, 1 + Math.floor(next() * (kind < 0.5 ? 300 : 9)));
      const color = kind < 0.5 ? 0xffff_ffff : (0xff00_0000 | Math.floor(next() * 0x100_0000)) >>> 0;
      for (let n = 0; n < length; n++, x++) {
        words[y * width + x] = kind > 0.75 ? (0xff00_0000 | Math.floor(next() * 0x100_0000)) >>> 0 : color;
      }
    }
  }
  return pixels;
}

/** The green of each pixel. */
export function greyOf(pixels: Uint8Array): Uint8Array {
  return pixels.filter((_, index) => index % 4 === 1);
}

export function rgbOf(pixels: Uint8Array): Buffer {
  return Buffer.from(pixels.filter((_, index) => index % 4 !== 3));
}

/** A whole document of one side per picture, in bands of `bandRows`. */
export async function encode(
  encoder: RasterEncoder,
  job: RasterJob,
  sides: readonly { readonly side: RasterSide; readonly pixels: Uint8Array }[],
  bandRows = Number.POSITIVE_INFINITY,
): Promise<Buffer> {
  const out = byteSink();
  const channels = job.color === 'srgb_8' ? 4 : 1;
  encoder.start(job, out);
  for (const { side, pixels } of sides) {
    encoder.startSide(job, side, out);
    for (let top = 0; top < side.height; top += bandRows) {
      const rows = Math.min(bandRows, side.height - top);
      const from = top * side.width * channels;
      const band = pixels.slice(from, from + rows * side.width * channels);
      await encoder.band(job, side, { top, rows, pixels: band }, out);
    }
    encoder.endSide(job, side, out);
  }
  encoder.end(job, out);
  return Buffer.concat(out.take());
}
