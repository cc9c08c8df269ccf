// Makes and signs licences and lists of withdrawn ones, with a key pair of its own: what an issuer does, for tests.
import { generateKeyPairSync, sign } from 'node:crypto';
import { canonicalJson, type Licence, SIGNED_AS, type Withdrawn } from '@platen/shared/licence';

export interface Issuer {
  /** SPKI in base64, as licence-keys.ts lists them. */
  readonly key: string;
  readonly licence: (set?: Partial<Licence>) => string;
  readonly withdrawn: (list: Withdrawn) => string;
}

export function makeIssuer(): Issuer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signed = (as: string, value: unknown): string =>
    sign(null, Buffer.from(as + canonicalJson(value), 'utf8'), privateKey).toString('base64url');
  return {
    key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    licence: (set = {}) => {
      const licence = { ...PLAIN, ...set };
      return JSON.stringify({ licence, signature: signed(SIGNED_AS.licence, licence) }, null, 2);
    },
    withdrawn: (withdrawn) =>
      JSON.stringify({ withdrawn, signature: signed(SIGNED_AS.withdrawn, withdrawn) }),
  };
}

const PLAIN: Licence = {
  serial: 'TEST-0001',
  licensee: 'Northgate College',
  features: ['relay', 'something-of-tomorrow'],
  seats: 100,
  notBefore: '2026-01-01',
  notAfter: '2027-12-31',
};
