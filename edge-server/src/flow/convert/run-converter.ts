// Runs the converter of a media type on one document, with the limits of the settings. Used by the convert stage here and by a
// conversion server elsewhere, so that both do the same.
import type { Settings } from '@platen/shared/settings';
import type { Blobs, StoredBlob } from '../../platform/blobs.ts';
import type { ConvertContext, ConvertOutcome, DocumentBytes } from './converter.ts';
import { converterFor } from './converters.ts';

/** What the settings say about a conversion; crosses the wire to a conversion server. */
export type ConvertLimits = Pick<ConvertContext, 'media' | 'maxPages' | 'maxOutputBytes' | 'postScript'>;

const MEGABYTE = 1024 * 1024;

export function limitsOf({ documents }: Settings): ConvertLimits {
  return {
    media: documents.imageMedia === 'letter' ? 'na_letter_8.5x11in' : 'iso_a4_210x297mm',
    maxPages: documents.maxPages,
    maxOutputBytes: documents.maxPrintMegabytes * MEGABYTE,
    postScript: documents.postScript,
  };
}

/** The decrypted original, a piece at a time. */
export function readFrom(blobs: Pick<Blobs, 'read'>, original: StoredBlob): DocumentBytes {
  return {
    size: original.size,
    read: async (start, end) => {
      const parts: Uint8Array[] = [];
      for await (const part of blobs.read(original, { start, end })) parts.push(part);
      return Buffer.concat(parts);
    },
  };
}

export async function runConverter(
  mediaType: string,
  limits: ConvertLimits,
  context: Omit<ConvertContext, keyof ConvertLimits>,
): Promise<ConvertOutcome> {
  const converter = converterFor(mediaType);
  if (converter === undefined) return { kind: 'refused', code: 'document-type', detail: mediaType };
  const outcome = await converter.convert({ mediaType }, { ...context, ...limits });
  if (outcome.kind === 'done' && (outcome.pdf?.length ?? 0) > limits.maxOutputBytes) {
    const detail = `a print document of ${outcome.pdf?.length} bytes`;
    return { kind: 'refused', code: 'document-too-large', detail };
  }
  return outcome;
}
