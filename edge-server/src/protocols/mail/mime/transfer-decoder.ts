// Decodes the body of a part as it comes (RFC 2045 section 6). Never throws and never holds back more than a line.
import { makeBase64Decoder } from './base64.ts';
import type { Decoder } from './decoder.ts';
import type { TransferEncoding } from './outline.ts';
import { makeQuotedPrintableDecoder } from './quoted-printable.ts';
import { makeUuDecoder } from './uuencode.ts';

const NOTHING = new Uint8Array();

export function makeTransferDecoder(encoding: TransferEncoding): Decoder {
  switch (encoding) {
    case 'base64':
      return makeBase64Decoder();
    case 'quoted-printable':
      return makeQuotedPrintableDecoder();
    case 'uuencode':
      return makeUuDecoder();
    case 'none':
      return { write: (chunk) => chunk, end: () => NOTHING };
  }
}
