// Writes a PDF of pages that each show one picture, object after object (ISO 32000-2 section 7.5): nothing but offsets is kept in memory.
import type { PdfSink } from './image-pdf-sink.ts';

/** A picture's data as PDF stores it: what is said of it, and the bytes, which may still be on their way. */
export interface PdfStream {
  /** Entries of the stream dictionary, without /Length. */
  readonly dictionary: string;
  readonly data: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

export interface PdfPage {
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** The object number of the picture. */
  readonly image: number;
  /** Where the picture's unit square comes to lie: [a b c d e f] (8.3.3), points. */
  readonly matrix: readonly number[];
}

export interface PdfFile {
  /** Writes one stream object; returns its number. */
  readonly addStream: (stream: PdfStream) => Promise<number>;
  /** Writes a page at the end of the document. */
  readonly addPage: (page: PdfPage) => Promise<void>;
  /** Writes the page tree, the cross-reference table and the trailer. At least one page must be there. */
  readonly end: () => Promise<void>;
}

/** Numbers of the two objects that are written last. */
const CATALOG = 1;
const PAGES = 2;

/** A cross-reference offset has ten digits (7.5.4). */
const OFFSET_DIGITS = 10;

export async function beginPdf(sink: PdfSink): Promise<PdfFile> {
  /** Offset of each object; index 0 is object 1. */
  const offsets: number[] = [0, 0];
  const pages: number[] = [];
  const text = (words: string): Promise<void> => sink.write(Buffer.from(words, 'latin1'));
  const reserve = (): number => offsets.push(0);
  const object = async (number: number, content: string): Promise<void> => {
    offsets[number - 1] = sink.bytes();
    await text(`${number} 0 obj\n${content}\nendobj\n`);
  };

  const addStream: PdfFile['addStream'] = async ({ dictionary, data }) => {
    const number = reserve();
    // The length is known only behind the data, so it is an object of its own (7.3.8.2).
    const lengthNumber = reserve();
    offsets[number - 1] = sink.bytes();
    await text(`${number} 0 obj\n<< ${dictionary} /Length ${lengthNumber} 0 R >>\nstream\n`);
    const start = sink.bytes();
    for await (const part of data) await sink.write(part);
    const length = sink.bytes() - start;
    await text('\nendstream\nendobj\n');
    await object(lengthNumber, String(length));
    return number;
  };

  // The comment of high bytes tells transports that the file is binary (7.5.2).
  await text('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n');
  return {
    addStream,
    addPage: async ({ width, height, image, matrix }) => {
      const content = await addStream({
        dictionary: '',
        data: [Buffer.from(`q ${matrix.map(pdfNumber).join(' ')} cm /I Do Q`)],
      });
      const number = reserve();
      await object(
        number,
        `<< /Type /Page /Parent ${PAGES} 0 R /MediaBox [0 0 ${pdfNumber(width)} ${pdfNumber(height)}] ` +
          `/Contents ${content} 0 R /Resources << /XObject << /I ${image} 0 R >> >> >>`,
      );
      pages.push(number);
    },
    end: async () => {
      const kids = pages.map((number) => `${number} 0 R`).join(' ');
      await object(PAGES, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
      await object(CATALOG, `<< /Type /Catalog /Pages ${PAGES} 0 R >>`);
      const start = sink.bytes();
      const rows = offsets.map((offset) => `${String(offset).padStart(OFFSET_DIGITS, '0')} 00000 n \n`);
      await text(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows.join('')}`);
      await text(
        `trailer\n<< /Size ${offsets.length + 1} /Root ${CATALOG} 0 R >>\nstartxref\n${start}\n%%EOF\n`,
      );
    },
  };
}

/** PDF knows no exponents, and four decimals of a point are far below any printer's dot. */
export function pdfNumber(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
