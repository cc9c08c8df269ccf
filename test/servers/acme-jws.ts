// How the ACME stand-in reads a signed request (RFC 8555 section 6.2): every signature is really verified.
import { createHash, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto';

export interface ReadJws {
  readonly head: {
    readonly alg: string;
    readonly nonce?: string;
    readonly url: string;
    readonly kid?: string;
    readonly jwk?: Readonly<Record<string, string>>;
  };
  /** undefined: POST-as-GET. */
  readonly payload: Record<string, unknown> | undefined;
}

const decode = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));

/** @param keyOf the account's key by its address. Throws a sentence when something about it is wrong. */
export function readJws(
  body: string,
  keyOf: (kid: string) => KeyObject | undefined,
): ReadJws & { key: KeyObject } {
  const { protected: head64, payload, signature } = JSON.parse(body) as Record<string, unknown>;
  if (typeof head64 !== 'string' || typeof payload !== 'string' || typeof signature !== 'string')
    throw new Error('not a flattened JWS');
  const head = decode(head64) as ReadJws['head'];
  if (head.alg !== 'ES256' && head.alg !== 'RS256') throw new Error(`algorithm ${head.alg}`);
  if ((head.kid === undefined) === (head.jwk === undefined)) throw new Error('either jwk or kid');
  const key =
    head.kid === undefined
      ? createPublicKey({ key: head.jwk as Record<string, string>, format: 'jwk' })
      : keyOf(head.kid);
  if (key === undefined) throw new Error('unknown account');
  const good = verify(
    'sha256',
    Buffer.from(`${head64}.${payload}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) throw new Error('the signature is wrong');
  return {
    head,
    key,
    payload: payload === '' ? undefined : (decode(payload) as Record<string, unknown>),
  };
}

/** RFC 7638. */
export function thumbprintOf(key: KeyObject): string {
  const jwk = key.export({ format: 'jwk' });
  const members = jwk.kty === 'EC' ? ['crv', 'kty', 'x', 'y'] : ['e', 'kty', 'n'];
  const text = JSON.stringify(
    Object.fromEntries(members.map((name) => [name, (jwk as Record<string, unknown>)[name]])),
  );
  return createHash('sha256').update(text).digest('base64url');
}

export const sameBytes = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
