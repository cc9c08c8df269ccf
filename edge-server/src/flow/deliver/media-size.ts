// The dimensions inside a PWG 5101.1 self-describing media name: iso_a4_210x297mm, na_letter_8.5x11in. Pure.

/** 1/100 mm, the unit of media-size (PWG 5100.3 section 3.13.8). undefined for a name that tells none. */
export function sizeFromName(media: string): { readonly width: number; readonly height: number } | undefined {
  const match = /_(\d{1,5}(?:\.\d{1,4})?)x(\d{1,5}(?:\.\d{1,4})?)(mm|in)$/.exec(media);
  if (match === null) return undefined;
  const unit = match[3] === 'in' ? 2540 : 100;
  const width = Math.round(Number(match[1]) * unit);
  const height = Math.round(Number(match[2]) * unit);
  return width > 0 && height > 0 ? { width, height } : undefined;
}
