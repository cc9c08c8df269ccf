// Takes the frame of PJL off a document (protocols/pjl/read-header.ts), as drivers put it around what they send: what is inside is a document like any other, and
// what a printer would have obeyed goes nowhere (threat T33).
import type { Ticket } from '@platen/shared/ticket';
import type { OctetReader } from '../../../protocols/octet-reader.ts';
import { type PjlHeader, readPjlHeader, UEL_OCTETS } from '../../../protocols/pjl/read-header.ts';

export interface OpenDocument {
  readonly header: PjlHeader;
  /** What the frame claims it to be; empty where it claims nothing. */
  readonly claimedType: string;
  readonly ticket: Ticket;
  /** Up to the end of the frame, or to the end of the stream. */
  readonly octets: AsyncIterable<Uint8Array>;
}

const TYPES: Readonly<Record<string, string>> = {
  PDF: 'application/pdf',
  POSTSCRIPT: 'application/postscript',
  PCL: 'application/vnd.hp-pcl',
  PCLXL: 'application/vnd.hp-pclxl',
  PWGRASTER: 'image/pwg-raster',
  URF: 'image/urf',
};

export async function openDocument(
  reader: OctetReader,
  answer: (text: string) => void,
): Promise<OpenDocument> {
  const header = await readPjlHeader(reader, answer);
  const { copies, sides, monochrome, language } = header;
  return {
    header,
    claimedType: language === undefined ? '' : (TYPES[language] ?? ''),
    ticket: {
      ...(copies === undefined ? {} : { copies }),
      ...(sides === undefined ? {} : { sides }),
      ...(monochrome ? { printColorMode: 'monochrome' as const } : {}),
    },
    octets: header.framed ? reader.until(UEL_OCTETS) : reader.rest(),
  };
}
