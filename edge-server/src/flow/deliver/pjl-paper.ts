// Paper and tray as PJL says them (HP PJL Technical Reference, PAPER and MEDIASOURCE), from PWG names. Pure.

/** PWG 5101.1 names of the sizes that every PJL printer has a word for. */
const PAPER: Readonly<Record<string, string>> = {
  iso_a3_297x420mm: 'A3',
  iso_a4_210x297mm: 'A4',
  iso_a5_148x210mm: 'A5',
  jis_b4_257x364mm: 'JISB4',
  jis_b5_182x257mm: 'JISB5',
  'na_letter_8.5x11in': 'LETTER',
  'na_legal_8.5x14in': 'LEGAL',
  na_ledger_11x17in: 'LEDGER',
  'na_executive_7.25x10.5in': 'EXECUTIVE',
  'na_number-10_4.125x9.5in': 'COM10',
  iso_dl_110x220mm: 'DL',
  iso_c5_162x229mm: 'C5',
};

/** media-source keywords (PWG 5100.3 section 3.13.10); trays are numbered in both. */
const SOURCE: Readonly<Record<string, string>> = {
  auto: 'AUTO',
  main: 'TRAY1',
  manual: 'MANUALFEED',
  'by-pass-tray': 'MPTRAY',
  envelope: 'ENVFEED',
};

/** undefined where PJL has no word for the size: then the printer's own default stands, and the document's language says the rest. */
export const pjlPaper = (media: string): string | undefined =>
  Object.hasOwn(PAPER, media) ? PAPER[media] : undefined;

export function pjlMediaSource(source: string): string | undefined {
  const tray = /^tray-([1-9])$/.exec(source)?.[1];
  if (tray !== undefined) return `TRAY${tray}`;
  return Object.hasOwn(SOURCE, source) ? SOURCE[source] : undefined;
}
