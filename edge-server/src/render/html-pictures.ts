// The pictures of an HTML page: those that came with it (data: addresses and mail parts). Pictures on the web are never fetched (threat T23).
import { STORED } from '@platen/shared/say/saying';
import type sharpType from 'sharp';
import { findColor } from './find-color.ts';
import type { Inline } from './html-inline.ts';
import { readDeclarations } from './html-sheet.ts';
import { POINTS_PER_PIXEL, readLength, type Style } from './html-style.ts';
import type { Element, Node } from './html-tree.ts';
import { COLOUR_SAMPLE_PX, MAX_DECODED_PIXELS } from './limits.ts';
import { readPngData } from './png-data.ts';
import type { PdfWriter, Picture, PlacedPicture } from './text-pdf.ts';

export interface HtmlPictures {
  /** What stands in the line for an img element: the picture, its words, or nothing. */
  readonly inline: (element: Element, style: Style) => readonly Inline[];
  readonly colored: boolean;
  readonly notes: readonly string[];
}

/** Different pictures in one mail: a newsletter has 40. */
const MAX_PICTURES = 200;

/** Bytes of one picture, packed, and of all of them in the PDF: mail servers take 25 to 50 MB per message. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
const MAX_ALL_BYTES = 48 * 1024 * 1024;

/** Formats as sharp names them; what the image library does not decode is left out with a note. */
const PICTURES: ReadonlySet<string> = new Set(['jpeg', 'png', 'gif', 'webp', 'avif', 'tiff']);

/** Pixels across: 300 dpi over 180 mm of text. */
const MAX_COLUMNS = 2_200;

/** Pixels up to which a picture is a counter or a spacer and not missed. */
const COUNTER = 3;

interface Loaded {
  readonly placed: PlacedPicture;
  readonly width: number;
  readonly height: number;
}

export interface PictureSource {
  readonly sharp: () => Promise<typeof sharpType>;
  readonly parts: readonly { readonly cid: string; readonly bytes: Uint8Array }[];
  readonly writer: PdfWriter;
  /** Points: the room of a page. */
  readonly room: { readonly width: number; readonly height: number };
}

export async function loadPictures(body: Element, source: PictureSource): Promise<HtmlPictures> {
  const loaded = new Map<string, Loaded | undefined>();
  let bytes = 0;
  let colored = false;
  let web = false;
  let unread = false;
  for (const element of imagesOf(body)) {
    const address = addressOf(element);
    if (address === '' || isCounter(element) || loaded.has(address)) continue;
    const data = bytesOf(address, source.parts);
    if (data === undefined) {
      if (/^(data|cid):/i.test(address)) unread = true;
      else web = true;
      continue;
    }
    const read =
      loaded.size < MAX_PICTURES && bytes < MAX_ALL_BYTES ? await readPicture(data, source) : undefined;
    if (read === undefined) {
      unread = true;
      loaded.set(address, undefined);
      continue;
    }
    bytes += read.picture.data.length;
    colored ||= read.colored;
    loaded.set(address, {
      placed: source.writer.addPicture(read.picture),
      width: read.width,
      height: read.height,
    });
  }
  return {
    colored,
    notes: [
      ...(web ? [STORED.say('note.web-pictures')] : []),
      ...(unread ? [STORED.say('note.picture-unread')] : []),
    ],
    inline: (element, style) => {
      const picture = loaded.get(addressOf(element));
      if (picture === undefined) {
        const words = element.attributes['alt']?.trim() ?? '';
        return words === '' || isCounter(element)
          ? []
          : [
              {
                kind: 'text',
                text: words,
                style: { ...style.text, font: { ...style.text.font, italic: true } },
              },
            ];
      }
      return [
        {
          kind: 'picture',
          picture: picture.placed,
          style: style.text,
          ...sizeOf(element, picture, style, source.room),
        },
      ];
    },
  };
}

const addressOf = (element: Element): string => element.attributes['src']?.trim() ?? '';

function* imagesOf(node: Node): Generator<Element> {
  if (node.kind === 'text') return;
  if (node.tag === 'img') yield node;
  for (const child of node.children) yield* imagesOf(child);
}

function isCounter({ attributes }: Element): boolean {
  const small = (value: string | undefined): boolean =>
    value !== undefined && Number.parseFloat(value) <= COUNTER;
  return small(attributes['width']) || small(attributes['height']);
}

/** Only what is in hand: bytes written into the page itself, or a part of the same mail. */
function bytesOf(address: string, parts: PictureSource['parts']): Uint8Array | undefined {
  if (/^cid:/i.test(address)) {
    const cid = decode(address.slice(4)).toLowerCase();
    return parts.find((part) => part.cid.toLowerCase() === cid)?.bytes;
  }
  const data = /^data:image\/[\w.+-]{1,40}(?:;(?!base64,)[\w=.-]{1,60})*(;base64)?,/i.exec(address);
  if (data === null || address.length > MAX_PICTURE_BYTES * 1.4) return undefined;
  const body = address.slice(data[0].length);
  return data[1] === undefined ? Buffer.from(decode(body), 'latin1') : Buffer.from(decode(body), 'base64');
}

/** Percent signs of a broken address stay as they are. */
function decode(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

async function readPicture(
  bytes: Uint8Array,
  source: PictureSource,
): Promise<{ picture: Picture; colored: boolean; width: number; height: number } | undefined> {
  // Drawings are programs of their own and may name other files; mails hold photographs and logos.
  const drawing =
    bytes[0] === 0x3c ||
    bytes[0] === 0xef ||
    /^\s*</.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
  if (bytes.length === 0 || bytes.length > MAX_PICTURE_BYTES || drawing) return undefined;
  const sharp = await source.sharp();
  try {
    const { width, height, format, autoOrient } = await sharp(bytes, {
      limitInputPixels: MAX_DECODED_PIXELS,
      failOn: 'none',
    }).metadata();
    if (width * height > MAX_DECODED_PIXELS || !PICTURES.has(format)) return undefined;
    const upright = sharp(bytes, { limitInputPixels: MAX_DECODED_PIXELS, failOn: 'none' })
      .autoOrient()
      .resize({ width: MAX_COLUMNS, height: MAX_COLUMNS * 2, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb');
    const sample = await upright
      .clone()
      .resize({ width: COLOUR_SAMPLE_PX, height: COLOUR_SAMPLE_PX, fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const colored = findColor(sample.data, sample.info.channels) === 'color';
    const space = upright.toColourspace(colored ? 'srgb' : 'b-w');
    const size = { width: autoOrient.width, height: autoOrient.height };
    if (format === 'jpeg') {
      const { data, info } = await space.jpeg({ quality: 90 }).toBuffer({ resolveWithObject: true });
      const components = info.channels === 1 ? 1 : 3;
      return {
        picture: { width: info.width, height: info.height, components, filter: 'DCTDecode', data },
        colored,
        ...size,
      };
    }
    const png = readPngData(
      await space.png({ compressionLevel: 6, adaptiveFiltering: true, palette: false }).toBuffer(),
    );
    return { picture: { ...png, filter: 'FlateDecode', data: Buffer.concat(png.data) }, colored, ...size };
  } catch (error) {
    // libvips throws for every file it cannot read: such a picture is left out, the letter is printed.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Points, as the page asks or as the picture is, within the room of a page. */
function sizeOf(
  { attributes }: Element,
  picture: Loaded,
  style: Style,
  room: PictureSource['room'],
): { width: number; height: number } {
  const css = readDeclarations(attributes['style'] ?? '');
  const asked = (name: 'width' | 'height'): number | undefined => {
    const value = css[name] ?? attributes[name];
    if (value === undefined || value.includes('%')) return undefined;
    const points = readLength(value, style.text.size);
    return points !== undefined && points > 0 ? points : undefined;
  };
  const ratio = picture.height / picture.width;
  const full =
    style.box.width !== undefined && 'share' in style.box.width
      ? style.box.width.share * room.width
      : undefined;
  const height = asked('height');
  const width =
    asked('width') ?? (height === undefined ? (full ?? picture.width * POINTS_PER_PIXEL) : height / ratio);
  const natural = {
    width,
    height: asked('width') !== undefined && height !== undefined ? height : width * ratio,
  };
  const factor = Math.min(1, room.width / natural.width, room.height / natural.height);
  return { width: natural.width * factor, height: natural.height * factor };
}
