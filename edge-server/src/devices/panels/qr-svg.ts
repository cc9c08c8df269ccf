// A text as a QR code in SVG: one path, no script, no reference to anywhere.
import { encodeText } from './qr-codewords.ts';
import { drawQr } from './qr-matrix.ts';

/** Light modules around the code (ISO/IEC 18004 section 9.1). */
const QUIET = 4;

/** Undefined when the text is longer than 412 octets. */
export function qrSvg(text: string): string | undefined {
  const codewords = encodeText(text);
  if (codewords === undefined) return undefined;
  const matrix = drawQr(codewords);
  const side = matrix.length + 2 * QUIET;
  const path = matrix
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img"><rect width="${side}" height="${side}" fill="#fff"/><path fill="#000" d="${path}"/></svg>`;
}
