// The papers that page description languages know by a name or a number of their own (PWG 5101.1, PCL 5 and PCL XL references). Pure.

export interface Paper {
  /** PWG 5101.1 self-describing name. */
  readonly name: string;
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** PCL 5 page size (ESC & l # A). */
  readonly pcl5?: number;
  /** PCL XL MediaSize. */
  readonly pclXl?: number;
}

const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

const PAPERS: readonly Paper[] = [
  { name: 'iso_a4_210x297mm', width: mm(210), height: mm(297), pcl5: 26, pclXl: 2 },
  { name: 'na_letter_8.5x11in', width: 612, height: 792, pcl5: 2, pclXl: 0 },
  { name: 'na_legal_8.5x14in', width: 612, height: 1008, pcl5: 3, pclXl: 1 },
  { name: 'iso_a3_297x420mm', width: mm(297), height: mm(420), pcl5: 27, pclXl: 5 },
  { name: 'na_ledger_11x17in', width: 792, height: 1224, pcl5: 6, pclXl: 4 },
  { name: 'iso_a5_148x210mm', width: mm(148), height: mm(210), pcl5: 25, pclXl: 16 },
  { name: 'na_executive_7.25x10.5in', width: 522, height: 756, pcl5: 1, pclXl: 3 },
  { name: 'iso_a6_105x148mm', width: mm(105), height: mm(148), pcl5: 24, pclXl: 17 },
  { name: 'jis_b5_182x257mm', width: mm(182), height: mm(257), pcl5: 45 },
  { name: 'jis_b4_257x364mm', width: mm(257), height: mm(364), pcl5: 46, pclXl: 10 },
];

/** 2 mm: what sizes in files are off by. */
const SAME_SIZE = 5.7;

export function paperOf({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): Paper | undefined {
  return PAPERS.find(
    (paper) => Math.abs(paper.width - width) < SAME_SIZE && Math.abs(paper.height - height) < SAME_SIZE,
  );
}
