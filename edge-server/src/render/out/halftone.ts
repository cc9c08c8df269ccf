// Grey to black dots: an ordered dither with a clustered dot at 45 degrees, which a laser prints evenly. The threshold hangs only on where
// a pixel lies, so that bands may be made apart and fit each other.

/** Pixels of a side of the screen's cell: 64 steps of grey, at 600 dpi 106 lines an inch. */
const CELL = 8;

/** Rank of each place of the cell by a cosine spot, two dots to a cell, as grey values from 2 to 254. */
const THRESHOLDS: Uint8Array = makeThresholds();

function makeThresholds(): Uint8Array {
  const places = Array.from({ length: CELL * CELL }, (_, place) => {
    const [x, y] = [place % CELL, Math.floor(place / CELL)];
    // Half a pixel aside, so that few places are equally near to the middle of a dot.
    const u = (2 * Math.PI * (x + 0.5)) / CELL;
    const v = (2 * Math.PI * (y + 0.25)) / CELL;
    return { place, spot: Math.cos(u + v) + Math.cos(u - v) };
  });
  places.sort((a, b) => a.spot - b.spot || a.place - b.place);
  const thresholds = new Uint8Array(CELL * CELL);
  places.forEach(({ place }, rank) => {
    thresholds[place] = Math.round(((rank + 0.5) * 256) / (CELL * CELL));
  });
  return thresholds;
}

/** `grey`: one byte a pixel, 0 is black. Eight pixels a byte, the leftmost in the highest bit, 1 is black; each row begins with a new byte. */
export function halftone(grey: Uint8Array, width: number, rows: number, top: number): Uint8Array {
  const perLine = (width + 7) >> 3;
  const bits = new Uint8Array(perLine * rows);
  for (let row = 0; row < rows; row++) {
    const line = ((top + row) % CELL) * CELL;
    let at = row * perLine;
    let x = row * width;
    const end = x + width;
    for (; x + CELL <= end; x += CELL) {
      // A byte holds exactly the eight pixels of one line of the cell.
      let byte = 0;
      for (let i = 0; i < CELL; i++) {
        byte = (byte << 1) | ((grey[x + i] as number) < (THRESHOLDS[line + i] as number) ? 1 : 0);
      }
      bits[at++] = byte;
    }
    if (x < end) {
      let byte = 0;
      for (let i = 0; x + i < end; i++) {
        if ((grey[x + i] as number) < (THRESHOLDS[line + i] as number)) byte |= 0x80 >> i;
      }
      bits[at] = byte;
    }
  }
  return bits;
}
