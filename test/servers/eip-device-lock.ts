// How the stand-in Xerox device judges who signs in: WS-Security UsernameToken, tokens fresh by its own clock, and an hour without any
// answer for an address that was wrong three times.
import { createHash } from 'node:crypto';
import { allNamed, textOf, type XmlElement } from '@platen/edge-server/protocols/soap/xml-element';

const HOUR_MS = 3_600_000;
const MOST_WRONG = 3;
const MOST_SKEW_MS = 5 * 60_000;

export function makeEipLock() {
  const wrong = new Map<string, number[]>();
  const nonces = new Set<string>();

  return {
    /** @param now by the device's clock */
    judge(
      caller: string,
      security: XmlElement | undefined,
      admin: { readonly name: string; readonly password: string } | undefined,
      now: number,
    ): 'nobody' | 'administrator' | 'wrong' {
      if (security === undefined) return 'nobody';
      const recent = (wrong.get(caller) ?? []).filter((at) => now - at < HOUR_MS);
      if (recent.length >= MOST_WRONG) return 'wrong';
      if (admin !== undefined && isRight(security, admin, now, nonces)) {
        wrong.delete(caller);
        return 'administrator';
      }
      wrong.set(caller, [...recent, now]);
      return 'wrong';
    },
  };
}

function isRight(
  security: XmlElement,
  admin: { readonly name: string; readonly password: string },
  now: number,
  nonces: Set<string>,
): boolean {
  const [token] = allNamed(security, 'UsernameToken');
  const [password] = token === undefined ? [] : allNamed(token, 'Password');
  if (token === undefined || password === undefined) return false;
  if (textOf(token, 'Username') !== admin.name) return false;
  if (![...security.attributes].some(([name, value]) => name.endsWith(':mustUnderstand') && value === '1')) {
    return false;
  }
  const created = textOf(token, 'Created') ?? '';
  const nonce = textOf(token, 'Nonce') ?? '';
  // UTC, to the second.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(created)) return false;
  if (Math.abs(Date.parse(created) - now) > MOST_SKEW_MS) return false;
  if (nonce === '' || nonces.has(nonce)) return false;
  nonces.add(nonce);
  const type = password.attributes.get('Type') ?? '';
  if (type.endsWith('#PasswordText')) return password.text === admin.password;
  if (!type.endsWith('#PasswordDigest')) return false;
  const octets = Buffer.concat([Buffer.from(nonce, 'base64'), Buffer.from(created + admin.password)]);
  return password.text === createHash('sha1').update(octets).digest('base64');
}
