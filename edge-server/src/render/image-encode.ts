// Makes the picture data of a PDF page: the JPEG as it is where that is safe, otherwise decoded afresh, put on white, in sRGB, grey or one bit.
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type sharpType from 'sharp';
import type { Sharp } from 'sharp';
import { attempt } from './image-attempt.ts';
import { sampleColor } from './image-color.ts';
import { needsTables, usefulProfile } from './image-icc.ts';
import type { PdfStream } from './image-pdf-file.ts';
import type { FailOn, Picture } from './image-picture.ts';
import { findJpegEnd, readJpegHeader } from './jpeg-header.ts';
import { MAX_DECODED_PIXELS } from './limits.ts';
import { readPngData } from './png-data.ts';
import { type PageColor, type Refusal, refuse } from './render-outcome.ts';

/** JPEG quality for what had to be decoded: no loss to be seen on paper. */
const REENCODE_QUALITY = 93;

/** From this level on a pixel of a picture in black and white is white. */
const MID_GREY = 128;

const DEVICE_SPACE = { 1: '/DeviceGray', 3: '/DeviceRGB', 4: '/DeviceCMYK' } as const;

export interface EncodedPicture extends PdfStream {
  /** A profile that the dictionary's /ColorSpace names once it has an object number. */
  readonly icc: { readonly bytes: Uint8Array; readonly components: 1 | 3 | 4 } | undefined;
  readonly color: PageColor;
  readonly damaged: boolean;
  /** The JPEG inside is the whole file, and a printer may be given it alone. */
  readonly sameAsFile: boolean;
}

/** Pixels wanted per pixel stored, along rows and columns. */
export interface Zoom {
  readonly x: number;
  readonly y: number;
}

/** A JPEG that any printer can be trusted to decode; undefined for arithmetic coding, 12 bit, damage, colours by tables. */
export function embedJpeg(picture: Picture, color: PageColor): EncodedPicture | undefined {
  if (picture.jpeg === undefined) return undefined;
  const { bytes, icc } = picture.jpeg;
  const header = readJpegHeader(bytes);
  const end = findJpegEnd(bytes);
  const components = header?.components;
  if (header?.common !== true || header.precision !== 8 || end === undefined || needsTables(icc)) {
    return undefined;
  }
  if (components !== 1 && components !== 3 && components !== 4) return undefined;
  const inverted = components === 4 && header.adobe;
  const profile = usefulProfile(icc, components);
  return {
    dictionary: imageDictionary({
      width: header.width,
      height: header.height,
      components,
      bits: 8,
      hasProfile: profile !== undefined,
      more:
        `/Filter /DCTDecode${header.plainRgb ? ' /DecodeParms << /ColorTransform 0 >>' : ''}` +
        (inverted ? ' /Decode [1 0 1 0 1 0 1 0]' : ''),
    }),
    data: [bytes.subarray(0, end)],
    icc: profile === undefined ? undefined : { bytes: profile, components },
    color,
    damaged: false,
    sameAsFile:
      end === bytes.length &&
      components !== 4 &&
      picture.orientation === 1 &&
      !header.plainRgb &&
      header.transform !== 0,
  };
}

/**
 * Decodes and encodes afresh; what complains is decoded as far as it goes and called damaged. `zoom` is pixels wanted per
 * pixel or unit stored: below 1 makes a picture smaller, a drawing takes any. What is larger than `mostLossless` bytes
 * without loss can only be a photograph, and becomes a JPEG.
 */
export async function encodePicture(
  sharp: typeof sharpType,
  picture: Picture,
  zoom: Zoom,
  mostLossless: number,
): Promise<EncodedPicture | Refusal> {
  if (!picture.drawing && picture.width * picture.height > MAX_DECODED_PIXELS) {
    return refuse('document-too-large', `${picture.width} x ${picture.height} pixels to decode`);
  }
  for (const failOn of ['error', 'none'] as const) {
    const made = await attempt(() => encode(sharp, picture, zoom, mostLossless, failOn));
    if (!(made instanceof Error)) return { ...made, damaged: failOn === 'none' || picture.damaged };
    if (failOn === 'none') return refuse('document-broken', made.message);
  }
  throw new Error('unreachable');
}

async function encode(
  sharp: typeof sharpType,
  picture: Picture,
  zoom: Zoom,
  mostLossless: number,
  failOn: FailOn,
): Promise<Omit<EncodedPicture, 'damaged'>> {
  if (picture.bilevel) return encodeBits(picture, failOn);
  const grey = picture.grey && picture.icc === undefined;
  const shrinks = !picture.drawing && (zoom.x < 1 || zoom.y < 1);
  const pixels = (): Sharp => {
    const opened = picture.pixels(failOn, zoom.x).flatten({ background: '#fff' });
    const sized = shrinks
      ? opened.resize({
          width: Math.max(1, Math.round(picture.width * Math.min(zoom.x, 1))),
          height: Math.max(1, Math.round(picture.height * Math.min(zoom.y, 1))),
          fit: 'fill',
        })
      : opened;
    if (grey) return sized.toColourspace('b-w');
    const toned = sized.toColourspace('srgb');
    return picture.wide ? toned.withIccProfile('srgb', { attach: false }) : toned;
  };
  if (!picture.lossy) {
    const png = await pixels()
      .png({ compressionLevel: 6, adaptiveFiltering: true, palette: false })
      .toBuffer();
    if (png.length <= mostLossless) return fromPng(sharp, png);
  }
  const { data, info } = await pixels()
    .jpeg({ quality: REENCODE_QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true });
  const components = info.channels === 1 ? 1 : 3;
  const profile = usefulProfile(picture.icc, components);
  // The colour is looked for in what was made, since the original may take seconds to decode.
  return {
    dictionary: imageDictionary({
      width: info.width,
      height: info.height,
      components,
      bits: 8,
      hasProfile: profile !== undefined,
      more: '/Filter /DCTDecode',
    }),
    data: [data],
    icc: profile === undefined ? undefined : { bytes: profile, components },
    color: components === 1 ? 'monochrome' : await sampleColor(sharp(data)),
    sameAsFile: false,
  };
}

async function fromPng(sharp: typeof sharpType, png: Uint8Array): Promise<Omit<EncodedPicture, 'damaged'>> {
  const { width, height, components, data } = readPngData(png);
  return {
    dictionary: imageDictionary({
      width,
      height,
      components,
      bits: 8,
      hasProfile: false,
      more: `/Filter /FlateDecode ${predictor(components, 8, width)}`,
    }),
    data,
    icc: undefined,
    color: components === 1 ? 'monochrome' : await sampleColor(sharp(png)),
    sameAsFile: false,
  };
}

/** Eight pixels to a byte, 1 for white; rows end on a byte (ISO 32000-2 section 8.9.5.2). */
async function encodeBits(picture: Picture, failOn: FailOn): Promise<Omit<EncodedPicture, 'damaged'>> {
  const { data, info } = await picture
    .pixels(failOn, 1)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const rowBytes = Math.ceil(width / 8);
  const packed = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      if ((data[at] ?? 0) >= MID_GREY) {
        const place = y * rowBytes + (x >>> 3);
        packed[place] = (packed[place] ?? 0) | (0x80 >>> (x & 7));
      }
    }
  }
  return {
    dictionary: imageDictionary({
      width,
      height,
      components: 1,
      bits: 1,
      hasProfile: false,
      more: '/Filter /FlateDecode',
    }),
    data: [await promisify(deflate)(packed)],
    icc: undefined,
    color: 'monochrome',
    sameAsFile: false,
  };
}

/** Predictor 15: each row names its own PNG filter (7.4.4.4). */
export function predictor(components: number, bits: number, width: number): string {
  return `/DecodeParms << /Predictor 15 /Colors ${components} /BitsPerComponent ${bits} /Columns ${width} >>`;
}

/** The place in a dictionary where the object number of the profile goes. */
export const PROFILE_PLACE = '%profile%';

function imageDictionary(of: {
  readonly width: number;
  readonly height: number;
  readonly components: 1 | 3 | 4;
  readonly bits: 1 | 8;
  readonly hasProfile: boolean;
  readonly more: string;
}): string {
  const space = of.hasProfile ? `[/ICCBased ${PROFILE_PLACE} 0 R]` : DEVICE_SPACE[of.components];
  return (
    `/Type /XObject /Subtype /Image /Width ${of.width} /Height ${of.height} /ColorSpace ${space} ` +
    `/BitsPerComponent ${of.bits} ${of.more}`
  );
}

/** The profile's own stream. */
export function profileStream(icc: NonNullable<EncodedPicture['icc']>): PdfStream {
  return { dictionary: `/N ${icc.components} /Alternate ${DEVICE_SPACE[icc.components]}`, data: [icc.bytes] };
}
