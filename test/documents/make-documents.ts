// Makes the documents that tests, the bench and the try-out need, on the fly and the same every time. Nobody else's files.
// Run it (npx tsx test/documents/make-documents.ts <folder>) to write one of each kind for looking at.
import { degrees, PDFDocument, PDFRawStream, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp, { type Sharp } from 'sharp';

/** Points. */
const SIZES = { a4: [595.28, 841.89], a3: [841.89, 1190.55], letter: [612, 792] } as const;

export interface SamplePdf {
  readonly pages?: number;
  readonly size?: keyof typeof SIZES | readonly [number, number];
  readonly title?: string;
  /** About how large the file shall be; it is filled up with an image stream that no page shows. */
  readonly bytes?: number;
  /** Which pages hold colour, counting from 1. Default: all when true, none otherwise. */
  readonly colour?: boolean | readonly number[];
  readonly landscape?: boolean;
  /** Turns the pages by /Rotate. */
  readonly rotate?: 0 | 90 | 180 | 270;
  /** A text field with this value and a button. */
  readonly field?: string;
  /** With a user password nobody can open it; with only an owner password everybody can. */
  readonly lock?: { readonly user?: string; readonly owner: string; readonly printing: boolean };
}

export async function samplePdf(options: SamplePdf = {}): Promise<Uint8Array> {
  const { pages = 1, size = 'a4', title = 'Sample', bytes = 0, colour = false, landscape = false } = options;
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const plain = await document.embedFont(StandardFonts.Helvetica);
  const [short, long] = typeof size === 'string' ? SIZES[size] : size;
  const [width, height] = landscape ? [long, short] : [short, long];
  for (let number = 1; number <= pages; number++) {
    const page = document.addPage([width, height]);
    if (options.rotate !== undefined) page.setRotation(degrees(options.rotate));
    const inColour = colour === true || (Array.isArray(colour) && colour.includes(number));
    page.drawText(title, { x: 50, y: height - 90, size: 28, font: bold });
    page.drawText(`Page ${number} of ${pages}`, { x: 50, y: height - 120, size: 14, font: plain });
    for (let line = 0; line < 20; line++) {
      const words = `Line ${line + 1}: the quick brown fox jumps over the lazy dog.`;
      page.drawText(words, { x: 50, y: height - 160 - line * 18, size: 11, font: plain });
    }
    const ink = inColour ? rgb(0.9, 0.2, 0.1) : rgb(0.4, 0.4, 0.4);
    page.drawRectangle({ x: 50, y: 60, width: 160, height: 60, color: ink });
  }
  if (options.field !== undefined) {
    const field = document.getForm().createTextField('name');
    field.setText(options.field);
    field.addToPage(document.getPage(0), { x: 50, y: 200, width: 240, height: 30 });
  }
  // The frame of the file is about 3 kB and 1 kB per page.
  const fill = bytes - 3000 - pages * 1000;
  if (fill > 0) document.context.register(PDFRawStream.of(document.context.obj({}), noise(fill)));
  if (options.lock !== undefined) {
    const { user, owner, printing } = options.lock;
    document.encrypt({
      ...(user === undefined ? {} : { userPassword: user }),
      ownerPassword: owner,
      permissions: { printing: printing ? 'highResolution' : false },
    });
  }
  return document.save();
}

/** Bytes that do not compress, the same every time (xorshift32). */
export function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 0x9e3779b9;
  for (let at = 0; at < length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return bytes;
}

export interface SampleImage {
  readonly width?: number;
  readonly height?: number;
  readonly grey?: boolean;
}

/** A picture whose top left corner is dark, so that a test sees how it was turned. */
function picture({ width = 640, height = 480, grey = false }: SampleImage): Sharp {
  const [sky, sun, corner] = grey ? ['#c8c8c8', '#777777', '#101010'] : ['#9ccbee', '#f4a02c', '#14233c'];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" width="${width}" height="${height}" preserveAspectRatio="none">` +
    `<rect width="640" height="480" fill="${sky}"/><circle cx="420" cy="200" r="120" fill="${sun}"/>` +
    `<rect width="160" height="120" fill="${corner}"/></svg>`;
  const drawn = sharp(Buffer.from(svg)).flatten({ background: '#fff' });
  return grey ? drawn.toColourspace('b-w') : drawn;
}

export function sampleJpeg(
  options: SampleImage & {
    readonly orientation?: number;
    readonly cmyk?: boolean;
    readonly progressive?: boolean;
    readonly quality?: number;
  } = {},
): Promise<Buffer> {
  const { orientation, cmyk = false, progressive = false, quality = 85 } = options;
  const drawn = cmyk ? picture(options).toColourspace('cmyk') : picture(options);
  return (orientation === undefined ? drawn : drawn.withMetadata({ orientation })).jpeg({ progressive, quality }).toBuffer();
}

export async function samplePng(
  options: SampleImage & { readonly alpha?: boolean; readonly sixteenBit?: boolean; readonly palette?: boolean } = {},
): Promise<Buffer> {
  const { alpha = false, sixteenBit = false, palette = false } = options;
  let drawn = picture(options);
  if (alpha) drawn = sharp(await drawn.png().toBuffer()).ensureAlpha(0.25);
  if (sixteenBit) drawn = drawn.toColourspace(options.grey === true ? 'grey16' : 'rgb16');
  return drawn.png({ palette }).toBuffer();
}

/** A PDF of the objects given: number 1 is the catalogue, then as they come. */
export function rawPdf(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const stream = (dictionary: string, content: string): string =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;

/** One page of `inches` by `inches`, all of it black: what would ask for a bitmap of gigabytes at printing resolution. */
export function hugePagePdf(inches = 200): Uint8Array {
  const points = inches * 72;
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points} ${points}] /Contents 4 0 R >>`,
    stream('', `0 0 ${points} ${points} re f`),
  ]);
}

/** A page tree in which every node holds the next one, `depth` times. */
export function deepPageTreePdf(depth: number): Uint8Array {
  const nodes = Array.from({ length: depth }, (_, level) => {
    const parent = level === 0 ? '' : `/Parent ${level + 1} 0 R`;
    return `<< /Type /Pages ${parent} /Kids [${level + 3} 0 R] /Count 1 >>`;
  });
  const leaf = `<< /Type /Page /Parent ${depth + 1} 0 R /MediaBox [0 0 100 100] >>`;
  return rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', ...nodes, leaf]);
}

/** A page tree whose node is its own child. */
export function circularPageTreePdf(): Uint8Array {
  return rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 3 >>']);
}

/** Says it has `claimed` pages and has one. */
export function lyingCountPdf(claimed: number): Uint8Array {
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [3 0 R] /Count ${claimed} >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
  ]);
}

/** Forms that each draw the next one ten times: `levels` of them are 10^levels drawings in a kilobyte. */
export function endlessPdf(levels = 12): Uint8Array {
  const form = (next: number): string =>
    stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X ${next} 0 R >> >>`,
      '/X Do '.repeat(10),
    );
  const forms = Array.from({ length: levels }, (_, level) => form(6 + level));
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>',
    stream('', '/X Do'),
    ...forms,
    stream('/Type /XObject /Subtype /Form /BBox [0 0 600 800]', '0 0 600 800 re 10 10 300 300 re f*'),
  ]);
}

/** A page that takes a renderer minutes and no memory: a shading whose colour is computed, for every pixel, by a very long program. */
export function slowPdf(): Uint8Array {
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] /Contents 4 0 R /Resources << /Shading << /S 5 0 R >> >> >>',
    stream('', '/S sh'),
    '<< /ShadingType 1 /ColorSpace /DeviceGray /Domain [0 1 0 1] /Matrix [600 0 0 600 0 0] /Function 6 0 R >>',
    stream('/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]', `{ mul ${'dup pop '.repeat(300_000)}}`),
  ]);
}

/** One page with an image whose data unpacks to `side` x `side` RGB pixels that are not there: the header alone asks for the memory. */
export function hugeImagePdf(side: number): Uint8Array {
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>',
    stream('', 'q 200 0 0 200 0 0 cm /I Do Q'),
    stream(
      `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceRGB /BitsPerComponent 8`,
      'abc',
    ),
  ]);
}

/** A PNG whose header claims `width` x `height` pixels; there is almost no data behind it. */
export async function lyingPng(width: number, height: number): Promise<Uint8Array> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } }).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

/** A JPEG whose frame header claims `width` x `height` pixels. */
export async function lyingJpeg(width: number, height: number): Promise<Uint8Array> {
  const jpeg = await sampleJpeg({ width: 16, height: 16 });
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

/** The CRC of PNG chunks (ISO 3309), bit by bit: seventeen bytes need no table. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2] ?? 'sample-documents';
  mkdirSync(folder, { recursive: true });
  const write = (name: string, bytes: Uint8Array): void => writeFileSync(join(folder, name), bytes);
  write('sample.pdf', await samplePdf({ pages: 3, title: 'Sample', colour: [2] }));
  write('form.pdf', await samplePdf({ field: 'Filled in' }));
  write('locked.pdf', await samplePdf({ lock: { user: 'secret', owner: 'owner', printing: true } }));
  write('huge-page.pdf', hugePagePdf());
  write('sample.jpg', await sampleJpeg());
  write('sample.png', await samplePng({ alpha: true }));
}
