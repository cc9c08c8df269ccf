// Takes the image data out of a PNG we encoded ourselves: PDF's FlateDecode with PNG predictors reads it as it is.

export interface PngData {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 RGB. */
  readonly components: 1 | 3;
  /** The IDAT chunks in order: one zlib stream. */
  readonly data: readonly Uint8Array[];
}

/** Throws for anything but 8 bit grey or RGB without interlace: our own encoder makes nothing else. */
export function readPngData(png: Uint8Array): PngData {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colorType, interlace] = [png[24], png[25], png[28]];
  // Colour types 0 grey and 2 truecolour (PNG third edition 11.2.1).
  if (depth !== 8 || (colorType !== 0 && colorType !== 2) || interlace !== 0) {
    throw new Error(`PNG of depth ${depth}, colour type ${colorType}, interlace ${interlace}`);
  }
  const data: Uint8Array[] = [];
  // The signature is 8 bytes; a chunk is length, type, data, CRC.
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    if (String.fromCharCode(...png.subarray(at + 4, at + 8)) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return { width, height, components: colorType === 0 ? 1 : 3, data };
}
