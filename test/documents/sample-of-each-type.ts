// One small, good document of every media type a converter accepts, with ink on its first page. A new converter adds its types here.
import { inMemory } from '@platen/edge-server/flow/convert/archive-bytes';
import { listArchive } from '@platen/edge-server/flow/convert/archive-list';
import { readPart } from '@platen/edge-server/flow/convert/archive-unpack';
import { OFFICE_KINDS } from '@platen/edge-server/flow/convert/office-kinds';
import sharp, { type Sharp } from 'sharp';
import { noise, sampleJpeg, samplePdf, samplePng } from './make-documents.ts';
import { convertWithPlainOffice } from './office/binary-documents.ts';
import { OFFICE_DOCUMENTS } from './office/office-documents.ts';
import { writeZip } from './office/write-zip.ts';
import { samplePostScript, sampleXps } from './page-descriptions.ts';
import { samplePwgRaster, sampleUrf } from './sample-raster.ts';

export interface Sample {
  readonly mediaType: string;
  /** Name it is sent under; empty where the type is one that only nameless documents get. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Types without one: nothing here writes HEIC or a .potm, and OpenXPS packages name their parts as XPS ones do. */
export const WITHOUT_SAMPLE: readonly string[] = [
  'image/heic',
  'application/vnd.ms-powerpoint.template.macroenabled.12',
  'application/oxps',
];

const picture = (): Sharp =>
  sharp({ create: { width: 120, height: 80, channels: 3, background: { r: 30, g: 60, b: 160 } } });

async function pictures(): Promise<readonly Sample[]> {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><rect width="120" height="80" fill="#234"/></svg>';
  return [
    { mediaType: 'image/jpeg', name: 'a.jpg', bytes: await sampleJpeg() },
    { mediaType: 'image/png', name: 'a.png', bytes: await samplePng() },
    { mediaType: 'image/gif', name: 'a.gif', bytes: await picture().gif().toBuffer() },
    { mediaType: 'image/tiff', name: 'a.tif', bytes: await picture().tiff().toBuffer() },
    { mediaType: 'image/webp', name: 'a.webp', bytes: await picture().webp().toBuffer() },
    { mediaType: 'image/avif', name: 'a.avif', bytes: await picture().avif({ effort: 0 }).toBuffer() },
    { mediaType: 'image/bmp', name: 'a.bmp', bytes: bitmap(64, 48) },
    { mediaType: 'image/svg+xml', name: 'a.svg', bytes: Buffer.from(svg) },
    { mediaType: 'image/pwg-raster', name: 'a.pwg', bytes: samplePwgRaster() },
    { mediaType: 'image/urf', name: 'a.urf', bytes: sampleUrf() },
  ];
}

/** A blue BMP of 24 bits (BITMAPFILEHEADER and BITMAPINFOHEADER). */
function bitmap(width: number, height: number): Buffer {
  const pixels = Buffer.alloc(width * height * 3, Buffer.from([0xa0, 0x40, 0x20]));
  const header = Buffer.alloc(54);
  header.write('BM', 'latin1');
  header.writeUInt32LE(54 + pixels.length, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  header.writeUInt32LE(pixels.length, 34);
  return Buffer.concat([header, pixels]);
}

const others = async (): Promise<readonly Sample[]> => [
  { mediaType: 'application/pdf', name: 'a.pdf', bytes: await samplePdf({ pages: 2 }) },
  { mediaType: 'text/plain', name: 'a.txt', bytes: Buffer.from('Dear reader,\r\n\r\nthis is text.\r\n') },
  { mediaType: 'text/html', name: 'a.html', bytes: Buffer.from('<!doctype html><html><body><h1>Hello</h1><p>A page.</p></body></html>') },
  { mediaType: 'application/vnd.ms-xpsdocument', name: 'a.xps', bytes: sampleXps() },
  { mediaType: 'application/postscript', name: 'a.ps', bytes: samplePostScript() },
];

/** The binary formats are made by the machine's own LibreOffice. */
async function office(): Promise<readonly Sample[]> {
  const written = OFFICE_DOCUMENTS.map(({ extension, make }): Sample => ({
    mediaType: typeOf(extension),
    name: `a.${extension}`,
    bytes: make(),
  }));
  const bytesOf = (extension: string) =>
    written.find(({ name }) => name === `a.${extension}`)?.bytes ?? new Uint8Array();
  const made: Sample[] = [];
  for (const [from, to] of [
    ['odt', 'doc'],
    ['ods', 'xls'],
    ['odp', 'ppt'],
  ] as const) {
    const [bytes] = await convertWithPlainOffice([{ extension: from, bytes: bytesOf(from) }], to);
    if (bytes === undefined) throw new Error(`LibreOffice makes no ${to} here`);
    made.push({ mediaType: typeOf(to), name: `a.${to}`, bytes });
  }
  const unnamed = made.find(({ name }) => name === 'a.ppt');
  return [
    ...written,
    ...made,
    { mediaType: 'application/x-cfb', name: '', bytes: unnamed?.bytes ?? new Uint8Array() },
    { mediaType: 'application/x-office-package', name: '', bytes: await lateTypes(bytesOf('docx')) },
  ];
}

/** The same package with its list of types behind 4096 bytes of something else. */
async function lateTypes(bytes: Uint8Array): Promise<Buffer> {
  const document = inMemory(bytes);
  const listed = await listArchive(document);
  if (!listed.ok) throw new Error(listed.detail);
  const parts = await Promise.all(
    listed.entries.map(async (entry) => ({ name: entry.name, data: (await readPart(document, entry)) ?? '', deflate: true })),
  );
  const filler = `<x>${Buffer.from(noise(6000)).toString('hex')}</x>`;
  return writeZip([{ name: 'customXml/item1.xml', data: filler }, ...parts]);
}

function typeOf(extension: string): string {
  const found = Object.entries(OFFICE_KINDS).find(([, kind]) => kind.extension === extension);
  if (found === undefined) throw new Error(`no kind goes by ${extension}`);
  return found[0];
}

export async function sampleOfEachType(): Promise<readonly Sample[]> {
  return [...(await others()), ...(await pictures()), ...(await office())];
}
