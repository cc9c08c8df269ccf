// Decodes one scan of a Huffman coded JPEG into its components' coefficients (ISO 10918-1 annexes F and G): sequential and progressive.

export interface HuffmanTable {
  /** By length 1 to 16: the code behind the last one, aligned to 16 bits, and where its values begin. */
  readonly ends: Int32Array;
  readonly offsets: Int32Array;
  readonly values: Uint8Array;
}

export interface ScanComponent {
  /** Sampling factors. */
  readonly h: number;
  readonly v: number;
  /** Blocks in memory, whole MCUs, and those that hold pixels. */
  readonly blocksAcross: number;
  readonly usedAcross: number;
  readonly usedDown: number;
  /** 64 for each block, in zigzag order. */
  readonly coefficients: Int16Array;
  predictor: number;
}

export interface Scan {
  readonly frame: { readonly progressive: boolean; readonly mcusAcross: number; readonly mcusDown: number };
  readonly components: readonly {
    readonly component: ScanComponent;
    readonly dc: HuffmanTable;
    readonly ac: HuffmanTable;
  }[];
  /** Spectral selection and successive approximation (G.1.1.1); 0, 63, 0, 0 in a sequential frame. */
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly low: number;
  /** MCUs between restart markers; 0 for none. */
  readonly restart: number;
}

/** Annex C. */
export function makeTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const ends = new Int32Array(17);
  const offsets = new Int32Array(17);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1] ?? 0;
    offsets[length] = index - code;
    code += count;
    index += count;
    ends[length] = code;
    code <<= 1;
  }
  return { ends, offsets, values };
}

/** The data ends, or a code is none. */
class ScanEnded extends Error {}

/** `at` behind the scan: at the next marker. `whole` is false when it broke off. */
export function decodeScan(
  bytes: Uint8Array,
  start: number,
  scan: Scan,
): { readonly at: number; readonly whole: boolean } {
  const bits = makeBits(bytes, start);
  const { components, frame, restart } = scan;
  const single = components.length === 1 ? components[0] : undefined;
  const across = single === undefined ? frame.mcusAcross : single.component.usedAcross;
  const down = single === undefined ? frame.mcusDown : single.component.usedDown;
  const state: State = { run: 0 };
  const decode = blockDecoder(scan);
  for (const { component } of components) component.predictor = 0;
  try {
    for (let mcu = 0; mcu < across * down; mcu++) {
      if (restart > 0 && mcu > 0 && mcu % restart === 0) {
        bits.restart();
        state.run = 0;
        for (const { component } of components) component.predictor = 0;
      }
      const [column, row] = [mcu % across, Math.floor(mcu / across)];
      for (const of of components) {
        const { h, v, blocksAcross } = of.component;
        const [wide, high] = single === undefined ? [h, v] : [1, 1];
        for (let y = 0; y < high; y++) {
          for (let x = 0; x < wide; x++) {
            decode(bits, of, ((row * high + y) * blocksAcross + column * wide + x) * 64, state);
          }
        }
      }
    }
  } catch (error) {
    if (!(error instanceof ScanEnded)) throw error;
    return { at: bits.marker(), whole: false };
  }
  return { at: bits.marker(), whole: true };
}

interface Bits {
  readonly bit: () => number;
  readonly take: (count: number) => number;
  readonly symbol: (table: HuffmanTable) => number;
  /** `count` bits as a difference (F.2.2.1, EXTEND). */
  readonly signed: (count: number) => number;
  /** Past the restart marker. */
  readonly restart: () => void;
  /** Where the next marker is that is none of the scan's own. */
  readonly marker: () => number;
}

function makeBits(bytes: Uint8Array, start: number): Bits {
  let at = start;
  let held = 0;
  let left = 0;
  const bit = (): number => {
    if (left === 0) {
      const byte = bytes[at];
      if (byte === undefined) throw new ScanEnded();
      if (byte === 0xff) {
        // A zero is stuffed behind it (F.1.2.3); anything else is a marker.
        if (bytes[at + 1] !== 0) throw new ScanEnded();
        at += 1;
      }
      at += 1;
      held = byte;
      left = 8;
    }
    left -= 1;
    return (held >>> left) & 1;
  };
  const take = (count: number): number => {
    let value = 0;
    for (let index = 0; index < count; index++) value = (value << 1) | bit();
    return value;
  };
  const marker = (): number => {
    let place = at;
    while (place + 1 < bytes.length) {
      const next = bytes[place + 1] ?? 0;
      if (bytes[place] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return place;
      place += 1;
    }
    return bytes.length;
  };
  return {
    bit,
    take,
    symbol: ({ ends, offsets, values }) => {
      let code = 0;
      for (let length = 1; length <= 16; length++) {
        code = (code << 1) | bit();
        if (code < (ends[length] ?? 0)) return values[code + (offsets[length] ?? 0)] ?? 0;
      }
      throw new ScanEnded();
    },
    signed: (count) => {
      const value = take(count);
      return count === 0 || value >= 2 ** (count - 1) ? value : value - 2 ** count + 1;
    },
    restart: () => {
      left = 0;
      while (at + 1 < bytes.length) {
        const next = bytes[at + 1] ?? 0;
        if (bytes[at] === 0xff && next >= 0xd0 && next <= 0xd7) break;
        if (bytes[at] === 0xff && next !== 0 && next !== 0xff) throw new ScanEnded();
        at += 1;
      }
      at += 2;
    },
    marker,
  };
}

/** Blocks still to come that a run of ends of band covers (G.1.2.2). */
interface State {
  run: number;
}

type Decode = (bits: Bits, of: Scan['components'][number], at: number, state: State) => void;

function blockDecoder({ frame, from, to, high, low }: Scan): Decode {
  if (!frame.progressive) return sequential;
  if (from === 0)
    return high === 0
      ? (bits, of, at) => dcFirst(bits, of, at, low)
      : (bits, of, at) => dcNext(bits, of, at, low);
  return high === 0
    ? (bits, of, at, state) => acFirst(bits, of, at, state, { from, to, low })
    : (bits, of, at, state) => acNext(bits, of, at, state, { from, to, low });
}

function sequential(bits: Bits, { component, dc, ac }: Scan['components'][number], at: number): void {
  dcFirst(bits, { component, dc, ac }, at, 0);
  const { coefficients } = component;
  for (let k = 1; k < 64; k++) {
    const symbol = bits.symbol(ac);
    const [zeros, size] = [symbol >>> 4, symbol & 15];
    if (size === 0) {
      if (zeros < 15) return;
      k += 15;
      continue;
    }
    k += zeros;
    const value = bits.signed(size);
    if (k < 64) coefficients[at + k] = value;
  }
}

function dcFirst(bits: Bits, { component, dc }: Scan['components'][number], at: number, low: number): void {
  component.predictor += bits.signed(Math.min(bits.symbol(dc), 16));
  component.coefficients[at] = component.predictor << low;
}

function dcNext(bits: Bits, { component }: Scan['components'][number], at: number, low: number): void {
  const { coefficients } = component;
  coefficients[at] = (coefficients[at] ?? 0) | (bits.bit() << low);
}

interface Band {
  readonly from: number;
  readonly to: number;
  readonly low: number;
}

function acFirst(
  bits: Bits,
  of: Scan['components'][number],
  at: number,
  state: State,
  { from, to, low }: Band,
): void {
  if (state.run > 0) {
    state.run -= 1;
    return;
  }
  for (let k = from; k <= to; k++) {
    const symbol = bits.symbol(of.ac);
    const [zeros, size] = [symbol >>> 4, symbol & 15];
    if (size === 0) {
      if (zeros < 15) {
        state.run = 2 ** zeros - 1 + bits.take(zeros);
        return;
      }
      k += 15;
      continue;
    }
    k += zeros;
    const value = bits.signed(size) * 2 ** low;
    if (k < 64) of.component.coefficients[at + k] = value;
  }
}

/** G.1.2.3: bits for what is there already, and new coefficients between them. */
function acNext(
  bits: Bits,
  of: Scan['components'][number],
  at: number,
  state: State,
  { from, to, low }: Band,
): void {
  const { coefficients } = of.component;
  const step = 2 ** low;
  const refine = (place: number): void => {
    const value = coefficients[place] ?? 0;
    if (bits.bit() === 1 && (Math.abs(value) & step) === 0)
      coefficients[place] = value + (value > 0 ? step : -step);
  };
  let k = from;
  if (state.run === 0) {
    for (; k <= to; k++) {
      const symbol = bits.symbol(of.ac);
      let zeros = symbol >>> 4;
      const size = symbol & 15;
      let value = 0;
      if (size === 0) {
        if (zeros < 15) {
          state.run = 2 ** zeros + bits.take(zeros);
          break;
        }
      } else value = bits.bit() === 1 ? step : -step;
      for (; k <= to; k++) {
        if (coefficients[at + k] !== 0) refine(at + k);
        else if (zeros === 0) break;
        else zeros -= 1;
      }
      if (value !== 0 && k <= to) coefficients[at + k] = value;
    }
  }
  if (state.run > 0) {
    for (; k <= to; k++) if (coefficients[at + k] !== 0) refine(at + k);
    state.run -= 1;
  }
}
