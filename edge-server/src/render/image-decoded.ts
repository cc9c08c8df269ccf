// A file of one picture whose pixels were decoded here, not by sharp: what BMP, HEIC and JPEG of 12 bits have in common.
import type sharpType from 'sharp';
import type { ImageFile, Picture } from './image-picture.ts';

export interface Decoded extends Pick<Picture, 'width' | 'height' | 'grey' | 'lossy' | 'damaged'> {
  /** Upright rows from top to bottom, `channels` bytes a pixel: grey; red, green, blue; or these and alpha. */
  readonly data: Uint8Array;
  readonly channels: 1 | 3 | 4;
  readonly dpi?: Picture['dpi'];
  readonly bilevel?: boolean;
  readonly icc?: Uint8Array | undefined;
}

/** `mostPixels`: the decoder's own limit, which it has checked. */
export function decodedFile(sharp: typeof sharpType, decoded: Decoded, mostPixels: number): ImageFile {
  const { width, height, channels, data, grey, lossy, damaged, dpi, bilevel = false, icc } = decoded;
  const picture: Picture = {
    ok: true,
    width,
    height,
    orientation: 1,
    dpi,
    grey,
    bilevel,
    lossy,
    drawing: false,
    wide: false,
    damaged,
    icc,
    jpeg: undefined,
    pixels: () => sharp(data, { raw: { width, height, channels }, limitInputPixels: mostPixels }),
  };
  return { ok: true, pages: 1, picture: () => Promise.resolve(picture) };
}
