// The two document formats the virtual MFD prints, and how it knows them by their first octets.

export const documentFormats = ['application/pdf', 'image/jpeg'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

export const fileEndings = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg' } as const;

export function knownFormat(format: string): DocumentFormat | undefined {
  return documentFormats.find((known) => known === format.toLowerCase());
}

/** Octets that decide; a PDF may have something before its header (ISO 32000-1 annex H.3.4.1: within 1024 octets). */
export const decidingOctets = 1024;

export function formatOf(start: Buffer): DocumentFormat | undefined {
  if (start.subarray(0, decidingOctets).includes('%PDF-')) return 'application/pdf';
  return start.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff)) ? 'image/jpeg' : undefined;
}
