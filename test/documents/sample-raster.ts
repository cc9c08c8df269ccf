// One grey page as PWG raster (PWG 5102.4) and as URF, written by hand: a black band on white, A4 at 72 dpi.

const WIDTH = 595;
const HEIGHT = 842;
/** Lines that are black. */
const BAND = { from: 100, to: 200 };

/** A line of one grey: runs of at most 128 pixels (PWG 5102.4, 4.4). */
function runs(grey: number): number[] {
  const bytes: number[] = [];
  for (let left = WIDTH; left > 0; left -= 128) bytes.push(Math.min(left, 128) - 1, grey);
  return bytes;
}

/** Lines repeated at most 256 times. */
function lines(count: number, grey: number): number[] {
  const bytes: number[] = [];
  for (let left = count; left > 0; left -= 256) bytes.push(Math.min(left, 256) - 1, ...runs(grey));
  return bytes;
}

const PAGE = Buffer.from([
  ...lines(BAND.from, 255),
  ...lines(BAND.to - BAND.from, 0),
  ...lines(HEIGHT - BAND.to, 255),
]);

export function samplePwgRaster(pages = 1): Buffer {
  const header = Buffer.alloc(1796);
  header.write('PwgRaster\0', 0, 'latin1');
  const fields: readonly (readonly [number, number])[] = [
    [276, 72],
    [280, 72],
    [340, 1],
    [352, WIDTH],
    [356, HEIGHT],
    [372, WIDTH],
    [376, HEIGHT],
    [384, 8],
    [388, 8],
    [392, WIDTH],
    // sGray.
    [400, 18],
    [420, 1],
    [452, pages],
    [456, 1],
    [460, 1],
  ];
  for (const [at, value] of fields) header.writeUInt32BE(value, at);
  header.write('iso_a4_210x297mm', 1732, 'latin1');
  return Buffer.concat([Buffer.from('RaS2'), ...Array.from({ length: pages }, () => [header, PAGE]).flat()]);
}

export function sampleUrf(pages = 1): Buffer {
  const file = Buffer.alloc(12);
  file.write('UNIRAST\0', 'latin1');
  file.writeUInt32BE(pages, 8);
  const header = Buffer.alloc(32);
  header[0] = 8;
  // Grey, one side, normal quality.
  header[2] = 1;
  header[3] = 4;
  header.writeUInt32BE(WIDTH, 12);
  header.writeUInt32BE(HEIGHT, 16);
  header.writeUInt32BE(72, 20);
  return Buffer.concat([file, ...Array.from({ length: pages }, () => [header, PAGE]).flat()]);
}
