// The font lists of the binary Office formats: Word's table of font names, Excel's FONT records, PowerPoint's font collection.
import type { FontCount } from './fonts-count.ts';
import type { Compound } from './office-compound.ts';

/** Bytes of a stream looked into: Word's and Excel's lists stand near the front, PowerPoint's within the document container. */
const MOST_BYTES = 2 * 1024 * 1024;
/** Bytes of Word's table stream up to where its font table may lie. */
const MOST_TABLE_BYTES = 8 * 1024 * 1024;

export async function readCompoundFonts(compound: Compound, count: FontCount): Promise<void> {
  await wordFonts(compound, count);
  const book = (await compound.read('Workbook', MOST_BYTES)) ?? (await compound.read('Book', MOST_BYTES));
  if (book !== undefined) excelFonts(book, count);
  const slides = await compound.read('PowerPoint Document', MOST_BYTES);
  if (slides !== undefined) powerPointFonts(slides, count);
}

/** FibRgFcLcb97.fcSttbfFfn (MS-DOC 2.5.6) leads to a table of FFN (2.9.80): a length, 39 bytes, the name in UTF-16. */
async function wordFonts(compound: Compound, count: FontCount): Promise<void> {
  const fib = await compound.read('WordDocument', 0x11a);
  if (fib === undefined || fib.length < 0x11a) return;
  const start = fib.readUInt32LE(0x112);
  const end = start + fib.readUInt32LE(0x116);
  if (end > MOST_TABLE_BYTES) return;
  const table = await compound.read((fib.readUInt16LE(10) & 0x0200) === 0 ? '0Table' : '1Table', end);
  if (table === undefined || table.length < end) return;
  // The table's own head: number of entries, bytes of extra data (none).
  for (let at = start + 4; at + 40 < end; at += (table[at] ?? 0) + 1) {
    const length = (table[at] ?? 0) + 1;
    count.add(untilZero(table.toString('utf16le', at + 40, Math.min(at + length, end))), 0);
    if (length < 41) return;
  }
}

/** Records are type, length, data (MS-XLS 2.1.4); FONT is 0x31 (2.4.122), its name an 8 or 16 bit string after 14 bytes. */
function excelFonts(book: Buffer, count: FontCount): void {
  for (let at = 0; at + 4 <= book.length; at += 4 + book.readUInt16LE(at + 2)) {
    const type = book.readUInt16LE(at);
    if (type === 0x0a) return;
    if (type !== 0x31 || at + 4 + 16 > book.length) continue;
    const letters = book[at + 18] ?? 0;
    const wide = ((book[at + 19] ?? 0) & 1) !== 0;
    const name = book
      .subarray(at + 20, at + 20 + letters * (wide ? 2 : 1))
      .toString(wide ? 'utf16le' : 'latin1');
    count.add(name, 1);
  }
}

/** FontEntityAtom (MS-PPT 2.9.9): type 0x0fb7, 68 bytes, 32 letters of UTF-16. */
function powerPointFonts(slides: Buffer, count: FontCount): void {
  const mark = Buffer.from('b70f44000000', 'hex');
  for (let at = slides.indexOf(mark); at >= 0; at = slides.indexOf(mark, at + mark.length)) {
    count.add(untilZero(slides.toString('utf16le', at + 6, at + 6 + 64)), 1);
  }
}

const untilZero = (text: string): string => text.split('\0')[0] ?? '';
