// PDF documents of an exact size for the benchmarks: valid, one page, the rest an unused stream that nothing can compress.
import { randomBytes } from 'node:crypto';

/** Replaced by a number of 16 digits for each request, so that no two documents are the same. */
export const UNIQUE_MARK = '@'.repeat(16);

export type DocumentParts = {
  readonly head: Buffer;
  /** Bytes of filler between head and tail; any bytes will do. */
  readonly fillerBytes: number;
  readonly tail: Buffer;
};

// A grey rectangle, so that a page that came out can be told from an empty one.
const PAGE = '0.5 g 72 72 451 698 re f';

const beforeFiller = (
  fillerBytes: number,
): { readonly text: string; readonly offsets: readonly number[] } => {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    // A4 in points.
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>',
    `<</Length ${PAGE.length}>>stream\n${PAGE}\nendstream`,
  ];
  let text = `%PDF-1.4\n%${UNIQUE_MARK}\n`;
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    offsets.push(text.length);
    text += `${index + 1} 0 obj${object}\nendobj\n`;
  });
  offsets.push(text.length);
  return { text: `${text}5 0 obj<</Length ${fillerBytes}>>stream\n`, offsets };
};

const afterFiller = (offsets: readonly number[], startsAt: number): string => {
  const end = '\nendstream endobj\n';
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return `${end}xref\n0 6\n0000000000 65535 f \n${entries}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${startsAt + end.length}\n%%EOF\n`;
};

/** The parts of a PDF of exactly `bytes` bytes; at least 1,000. */
export const documentParts = (bytes: number): DocumentParts => {
  // Head and tail name lengths and offsets, whose digits depend on the filler: settle in a few rounds.
  let fillerBytes = bytes;
  for (;;) {
    const { text, offsets } = beforeFiller(fillerBytes);
    const tail = afterFiller(offsets, text.length + fillerBytes);
    const difference = bytes - (text.length + fillerBytes + tail.length);
    if (difference === 0) return { head: Buffer.from(text), fillerBytes, tail: Buffer.from(tail) };
    fillerBytes += difference;
    if (fillerBytes < 0) throw new Error(`a PDF of ${bytes} bytes is too small`);
  }
};

/** A whole PDF of exactly `bytes` bytes, with UNIQUE_MARK in it. */
export const makeDocument = (bytes: number): Buffer => {
  const { head, fillerBytes, tail } = documentParts(bytes);
  return Buffer.concat([head, randomBytes(fillerBytes), tail]);
};
