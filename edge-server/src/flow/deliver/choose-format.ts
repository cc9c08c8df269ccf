// Chooses which of the documents we have goes to the printer: the first one it takes as it is. Pure.

export interface HeldDocument {
  /** Media type without parameters, lower case. */
  readonly mediaType: string;
  readonly blobId: string;
}

/**
 * `held` in order of preference: the print document first, since that is what the preview showed, then the original.
 * `offered` is document-format-supported (RFC 8011 section 5.4.22); empty when the printer does not tell: then it is
 * asked to take the first, and may refuse.
 * @returns undefined when it takes none. application/octet-stream is not "anything": a printer that has to guess may
 * print the bytes as text.
 */
export function chooseFormat(
  held: readonly HeldDocument[],
  offered: readonly string[],
): HeldDocument | undefined {
  if (offered.length === 0) return held[0];
  const plain = new Set(offered.map(withoutParameters));
  return held.find((document) => plain.has(withoutParameters(document.mediaType)));
}

/** A device may add parameters: "application/pdf;version=1.7" (RFC 2045 section 5.1; types are case-insensitive). */
function withoutParameters(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
