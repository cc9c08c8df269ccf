// Decides at the door whether a document may come in, by its first bytes and by what it claims to be (threat T31).
import { AppError } from '@platen/shared/app-error';
import { compareClaims, readClaims } from './claim.ts';
import { converterFor } from './converters.ts';
import { sniff } from './sniff.ts';
import { LOCKED_OFFICE } from './sniff-compound.ts';

/** Either the media type that conversion goes by, or why the document is refused. */
export function recognise(
  head: Uint8Array,
  claimed: { readonly name: string; readonly mediaType: string },
): { readonly ok: true; readonly mediaType: string } | { readonly ok: false; readonly error: AppError } {
  const compared = compareClaims(sniff(head), readClaims(claimed.name, claimed.mediaType));
  const found = compared.found?.mediaType ?? 'unknown';
  if (compared.agreement === 'differs') {
    const values = { claimed: compared.claimed?.mediaType ?? 'nothing', found };
    return { ok: false, error: new AppError('document-mismatch', values) };
  }
  if (found === LOCKED_OFFICE)
    return { ok: false, error: new AppError('document-password', { detail: found }) };
  if (converterFor(found) === undefined)
    return { ok: false, error: new AppError('document-type', { found }) };
  return { ok: true, mediaType: found };
}
