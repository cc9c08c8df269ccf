// Looks at rendered pictures: size and the colour of a spot.
import sharp from 'sharp';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** R, G, B at a place given in parts of width and height (0 to 1). */
  readonly at: (x: number, y: number) => readonly [number, number, number];
  /** Share of pixels darker than mid grey. */
  readonly dark: () => number;
}

export async function readPicture(jpeg: Uint8Array): Promise<Picture> {
  const { channels } = await sharp(jpeg).metadata();
  const { data, info } = await sharp(jpeg).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const step = info.channels;
  return {
    width,
    height,
    channels,
    at: (x, y) => {
      const place =
        (Math.min(Math.floor(y * height), height - 1) * width + Math.min(Math.floor(x * width), width - 1)) *
        step;
      return [data[place] ?? 0, data[place + 1] ?? 0, data[place + 2] ?? 0];
    },
    dark: () => {
      let count = 0;
      for (let place = 0; place < data.length; place += step) if ((data[place + 1] ?? 255) < 128) count += 1;
      return count / (width * height);
    },
  };
}

/** Whether two colours are the same to the eye after JPEG and colour conversion. */
export function isNear(found: readonly number[], wanted: readonly number[], tolerance = 24): boolean {
  return found.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) <= tolerance);
}
