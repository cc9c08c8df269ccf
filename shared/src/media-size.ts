// The size inside a self-describing media name (PWG 5101.1 section 5): iso_a4_210x297mm, na_letter_8.5x11in. Pure.

export interface MediaSize {
  /** 1/100 mm, the unit of media-size (PWG 5100.3 section 3.13.8). */
  readonly width: number;
  readonly height: number;
}

/** Hundredths of a millimetre in the two units a name can be in. */
const UNIT = { mm: 100, in: 2_540 } as const;

/** undefined for a name that tells no size. */
export function sizeFromName(media: string): MediaSize | undefined {
  const match = /_(\d{1,5}(?:\.\d{1,4})?)x(\d{1,5}(?:\.\d{1,4})?)(mm|in)$/.exec(media);
  if (match === null) return undefined;
  const unit = match[3] === 'in' ? UNIT.in : UNIT.mm;
  const width = Math.round(Number(match[1]) * unit);
  const height = Math.round(Number(match[2]) * unit);
  return width > 0 && height > 0 ? { width, height } : undefined;
}
