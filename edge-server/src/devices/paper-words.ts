// Paper sizes: their PWG 5101.1 names, and what people call them. Pure.
import type { MediaSize } from '@platen/shared/media-size';
import type { SayKey } from '@platen/shared/say/english';
import { toStored } from '@platen/shared/say/stored';

const named = (key: SayKey): string => toStored(key);
const envelope = (size: string): string => toStored('paper.envelope' satisfies SayKey, { size });

/** The common sizes by their dimensions, with the PWG name and the word; a word that languages differ in is a stored sentence. */
const COMMON: readonly (MediaSize & { readonly media: string; readonly word: string })[] = [
  { media: 'iso_a0_841x1189mm', word: 'A0', width: 84_100, height: 118_900 },
  { media: 'iso_a1_594x841mm', word: 'A1', width: 59_400, height: 84_100 },
  { media: 'iso_a2_420x594mm', word: 'A2', width: 42_000, height: 59_400 },
  { media: 'iso_a3_297x420mm', word: 'A3', width: 29_700, height: 42_000 },
  { media: 'iso_a4_210x297mm', word: 'A4', width: 21_000, height: 29_700 },
  { media: 'iso_a5_148x210mm', word: 'A5', width: 14_800, height: 21_000 },
  { media: 'iso_a6_105x148mm', word: 'A6', width: 10_500, height: 14_800 },
  { media: 'iso_b4_250x353mm', word: 'B4', width: 25_000, height: 35_300 },
  { media: 'iso_b5_176x250mm', word: 'B5', width: 17_600, height: 25_000 },
  { media: 'jis_b4_257x364mm', word: 'JIS B4', width: 25_700, height: 36_400 },
  { media: 'jis_b5_182x257mm', word: 'JIS B5', width: 18_200, height: 25_700 },
  { media: 'na_letter_8.5x11in', word: named('paper.letter'), width: 21_590, height: 27_940 },
  { media: 'na_legal_8.5x14in', word: named('paper.legal'), width: 21_590, height: 35_560 },
  { media: 'na_ledger_11x17in', word: named('paper.tabloid'), width: 27_940, height: 43_180 },
  { media: 'na_executive_7.25x10.5in', word: named('paper.executive'), width: 18_415, height: 26_670 },
  { media: 'na_invoice_5.5x8.5in', word: named('paper.statement'), width: 13_970, height: 21_590 },
  { media: 'iso_sra3_320x450mm', word: 'SRA3', width: 32_000, height: 45_000 },
  { media: 'iso_dl_110x220mm', word: envelope('DL'), width: 11_000, height: 22_000 },
  { media: 'iso_c5_162x229mm', word: envelope('C5'), width: 16_200, height: 22_900 },
];

/** Printers round to whole millimetres and to points: half a millimetre either way is the same paper. */
const SAME = 50;

/** The PWG name for a size; custom ones are named by their dimensions (PWG 5101.1 section 5). */
export function sizeName(width: number, height: number): string {
  const known = commonSize({ width, height });
  return (
    known?.media ??
    `custom_${millimetres(width)}x${millimetres(height)}mm_${millimetres(width)}x${millimetres(height)}mm`
  );
}

/** A file rounds more than a printer does: 3 mm either way, and pages are turned as need be. */
const SAME_IN_FILE = 300;

/** "A4", "Letter", or "200 x 250 mm", to be said in a language by `told` of its Saying, alone or as a value. */
export function paperWords(size: MediaSize): string {
  return commonSize(size)?.word ?? bySize(size);
}

/** The same of a page inside a document. */
export function pageWords(page: MediaSize): string {
  return COMMON.find((size) => isSameSheet(size, page))?.word ?? bySize(page);
}

/** Either way round: printers turn pages. */
export function isSameSheet(a: MediaSize, b: MediaSize): boolean {
  return isSame(a, b, SAME_IN_FILE) || isSame(a, { width: b.height, height: b.width }, SAME_IN_FILE);
}

/** Whole millimetres, as text: with a number a language would part the thousands. */
function bySize({ width, height }: MediaSize): string {
  const [across, down] = [String(Math.round(width / 100)), String(Math.round(height / 100))];
  return toStored('paper.size' satisfies SayKey, { width: across, height: down });
}

const isSame = (a: MediaSize, b: MediaSize, within: number): boolean =>
  Math.abs(a.width - b.width) <= within && Math.abs(a.height - b.height) <= within;

const commonSize = (size: MediaSize) => COMMON.find((one) => isSame(one, size, SAME));

function millimetres(size: number): string {
  return String(size / 100);
}
