// Makes a JPEG of a raster page that is too large without loss: the data of its PDF image is that of a PNG, so sharp reads it line by line.
import { crc32 } from 'node:zlib';
import type sharpType from 'sharp';
import { MAX_RASTER_PIXELS } from '../limits.ts';
import { COMPONENTS, type RasterPage } from './raster-page.ts';

/** JPEG quality: pages come to this as the tenth photograph of a document or so, and paper shows no loss. */
const QUALITY = 88;

/** PNG colour types 0 grey and 2 truecolour (PNG third edition section 11.2.1). */
const COLOR_TYPE = { 1: 0, 3: 2 } as const;

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Undefined for what PNG cannot say (CMYK), and for pages of one bit, which are no photographs. */
export async function photoJpeg(
  sharp: () => Promise<typeof sharpType>,
  page: RasterPage,
  data: readonly Uint8Array[],
): Promise<Buffer | undefined> {
  const components = COMPONENTS[page.space];
  if (components === 4 || page.bits === 1) return undefined;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(page.width);
  header.writeUInt32BE(page.height, 4);
  header[8] = 8;
  header[9] = COLOR_TYPE[components];
  const png = Buffer.concat([
    SIGNATURE,
    ...chunk('IHDR', [header]),
    ...chunk('IDAT', data),
    ...chunk('IEND', []),
  ]);
  return (await sharp())(png, { limitInputPixels: MAX_RASTER_PIXELS, ignoreIcc: true })
    .toColourspace(components === 1 ? 'b-w' : 'srgb')
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

function chunk(type: string, data: readonly Uint8Array[]): readonly Uint8Array[] {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.reduce((sum, part) => sum + part.length, 0));
  head.write(type, 4, 'latin1');
  const check = Buffer.alloc(4);
  check.writeUInt32BE(data.reduce((crc, part) => crc32(part, crc), crc32(head.subarray(4))));
  return [head, ...data, check];
}
