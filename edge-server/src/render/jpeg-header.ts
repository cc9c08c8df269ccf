// Reads what a JPEG says of itself up to its frame header, and finds where it ends (ISO 10918-1 annex B); decodes nothing.

export interface JpegHeader {
  /** Pixels as stored, before any orientation. */
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 colour, 4 CMYK. */
  readonly components: number;
  readonly precision: number;
  /** SOF0 to SOF2: Huffman coded sequential or progressive DCT, which is what PDF's DCTDecode and printers read. */
  readonly common: boolean;
  /** An Adobe APP14 segment: 4 component data is then stored inverted. */
  readonly adobe: boolean;
  /** What the Adobe segment says of the colours: 0 as they stand, 1 YCbCr, 2 YCCK; undefined without one. */
  readonly transform: number | undefined;
  /** The components are R, G and B as they stand, not YCbCr (component ids "RGB" without an Adobe segment, as libjpeg decides). */
  readonly plainRgb: boolean;
}

/** Undefined when there is no readable frame header. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  let adobe = false;
  let transform: number | undefined;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes before a marker (B.1.1.2).
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Markers without a length: TEM and RSTn.
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    // End of image or start of scan before any frame.
    if (marker === 0xd9 || marker === 0xda) return undefined;
    const length = word(bytes, at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return undefined;
    if (marker === 0xee && length >= 14 && ascii(bytes, at + 4, 5) === 'Adobe') {
      adobe = true;
      transform = bytes[at + 15];
    }
    // SOF0 to SOF15 without DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const components = bytes[at + 9] ?? 0;
      if (length < 8 + 3 * components) return undefined;
      return {
        precision: bytes[at + 4] ?? 0,
        height: word(bytes, at + 5),
        width: word(bytes, at + 7),
        components,
        common: marker <= 0xc2,
        adobe,
        transform,
        plainRgb:
          !adobe && components === 3 && [0, 3, 6].every((i, n) => bytes[at + 10 + i] === 'RGB'.charCodeAt(n)),
      };
    }
    at += 2 + length;
  }
  return undefined;
}

/**
 * Bytes up to and with the end-of-image marker. What follows (a phone's second picture, or printer commands) is not part
 * of the image. Undefined when the marker never comes.
 */
export function findJpegEnd(bytes: Uint8Array): number | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = data.indexOf(0xff, 2); at >= 0 && at + 1 < data.length; at = data.indexOf(0xff, at)) {
    const marker = data[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at += 1;
    // A stuffed zero inside scan data, or a marker without a length: TEM, RSTn.
    else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    // A segment; after a scan header the search simply goes on through the scan data.
    else at += 2 + Math.max(2, word(data, at + 2));
  }
  return undefined;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
