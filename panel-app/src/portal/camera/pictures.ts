// What the browser does with pictures for the camera: opens them no larger than is needed, reads their pixels, writes JPEG. iOS allows canvases of 16
// megapixels and little memory, so every canvas is emptied after use.
import { type Corners, wholeCorners } from './corners.ts';
import { findPaper, SMALL_SIDE, toGrey } from './find-paper.ts';
import {
  cleanUp,
  type PageLook,
  type Pixels,
  pageSize,
  SHEETS,
  type Sheet,
  straighten,
  toBits,
} from './flatten.ts';
import type { PdfPage } from './write-pdf.ts';

/** Longer side of what is worked on: 200 pixels an inch of A4 are 2339; a phone's 12 megapixels are twice that a side. */
const WORK_SIDE = 2600;
/** Writing stays sharp, and a page has some 400 kB. */
const JPEG_QUALITY = 0.82;

/** A picture that was taken, and where its sheet is. */
export interface Shot {
  readonly picture: HTMLCanvasElement;
  /** Pixels of `picture`. */
  readonly corners: Corners;
  readonly found: boolean;
}

function canvasOf(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  // What iOS answers when its memory for canvases is used up.
  if (context === null) throw new Error('there is no memory for another canvas');
  return [canvas, context];
}

/** Gives the memory back at once; iOS waits long to do so by itself. */
export function release(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}

/** Draws `source` no larger than WORK_SIDE, and looks for the sheet. */
export function shotOf(source: CanvasImageSource, width: number, height: number): Shot {
  const scale = Math.min(1, WORK_SIDE / Math.max(width, height));
  const [picture, context] = canvasOf(Math.round(width * scale), Math.round(height * scale));
  context.drawImage(source, 0, 0, picture.width, picture.height);
  const small = Math.min(1, SMALL_SIDE / Math.max(picture.width, picture.height));
  const [little, look] = canvasOf(Math.round(picture.width * small), Math.round(picture.height * small));
  look.drawImage(picture, 0, 0, little.width, little.height);
  const found = findPaper(toGrey(look.getImageData(0, 0, little.width, little.height)));
  release(little);
  const corners = found?.map(({ x, y }) => ({ x: x / small, y: y / small })) as Corners | undefined;
  return { picture, corners: corners ?? wholeCorners(picture), found: found !== undefined };
}

/** Rejects for what is no picture, or one that this browser does not know. */
export async function openPicture(file: Blob): Promise<Shot> {
  const image = new Image();
  const url = URL.createObjectURL(file);
  try {
    image.src = url;
    // Turned as the phone was held: browsers do that by themselves when an image is drawn.
    await image.decode();
    return shotOf(image, image.naturalWidth, image.naturalHeight);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A quarter to the right, corners included. */
export function turned({ picture, corners, found }: Shot): Shot {
  const [canvas, context] = canvasOf(picture.height, picture.width);
  context.translate(canvas.width, 0);
  context.rotate(Math.PI / 2);
  context.drawImage(picture, 0, 0);
  const turn = ({ x, y }: { x: number; y: number }) => ({ x: canvas.width - y, y: x });
  const [a, b, c, d] = corners;
  release(picture);
  return { picture: canvas, corners: [turn(d), turn(a), turn(b), turn(c)], found };
}

export interface MadePage {
  readonly pdf: PdfPage;
  /** For the list of pages: a blob: address, to be revoked. */
  readonly thumb: string;
}

const jpegOf = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('there is no memory for a JPEG')) : resolve(blob)),
      'image/jpeg',
      quality,
    ),
  );

/** zlib's frame, which is what PDF calls Flate (Compression Streams). */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The page as it goes into the PDF. undefined: `signal` fired, or the corners are none. Rejects where memory ends. */
export async function makePage(
  { picture, corners }: Shot,
  look: PageLook,
  sheet: Sheet,
  signal: AbortSignal,
): Promise<MadePage | undefined> {
  const context = picture.getContext('2d');
  if (context === null) return undefined;
  const pixels: Pixels = context.getImageData(0, 0, picture.width, picture.height);
  const page = await straighten(pixels, corners, pageSize(corners, sheet), signal);
  if (page === undefined || !(await cleanUp(page, look, signal))) return undefined;
  const { width, height } = page;
  const [canvas, drawing] = canvasOf(width, height);
  drawing.putImageData(new ImageData(page.data, width, height), 0, 0);
  const small = 240 / Math.max(width, height);
  const [little, thumbnail] = canvasOf(Math.round(width * small), Math.round(height * small));
  thumbnail.drawImage(canvas, 0, 0, little.width, little.height);
  const thumb = URL.createObjectURL(await jpegOf(little, JPEG_QUALITY));
  release(little);
  const { width: narrow, height: long } = SHEETS[sheet];
  const paper = width > height ? { width: long, height: narrow } : { width: narrow, height: long };
  // Browsers that cannot deflate write black and white as JPEG, too.
  if (look === 'black' && 'CompressionStream' in window) {
    release(canvas);
    const bytes = await deflate(toBits(page) as Uint8Array<ArrayBuffer>);
    return { pdf: { width, height, paper, picture: { kind: 'bits', bytes } }, thumb };
  }
  const bytes = new Uint8Array(await (await jpegOf(canvas, JPEG_QUALITY)).arrayBuffer());
  release(canvas);
  // Canvases write three colours even where all are grey.
  return { pdf: { width, height, paper, picture: { kind: 'jpeg', bytes, grey: false } }, thumb };
}
