// The header that carries a device administrator's name and password: OASIS WSS UsernameToken Profile 1.0, digest or text.
import { createHash } from 'node:crypto';
import { tag, type XmlTag } from './xml-write.ts';

const PROFILE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';

/** text: the password itself; only ever inside TLS. */
export type PasswordStyle = 'digest' | 'text';

/** An hour, as the maker's own library has it. */
const VALID_MS = 3_600_000;

export interface UsernameToken {
  readonly name: string;
  readonly password: string;
  readonly style: PasswordStyle;
  /** Fresh random octets. */
  readonly nonce: Uint8Array;
  /** Unix ms by the clock of the device. */
  readonly createdAt: number;
}

/** Base64 of SHA-1 over nonce, created and password (profile section 3.1). */
export function passwordDigest(nonce: Uint8Array, created: string, password: string): string {
  return createHash('sha1').update(nonce).update(created, 'utf8').update(password, 'utf8').digest('base64');
}

export function securityHeader(token: UsernameToken): XmlTag {
  const created = wsuTime(token.createdAt);
  const shown =
    token.style === 'digest' ? passwordDigest(token.nonce, created, token.password) : token.password;
  const type = `${PROFILE}#${token.style === 'digest' ? 'PasswordDigest' : 'PasswordText'}`;
  return tag(
    'wsse:Security',
    [
      tag(
        'wsu:Timestamp',
        [tag('wsu:Created', created), tag('wsu:Expires', wsuTime(token.createdAt + VALID_MS))],
        { 'wsu:Id': 'Timestamp-1' },
      ),
      tag(
        'wsse:UsernameToken',
        [
          tag('wsse:Username', token.name),
          tag('wsse:Password', shown, { Type: type }),
          tag('wsse:Nonce', Buffer.from(token.nonce).toString('base64')),
          tag('wsu:Created', created),
        ],
        { 'wsu:Id': 'Token-1' },
      ),
    ],
    { 'soap:mustUnderstand': '1' },
  );
}

/** UTC, to the second: devices know no fractions. */
function wsuTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
