// PostScript language level 3: each band an image, Flate and ASCII85. Every byte here is ours: no text of a user gets in (threats T32, T33).
// PostScript Language Reference, third edition, sections 4.10 and 6.2; Document Structuring Conventions 3.0.
import { constants, deflateSync } from 'node:zlib';
import { ascii85 } from './ascii85.ts';
import type { RasterBand, RasterEncoder, RasterJob } from './raster-job.ts';
import { threeOfFour } from './rgb-rows.ts';

/** Points with as many digits as a device can tell apart. */
const points = (value: number): string => String(Math.round(value * 1000) / 1000);

export const postScript: RasterEncoder = {
  start: (job, out) => {
    out.text(
      [
        '%!PS-Adobe-3.0',
        '%%Creator: (Platen)',
        '%%LanguageLevel: 3',
        '%%DocumentData: Clean7Bit',
        `%%Pages: ${job.total}`,
        '%%PageOrder: Ascend',
        '%%EndComments',
        '%%BeginSetup',
        // A printer that lacks one of these prints all the same.
        device(`/NumCopies ${job.copies} /Collate true`),
        device(duplexOf(job)),
        '%%EndSetup',
        '',
      ].join('\n'),
    );
  },
  startSide: (_job, { index, newPaper, paper }, out) => {
    const number = index + 1;
    out.text(
      [
        `%%Page: ${number} ${number}`,
        `%%PageBoundingBox: 0 0 ${Math.ceil(paper.width)} ${Math.ceil(paper.height)}`,
        '%%BeginPageSetup',
        // Only where it changes: setting it anew would end the sheet whose back this may be.
        ...(newPaper ? [device(`/PageSize [${points(paper.width)} ${points(paper.height)}]`)] : []),
        '%%EndPageSetup',
        'save',
        '',
      ].join('\n'),
    );
  },
  band: ({ color, dpi }, side, band, out) => {
    const { width } = side;
    const colored = color === 'srgb_8';
    const height = (band.rows * 72) / dpi.y;
    const bottom = side.paper.height - (band.top * 72) / dpi.y - height;
    out.text(
      [
        'gsave',
        `0 ${points(bottom)} translate`,
        `${points((width * 72) / dpi.x)} ${points(height)} scale`,
        colored ? '/DeviceRGB setcolorspace' : '/DeviceGray setcolorspace',
        `<< /ImageType 1 /Width ${width} /Height ${band.rows} /BitsPerComponent 8`,
        colored ? '/Decode [0 1 0 1 0 1]' : '/Decode [0 1]',
        `/ImageMatrix [${width} 0 0 ${-band.rows} 0 ${band.rows}]`,
        '/DataSource currentfile /ASCII85Decode filter /FlateDecode filter >> image',
        '',
      ].join('\n'),
    );
    out.put(ascii85(pack(band, width, colored)));
    out.text('grestore\n');
  },
  endSide: (_job, _side, out) => out.text('restore\nshowpage\n'),
  end: (_job, out) => out.text('%%Trailer\n%%EOF\n'),
};

/** Tried by itself; an error leaves nothing behind. */
const device = (entries: string): string => `mark { << ${entries} >> setpagedevice } stopped cleartomark`;

function duplexOf({ sides }: RasterJob): string {
  if (sides === 'one-sided') return '/Duplex false';
  return `/Duplex true /Tumble ${sides === 'two-sided-short-edge'}`;
}

function pack({ pixels, rows }: RasterBand, width: number, colored: boolean): Uint8Array {
  let data = pixels.subarray(0, width * rows);
  if (colored) {
    data = new Uint8Array(width * rows * 3);
    threeOfFour(pixels, 0, width * rows, data);
  }
  // White paper shrinks at any level; the first is five times as fast as the usual one.
  return deflateSync(data, { level: constants.Z_BEST_SPEED });
}
