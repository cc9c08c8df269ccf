// Looks over JPEG and PNG files and turns them into a PDF of one page. A JPEG that printers can read is passed on untouched.

import { open } from 'node:fs/promises';
import type sharpType from 'sharp';
import { findColor } from './find-color.ts';
import { type PdfImage, writeImagePdf } from './image-pdf.ts';
import { findJpegEnd, readJpegHeader } from './jpeg-header.ts';
import {
  COLOUR_SAMPLE_PX,
  MAX_DECODED_PIXELS,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_PIXELS,
  MAX_IMAGE_SIDE,
  MAX_REPLY_BYTES,
} from './limits.ts';
import { readPngData } from './png-data.ts';
import { type RandomRead, readWhole } from './random-read.ts';
import {
  type InspectOutcome,
  type PageColor,
  type Refusal,
  refuse,
  type ToPdfOptions,
  type ToPdfOutcome,
} from './render-outcome.ts';

type Sharp = typeof sharpType;

/** sharp's name of each format this file can take. A further format is one line here and its decoder in image-library.ts. */
const FORMATS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png' };

/** Bytes of a colour profile that is passed on: real ones of cameras and scanners stay below, an attack need not be carried. */
const MAX_ICC_BYTES = 1024 * 1024;

/** JPEG quality for what had to be decoded: no loss to be seen on paper. */
const REENCODE_QUALITY = 93;

interface Image {
  readonly ok: true;
  readonly bytes: Uint8Array;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly grey: boolean;
  readonly icc: Uint8Array | undefined;
  readonly color: PageColor;
  /** Decoded without any complaint: only then the file itself goes to a printer. */
  readonly clean: boolean;
  /** A part of the picture is missing. */
  readonly damaged: boolean;
}

export function isImage(mediaType: string): boolean {
  return Object.hasOwn(FORMATS, mediaType);
}

export async function inspectImage(
  sharp: Sharp,
  source: RandomRead,
  mediaType: string,
): Promise<InspectOutcome> {
  const image = await openImage(sharp, source, mediaType);
  if (!image.ok) return image;
  const turned = image.orientation >= 5;
  return {
    ok: true,
    pages: 1,
    pageSizes: [],
    color: [image.color],
    encrypted: false,
    printable: true,
    xfa: false,
    image: { width: turned ? image.height : image.width, height: turned ? image.width : image.height },
  };
}

export async function imageToPdf(
  sharp: Sharp,
  source: RandomRead,
  mediaType: string,
  options: ToPdfOptions,
): Promise<ToPdfOutcome> {
  const image = await openImage(sharp, source, mediaType);
  if (!image.ok) return image;
  const embedded = embeddableJpeg(image);
  if (embedded === undefined && image.width * image.height > MAX_DECODED_PIXELS) {
    return refuse('document-too-large', `${image.width} x ${image.height} pixels to decode`);
  }
  const { pdf, width, height } = writeImagePdf(embedded ?? (await decode(sharp, image)), options.media);
  const bytes = pdf.reduce((sum, part) => sum + part.length, 0);
  const facts = {
    ok: true,
    bytes,
    pageSizes: [{ count: 1, width, height }],
    color: [image.color],
    damaged: image.damaged,
    originalPrintable:
      embedded?.data[0]?.length === image.bytes.length &&
      embedded.components !== 4 &&
      embedded.orientation === 1 &&
      embedded.plainRgb !== true,
  } as const;
  if (options.outPath !== undefined) {
    await writeParts(options.outPath, pdf);
    return facts;
  }
  if (bytes > MAX_REPLY_BYTES)
    return refuse('document-too-large', `PDF of ${bytes} bytes without a path to write to`);
  return { ...facts, pdf: Buffer.concat(pdf) };
}

/** Checks sizes from the header first, then decodes once at thumbnail size: that shows damage and colour. */
async function openImage(sharp: Sharp, source: RandomRead, mediaType: string): Promise<Image | Refusal> {
  if (source.size === 0) return refuse('document-empty', 'zero bytes');
  if (source.size > MAX_IMAGE_BYTES)
    return refuse('document-too-large', `image file of ${source.size} bytes`);
  const bytes = readWhole(source);
  // Only the header is read here, so the pixel limit is ours to check below.
  const header = await attempt(sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata());
  if (header instanceof Error) return refuse('document-broken', header.message);
  const { format, width, height, orientation = 1, channels, icc } = header;
  if (format !== FORMATS[mediaType])
    return refuse('document-type', `${mediaType} turned out to be ${format}`);
  if (width * height > MAX_IMAGE_PIXELS || Math.max(width, height) > MAX_IMAGE_SIDE) {
    return refuse('document-too-large', `${width} x ${height} pixels`);
  }
  if (format !== 'jpeg' && width * height > MAX_DECODED_PIXELS) {
    return refuse('document-too-large', `${width} x ${height} pixels to decode`);
  }
  const sample = (failOn: 'warning' | 'error' | 'none') =>
    attempt(
      sharp(bytes, { limitInputPixels: MAX_IMAGE_PIXELS, failOn })
        .resize({
          width: COLOUR_SAMPLE_PX,
          height: COLOUR_SAMPLE_PX,
          fit: 'inside',
          withoutEnlargement: true,
        })
        .flatten({ background: '#fff' })
        .toColourspace('srgb')
        .raw()
        .toBuffer({ resolveWithObject: true }),
    );
  // A warning may be harmless (bytes left over) or not (data missing in the middle): such a file is not passed on, but decoded.
  let pixels = await sample('warning');
  const clean = !(pixels instanceof Error);
  if (!clean) pixels = await sample('error');
  const damaged = pixels instanceof Error;
  if (damaged) pixels = await sample('none');
  if (pixels instanceof Error) return refuse('document-broken', pixels.message);
  return {
    ok: true,
    bytes,
    format,
    width,
    height,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    grey: channels < 3,
    icc,
    color: findColor(pixels.data, pixels.info.channels),
    clean,
    damaged,
  };
}

/** What goes into the PDF as it is; undefined for what no printer can be trusted to decode (arithmetic coding, 12 bit, damage). */
function embeddableJpeg(image: Image): PdfImage | undefined {
  if (image.format !== 'jpeg' || !image.clean) return undefined;
  const header = readJpegHeader(image.bytes);
  const components = header?.components;
  const end = findJpegEnd(image.bytes);
  if (header?.common !== true || header.precision !== 8 || end === undefined) return undefined;
  if (components !== 1 && components !== 3 && components !== 4) return undefined;
  return {
    width: header.width,
    height: header.height,
    components,
    orientation: image.orientation,
    filter: 'DCTDecode',
    inverted: components === 4 && header.adobe,
    plainRgb: header.plainRgb,
    icc: usefulProfile(image.icc, components),
    data: [image.bytes.subarray(0, end)],
  };
}

/** Decodes, turns upright, puts on white, brings to 8 bit sRGB or grey. PNG stays lossless; a JPEG becomes a clean JPEG. */
async function decode(sharp: Sharp, image: Image): Promise<PdfImage> {
  const upright = sharp(image.bytes, { limitInputPixels: MAX_DECODED_PIXELS, failOn: 'none' })
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace(image.grey ? 'b-w' : 'srgb');
  if (image.format === 'jpeg') {
    const { data, info } = await upright
      .jpeg({ quality: REENCODE_QUALITY, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true });
    const components = info.channels === 1 ? 1 : 3;
    return {
      width: info.width,
      height: info.height,
      components,
      orientation: 1,
      filter: 'DCTDecode',
      data: [data],
    };
  }
  const png = await upright.png({ compressionLevel: 6, adaptiveFiltering: true, palette: false }).toBuffer();
  return { ...readPngData(png), orientation: 1, filter: 'FlateDecode' };
}

/** The colour profile when it says something that the plain colour space does not (ICC.1 section 7.2: signature, colour space). */
function usefulProfile(icc: Uint8Array | undefined, components: 1 | 3 | 4): Uint8Array | undefined {
  if (icc === undefined || icc.length < 128 || icc.length > MAX_ICC_BYTES) return undefined;
  const text = Buffer.from(icc).toString('latin1');
  if (text.slice(36, 40) !== 'acsp') return undefined;
  if (text.slice(16, 20) !== { 1: 'GRAY', 3: 'RGB ', 4: 'CMYK' }[components]) return undefined;
  // sRGB is what printers take plain RGB for; without the profile the page goes through them faster.
  return text.includes('sRGB') || text.includes('s\0R\0G\0B') ? undefined : icc;
}

async function writeParts(path: string, parts: readonly Uint8Array[]): Promise<void> {
  // Readable by the server's own user only: it is somebody's document.
  const file = await open(path, 'w', 0o600);
  try {
    for (const part of parts) await file.writeFile(part);
  } finally {
    await file.close();
  }
}

/** libvips reports every unreadable file by throwing: here that is an expected answer. */
async function attempt<T>(work: Promise<T>): Promise<T | Error> {
  try {
    return await work;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
