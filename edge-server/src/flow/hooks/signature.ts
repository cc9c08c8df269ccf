// The signature of a webhook's message: HMAC-SHA-256 (RFC 2104) over the time and the exact bytes of the body, so that a receiver knows who
// wrote it and that it is not an old one sent again. docs/webhooks.md shows how to check it.
import { createHmac } from 'node:crypto';

/** `platen-signature: t=1767225600,v1=<hex>`; a second v1 while a secret is being replaced. */
export const SIGNATURE_HEADER = 'platen-signature';

/** Known by secret scanners: whsec_ and 43 characters of base64url (256 random bits). The whole text is the key. */
export const HOOK_SECRET_PREFIX = 'whsec_';

/** After a rotation messages carry both signatures for this long, so that nothing is lost while the receiver is told the new secret. */
export const ROTATION_MS = 24 * 3_600_000;

/** What is sealed in the row. */
export interface HookSecret {
  readonly current: string;
  readonly previous?: string;
  /** Unix ms until which the previous one signs, too. */
  readonly previousUntil?: number;
}

/** @param at Unix ms. */
export function sign(secret: HookSecret, at: number, body: string): string {
  const seconds = Math.floor(at / 1000);
  const keys = [secret.current];
  if (secret.previous !== undefined && at < (secret.previousUntil ?? 0)) keys.push(secret.previous);
  const marks = keys.map(
    (key) => `v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`,
  );
  return [`t=${seconds}`, ...marks].join(',');
}
