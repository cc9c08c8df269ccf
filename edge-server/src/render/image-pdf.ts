// Writes a PDF of one page that holds one image (ISO 32000-2 sections 7.5, 8.9): flat in memory, the image data is passed on untouched.
import type { ImageMedia } from './render-outcome.ts';

export interface PdfImage {
  /** Pixels as stored. */
  readonly width: number;
  readonly height: number;
  readonly components: 1 | 3 | 4;
  /** EXIF orientation 1 to 8 (Exif 3.0 section 4.6.5): how the stored pixels have to be turned to stand upright. */
  readonly orientation: number;
  readonly filter: 'DCTDecode' | 'FlateDecode';
  /** 4 components stored inverted, as Adobe writes them. */
  readonly inverted?: boolean;
  /** JPEG components are R, G, B as they stand. */
  readonly plainRgb?: boolean;
  readonly icc?: Uint8Array | undefined;
  readonly data: readonly Uint8Array[];
}

export interface PlacedImage {
  readonly pdf: readonly Uint8Array[];
  /** Millimetres of the page, turned to landscape for a wide image. */
  readonly width: number;
  readonly height: number;
}

/** Short and long side in millimetres, from the PWG 5101.1 names. */
const MEDIA_MM: Readonly<Record<ImageMedia, readonly [number, number]>> = {
  iso_a4_210x297mm: [210, 297],
  'na_letter_8.5x11in': [215.9, 279.4],
};

/** White kept around the image: every printer reaches within 5 mm of the edge, and a picture looks placed, not cut. */
const MARGIN_MM = 8;

/** An image is not enlarged below this many pixels per inch: an icon stays an icon instead of a page of squares. */
const MIN_PPI = 72;

const POINTS_PER_MM = 72 / 25.4;
const DEVICE_SPACE = { 1: '/DeviceGray', 3: '/DeviceRGB', 4: '/DeviceCMYK' } as const;

/** How the unit square maps for each EXIF orientation, as parts of the shown width (W) and height (H): [a b c d e f]. */
const ORIENTATION: Readonly<Record<number, (w: number, h: number) => readonly number[]>> = {
  1: (w, h) => [w, 0, 0, h, 0, 0],
  2: (w, h) => [-w, 0, 0, h, w, 0],
  3: (w, h) => [-w, 0, 0, -h, w, h],
  4: (w, h) => [w, 0, 0, -h, 0, h],
  5: (w, h) => [0, -h, -w, 0, w, h],
  6: (w, h) => [0, -h, w, 0, 0, h],
  7: (w, h) => [0, h, w, 0, 0, 0],
  8: (w, h) => [0, h, -w, 0, w, 0],
};

export function writeImagePdf(image: PdfImage, media: ImageMedia): PlacedImage {
  const turned = image.orientation >= 5;
  const [shownWidth, shownHeight] = turned ? [image.height, image.width] : [image.width, image.height];
  const [short, long] = MEDIA_MM[media];
  const [width, height] = shownWidth > shownHeight ? [long, short] : [short, long];
  const [pageWidth, pageHeight] = [width * POINTS_PER_MM, height * POINTS_PER_MM];
  const margin = MARGIN_MM * POINTS_PER_MM;
  const scale = Math.min(
    (pageWidth - 2 * margin) / shownWidth,
    (pageHeight - 2 * margin) / shownHeight,
    72 / MIN_PPI,
  );
  const [w, h] = [shownWidth * scale, shownHeight * scale];
  const matrix = (ORIENTATION[image.orientation] ?? ORIENTATION[1])?.(w, h) ?? [w, 0, 0, h, 0, 0];
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = matrix;
  const place = [a, b, c, d, e + (pageWidth - w) / 2, f + (pageHeight - h) / 2].map(number).join(' ');

  const objects: (readonly Uint8Array[])[] = [];
  const add = (...parts: readonly (string | Uint8Array)[]): number => {
    objects.push(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
    return objects.length;
  };
  const stream = (dictionary: string, data: readonly Uint8Array[]): number => {
    const length = data.reduce((sum, part) => sum + part.length, 0);
    return add(`<< ${dictionary} /Length ${length} >>\nstream\n`, ...data, '\nendstream');
  };
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  add(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${number(pageWidth)} ${number(pageHeight)}] `,
    '/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>',
  );
  stream('', [Buffer.from(`q ${place} cm /I Do Q`)]);
  const space = image.icc === undefined ? DEVICE_SPACE[image.components] : '[/ICCBased 6 0 R]';
  const parameters =
    image.filter === 'FlateDecode'
      ? `/DecodeParms << /Predictor 15 /Colors ${image.components} /BitsPerComponent 8 /Columns ${image.width} >>`
      : image.plainRgb === true
        ? '/DecodeParms << /ColorTransform 0 >>'
        : '';
  const decode = image.inverted === true ? '/Decode [1 0 1 0 1 0 1 0]' : '';
  stream(
    `/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace ${space} ` +
      `/BitsPerComponent 8 /Filter /${image.filter} ${parameters} ${decode}`,
    image.data,
  );
  if (image.icc !== undefined) {
    stream(`/N ${image.components} /Alternate ${DEVICE_SPACE[image.components]}`, [image.icc]);
  }
  return { pdf: assemble(objects), width, height };
}

/** Header, objects, cross-reference table, trailer (7.5). Object 1 is the catalogue. */
function assemble(objects: readonly (readonly Uint8Array[])[]): readonly Uint8Array[] {
  // The comment of high bytes tells transports that the file is binary (7.5.2).
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let length = parts[0]?.length ?? 0;
  const push = (bytes: Uint8Array): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  const offsets = objects.map((object, index) => {
    const offset = length;
    push(Buffer.from(`${index + 1} 0 obj\n`));
    for (const part of object) push(part);
    push(Buffer.from('\nendobj\n'));
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const xref = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  push(
    Buffer.from(
      `${xref}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return parts;
}

/** PDF knows no exponents, and four decimals of a point are far below any printer's dot. */
function number(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
