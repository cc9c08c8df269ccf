// A side as one JPEG picture, for printers that take nothing better. A picture is one side: a document of several cannot go this way.
import type { Dots } from '@platen/shared/print-ready';
import type sharpType from 'sharp';
import type { RasterEncoder } from './raster-job.ts';

/** Above 90 the size grows and nothing is seen on paper. */
const QUALITY = 90;

/** The band must be the whole side. */
export function jpeg(sharp: () => Promise<typeof sharpType>): RasterEncoder {
  return {
    start: () => undefined,
    startSide: () => undefined,
    band: async ({ color, dpi }, { width }, { pixels, rows }, out) => {
      const channels = color === 'srgb_8' ? 4 : 1;
      // A copy, before anything waits: the pixels are gone when this call has returned.
      const copy = pixels.slice(0, width * rows * channels);
      const raw = (await sharp())(copy, { raw: { width, height: rows, channels } });
      const picture = channels === 4 ? raw.removeAlpha() : raw.toColourspace('b-w');
      out.put(
        withDensity(await picture.jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' }).toBuffer(), dpi),
      );
    },
    endSide: () => undefined,
    end: () => undefined,
  };
}

/** With a JFIF head (JFIF 1.02, page 5) in front, whose dots per inch make the picture as large as its paper; sharp writes none. */
function withDensity(picture: Buffer, { x, y }: Dots): Buffer {
  const head = Buffer.from([0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(x, 12);
  head.writeUInt16BE(y, 14);
  // Right after the start of the image, where it belongs.
  return Buffer.concat([picture.subarray(0, 2), head, picture.subarray(2)]);
}
