// Reads a signed file: shape, signature (Ed25519, RFC 8032) and nothing else; whether it is good today is licence-state.ts's.
import { createPublicKey, verify } from 'node:crypto';
import {
  canonicalJson,
  type Licence,
  LicenceFile,
  SIGNED_AS,
  type Withdrawn,
  WithdrawnFile,
} from '@platen/shared/licence';
import * as v from 'valibot';

export type Unreadable = 'no-licence' | 'changed-or-unknown';

export type ReadLicence =
  | { readonly ok: true; readonly licence: Licence }
  | { readonly ok: false; readonly why: Unreadable };
export type ReadWithdrawn =
  | { readonly ok: true; readonly withdrawn: Withdrawn }
  | { readonly ok: false; readonly why: Unreadable };

/** @param keys SPKI in base64. Any of them may have signed. */
export function readLicence(text: string, keys: readonly string[]): ReadLicence {
  const file = parse(LicenceFile, text);
  if (file === undefined) return { ok: false, why: 'no-licence' };
  return isSigned(SIGNED_AS.licence, file.licence, file.signature, keys)
    ? { ok: true, licence: file.licence }
    : { ok: false, why: 'changed-or-unknown' };
}

export function readWithdrawn(text: string, keys: readonly string[]): ReadWithdrawn {
  const file = parse(WithdrawnFile, text);
  if (file === undefined) return { ok: false, why: 'no-licence' };
  return isSigned(SIGNED_AS.withdrawn, file.withdrawn, file.signature, keys)
    ? { ok: true, withdrawn: file.withdrawn }
    : { ok: false, why: 'changed-or-unknown' };
}

function parse<T extends v.GenericSchema>(schema: T, text: string): v.InferOutput<T> | undefined {
  let value: unknown;
  try {
    // An editor or a mail program may have put a byte order mark before it.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : undefined;
}

function isSigned(as: string, value: unknown, signature: string, keys: readonly string[]): boolean {
  const text = Buffer.from(as + canonicalJson(value), 'utf8');
  const octets = Buffer.from(signature, 'base64url');
  return keys.some((key) => {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    return publicKey.asymmetricKeyType === 'ed25519' && verify(null, text, publicKey, octets);
  });
}
