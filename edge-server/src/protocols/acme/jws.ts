// JSON Web Signature as ACME uses it (RFC 8555 section 6.2, RFC 7515 flattened): ES256 by the account's key, HS256 for an account that is
// bound to one elsewhere.
import { createHash, createHmac, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** The public half, its members in the order of RFC 7638 section 3.2. */
export function publicJwk(key: KeyObject): { crv: string; kty: string; x: string; y: string } {
  const { crv = '', kty = '', x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { crv, kty, x, y };
}

/** RFC 7638: what the authority expects behind the token of a challenge. */
export const thumbprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(JSON.stringify(publicJwk(key)))
    .digest('base64url');

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param payload undefined: POST-as-GET (section 6.3). @param kid of the account; without it the key itself is shown. */
export function signJws(
  key: KeyObject,
  about: { readonly url: string; readonly nonce: string; readonly kid?: string | undefined },
  payload: unknown,
): string {
  const { url, nonce, kid } = about;
  const head = encode({
    alg: 'ES256',
    nonce,
    url,
    ...(kid === undefined ? { jwk: publicJwk(key) } : { kid }),
  });
  const body = payload === undefined ? '' : encode(payload);
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' });
  return JSON.stringify({ protected: head, payload: body, signature: signature.toString('base64url') });
}

/** RFC 8555 section 7.3.4. @param binding as the authority handed it out: the key is base64url */
export function signBinding(
  key: KeyObject,
  url: string,
  binding: { readonly kid: string; readonly key: string },
): { protected: string; payload: string; signature: string } {
  const head = encode({ alg: 'HS256', kid: binding.kid, url });
  const payload = encode(publicJwk(key));
  const signature = createHmac('sha256', Buffer.from(binding.key, 'base64url'))
    .update(`${head}.${payload}`)
    .digest('base64url');
  return { protected: head, payload, signature };
}
