// Writes photographed pages as a PDF (ISO 32000-2): one picture to a page, as it is. Knows no other content.

export interface PdfPage {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Millimetres of the printed page. */
  readonly paper: { readonly width: number; readonly height: number };
  /** A JPEG file, or one bit a pixel deflated with zlib's frame. */
  readonly picture:
    | { readonly kind: 'jpeg'; readonly bytes: Uint8Array; readonly grey: boolean }
    | { readonly kind: 'bits'; readonly bytes: Uint8Array };
}

/** PDF's unit is 1/72 inch. */
const points = (millimetres: number): string => ((millimetres * 72) / 25.4).toFixed(2);
/** UTF-16 with its mark, in hexadecimal, so that nothing needs to be escaped (7.9.2.2). */
const textString = (text: string): string =>
  `<FEFF${Array.from(text, (_, index) => text.charCodeAt(index).toString(16).padStart(4, '0')).join('')}>`;
/** 7.9.4 */
const pdfDate = (at: Date): string => `(D:${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z)`;

const pictureFacts = ({ picture }: PdfPage): string =>
  picture.kind === 'jpeg'
    ? `/ColorSpace /Device${picture.grey ? 'Gray' : 'RGB'} /BitsPerComponent 8 /Filter /DCTDecode`
    : '/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode';

/** @returns the file in pieces, for a Blob: the pictures are not copied. */
export function writePdf(
  pages: readonly PdfPage[],
  title: string,
  at: Date,
): readonly Uint8Array<ArrayBuffer>[] {
  const encoder = new TextEncoder();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const offsets: number[] = [];
  let length = 0;
  const add = (piece: string | Uint8Array): void => {
    const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece;
    pieces.push(bytes as Uint8Array<ArrayBuffer>);
    length += bytes.length;
  };
  const object = (number: number, facts: string, stream?: Uint8Array): void => {
    offsets[number] = length;
    add(`${number} 0 obj\n<< ${facts}${stream === undefined ? '' : ` /Length ${stream.length}`} >>\n`);
    if (stream !== undefined) {
      add('stream\n');
      add(stream);
      add('\nendstream\n');
    }
    add('endobj\n');
  };
  // Each page has three objects behind the catalogue, the tree and the facts.
  const first = (index: number): number => 4 + index * 3;
  add('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n');
  object(1, '/Type /Catalog /Pages 2 0 R');
  object(
    2,
    `/Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${first(i)} 0 R`).join(' ')}]`,
  );
  object(3, `/Title ${textString(title)} /CreationDate ${pdfDate(at)}`);
  pages.forEach((page, index) => {
    const number = first(index);
    const [width, height] = [points(page.paper.width), points(page.paper.height)];
    object(
      number,
      `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${number + 1} 0 R /Resources << /XObject << /P ${number + 2} 0 R >> >>`,
    );
    object(number + 1, '', encoder.encode(`q ${width} 0 0 ${height} 0 0 cm /P Do Q`));
    object(
      number + 2,
      `/Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} ${pictureFacts(page)}`,
      page.picture.bytes,
    );
  });
  const count = first(pages.length);
  const table = length;
  const rows = Array.from(
    { length: count - 1 },
    (_, i) => `${String(offsets[i + 1] ?? 0).padStart(10, '0')} 00000 n \n`,
  );
  add(`xref\n0 ${count}\n0000000000 65535 f \n${rows.join('')}`);
  add(`trailer\n<< /Size ${count} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return pieces;
}
