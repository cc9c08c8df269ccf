// Paper sizes: their PWG 5101.1 names, and what people call them. Pure.
import type { MediaSize } from '@platen/shared/media-size';

/** The common sizes by their dimensions, with the PWG name and the word. */
const COMMON: readonly (MediaSize & { readonly media: string; readonly word: string })[] = [
  { media: 'iso_a3_297x420mm', word: 'A3', width: 29_700, height: 42_000 },
  { media: 'iso_a4_210x297mm', word: 'A4', width: 21_000, height: 29_700 },
  { media: 'iso_a5_148x210mm', word: 'A5', width: 14_800, height: 21_000 },
  { media: 'iso_a6_105x148mm', word: 'A6', width: 10_500, height: 14_800 },
  { media: 'iso_b4_250x353mm', word: 'B4', width: 25_000, height: 35_300 },
  { media: 'iso_b5_176x250mm', word: 'B5', width: 17_600, height: 25_000 },
  { media: 'jis_b4_257x364mm', word: 'JIS B4', width: 25_700, height: 36_400 },
  { media: 'jis_b5_182x257mm', word: 'JIS B5', width: 18_200, height: 25_700 },
  { media: 'na_letter_8.5x11in', word: 'Letter', width: 21_590, height: 27_940 },
  { media: 'na_legal_8.5x14in', word: 'Legal', width: 21_590, height: 35_560 },
  { media: 'na_ledger_11x17in', word: 'Ledger', width: 27_940, height: 43_180 },
  { media: 'na_executive_7.25x10.5in', word: 'Executive', width: 18_415, height: 26_670 },
  { media: 'na_invoice_5.5x8.5in', word: 'Statement', width: 13_970, height: 21_590 },
  { media: 'iso_sra3_320x450mm', word: 'SRA3', width: 32_000, height: 45_000 },
  { media: 'iso_dl_110x220mm', word: 'envelope DL', width: 11_000, height: 22_000 },
  { media: 'iso_c5_162x229mm', word: 'envelope C5', width: 16_200, height: 22_900 },
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

/** "A4", "Letter", or "200 x 250 mm". */
export function paperWords(size: MediaSize): string {
  return commonSize(size)?.word ?? `${Math.round(size.width / 100)} x ${Math.round(size.height / 100)} mm`;
}

function commonSize({ width, height }: MediaSize) {
  return COMMON.find(
    (size) => Math.abs(size.width - width) <= SAME && Math.abs(size.height - height) <= SAME,
  );
}

function millimetres(size: number): string {
  return String(size / 100);
}
