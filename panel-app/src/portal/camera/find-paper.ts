// Where the sheet is in a picture: the largest bright region against what it lies on, and its four corners. Works on a small grey copy; where nothing
// looks like a sheet the whole picture is taken, and the person drags the corners.
import { area, type Corners, isConvex, type Point } from './homography.ts';

export interface Grey {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, 0 black. */
  readonly data: Uint8Array;
}

/** Of the longer side: corners are found to half a per cent, in a few milliseconds. */
export const SMALL_SIDE = 320;
/** A sheet that somebody photographs fills more than this of the picture. */
const LEAST_AREA = 0.15;
/** Of its four-sided outline a region that is a sheet fills more than this; a lamp's reflection does not. */
const LEAST_FILL = 0.8;

/** ITU-R BT.601 luma of RGBA. */
export function toGrey({ width, height, data }: Pick<ImageData, 'width' | 'height' | 'data'>): Grey {
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    const [r = 0, g = 0, b = 0] = [data[i * 4], data[i * 4 + 1], data[i * 4 + 2]];
    grey[i] = (r * 299 + g * 587 + b * 114) / 1000;
  }
  return { width, height, data: grey };
}

/** Of a 5 x 5 box: writing and wood grain must not cut the region apart. */
function blur({ width, height, data }: Grey): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [sum, count] = [0, 0];
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const [u, v] = [x + dx, y + dy];
          if (u < 0 || v < 0 || u >= width || v >= height) continue;
          sum += data[v * width + u] ?? 0;
          count++;
        }
      }
      out[y * width + x] = sum / count;
    }
  }
  return out;
}

/** The brightness that divides paper from table best (Otsu, 1979); undefined: there are not two. */
function divide(data: Uint8Array): number | undefined {
  const histogram = new Array<number>(256).fill(0);
  for (const value of data) histogram[value] = (histogram[value] ?? 0) + 1;
  const total = data.length;
  const sum = histogram.reduce((all, count, value) => all + count * value, 0);
  let [below, sumBelow, best, level] = [0, 0, 0, 0];
  let apart = 0;
  for (let value = 0; value < 255; value++) {
    below += histogram[value] ?? 0;
    sumBelow += value * (histogram[value] ?? 0);
    if (below === 0 || below === total) continue;
    const difference = (sum - sumBelow) / (total - below) - sumBelow / below;
    const between = below * (total - below) * difference * difference;
    if (between > best) [best, level, apart] = [between, value, difference];
  }
  // Closer together than this it is the shade of one thing.
  return apart < 24 ? undefined : level;
}

interface Region {
  readonly size: number;
  readonly corners: Corners;
}

/** All that hangs together with `start`; taken out of `bright`. Its corners lie furthest along the four diagonals. */
function take(bright: Uint8Array, width: number, start: number): Region {
  const stack = [start];
  bright[start] = 0;
  const ends = [start, start, start, start];
  const along = (at: number, corner: number): number => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return [-x - y, x - y, x + y, y - x][corner] ?? 0;
  };
  let size = 0;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    size++;
    for (let corner = 0; corner < 4; corner++)
      if (along(at, corner) > along(ends[corner] ?? start, corner)) ends[corner] = at;
    const x = at % width;
    const next = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
    for (const one of next) {
      if (one < 0 || bright[one] !== 1) continue;
      bright[one] = 0;
      stack.push(one);
    }
  }
  // Pixels are squares: the outer edges of the outermost.
  const point = (corner: number): Point => {
    const at = ends[corner] ?? start;
    return {
      x: (at % width) + (corner === 1 || corner === 2 ? 1 : 0),
      y: Math.floor(at / width) + (corner >= 2 ? 1 : 0),
    };
  };
  return { size, corners: [point(0), point(1), point(2), point(3)] };
}

/** Nothing was found: the whole picture but a little at its edges, so that the corners can be taken hold of. */
export function wholePicture(width: number, height: number): Corners {
  const [dx, dy] = [width * 0.04, height * 0.04];
  return [
    { x: dx, y: dy },
    { x: width - dx, y: dy },
    { x: width - dx, y: height - dy },
    { x: dx, y: height - dy },
  ];
}

/** @returns the sheet's corners in pixels of `grey`; undefined: nothing there looks like one. */
export function findPaper(grey: Grey): Corners | undefined {
  const { width, height } = grey;
  const smooth = blur(grey);
  const level = divide(smooth);
  if (level === undefined) return undefined;
  const bright = smooth.map((value) => (value > level ? 1 : 0));
  let best: Region | undefined;
  for (let at = 0; at < bright.length; at++) {
    if (bright[at] !== 1) continue;
    const region = take(bright, width, at);
    if (best === undefined || region.size > best.size) best = region;
  }
  if (best === undefined || best.size < LEAST_AREA * width * height) return undefined;
  const outline = area(best.corners);
  // Writing is dark, and so not counted: only what is far from filled is no sheet.
  return isConvex(best.corners) && best.size >= LEAST_FILL * outline ? best.corners : undefined;
}
