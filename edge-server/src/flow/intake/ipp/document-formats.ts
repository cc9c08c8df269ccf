// The formats a client may send over IPP. Conversion takes more, but a client that is offered Word files sends what it has instead of a page.
import type { StatusName } from '../../../protocols/ipp/codes.ts';
import type { IppAttributes } from '../../../protocols/ipp/message.ts';
import { readKeyword, readMimeMediaType } from '../../../protocols/ipp/read-values.ts';
import { COMPRESSIONS, type Compression } from '../../../protocols/ipp/unpack-body.ts';
import { type IppAnswer, refuse } from './ipp-queue.ts';

/** PDF first: the best of them. octet-stream is "look yourself" (RFC 8011 section 5.4.22). */
export const DOCUMENT_FORMATS = [
  'application/pdf',
  'image/urf',
  'image/pwg-raster',
  'image/jpeg',
  'image/png',
  'text/plain',
  'application/octet-stream',
] as const;

export const formatsOf = (postScript: boolean): readonly string[] =>
  postScript ? [...DOCUMENT_FORMATS, 'application/postscript'] : DOCUMENT_FORMATS;

/** For every operation that carries or announces a document. undefined when there is nothing to object. */
export function refuseDocument(operation: IppAttributes, postScript: boolean): IppAnswer | undefined {
  if (compressionOf(operation) === undefined) {
    const status: StatusName = 'client-error-compression-not-supported';
    return refuse(status, 'This compression is not supported.');
  }
  const format = formatOf(operation);
  if (format !== undefined && !formatsOf(postScript).includes(format)) {
    return refuse('client-error-document-format-not-supported', `${format} cannot be printed.`);
  }
  return undefined;
}

/** undefined for one that is not known. */
export function compressionOf(operation: IppAttributes): Compression | undefined {
  const asked = readKeyword(operation, 'compression') ?? 'none';
  return COMPRESSIONS.find((known) => known === asked);
}

/** Lower case, without parameters; undefined where none is told. */
export function formatOf(operation: IppAttributes): string | undefined {
  return readMimeMediaType(operation, 'document-format')?.split(';')[0]?.trim().toLowerCase();
}

/** What accept is told the document is: nothing where the client leaves it to us. */
export function claimedType(operation: IppAttributes): string {
  const format = formatOf(operation) ?? '';
  return format === 'application/octet-stream' ? '' : format;
}
