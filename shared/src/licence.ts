// The licence: a signed file that switches managed features. The core needs none (SPEC F4). Shapes and the text that is signed.
import * as v from 'valibot';

/** What a licence can switch on. None of these is needed to receive, hold, release, print or report. */
export const MANAGED_FEATURES = ['fleet-export', 'routing', 'relay', 'public-printing'] as const;
export type ManagedFeature = (typeof MANAGED_FEATURES)[number];

export const FEATURE_WORDS: Readonly<Record<ManagedFeature, string>> = {
  'fleet-export': 'Export to a fleet system',
  routing: 'Routing between companies',
  relay: 'Relay for phones outside',
  'public-printing': 'Public printing',
};

const LicenceDay = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));

export const Licence = v.strictObject({
  /** Names this licence in the list of those that were withdrawn. */
  serial: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{4,64}$/)),
  licensee: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Names that this version does not know are kept and do nothing. */
  features: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))), v.maxLength(50)),
  /** People it was made for; 0: any number. More of them lose nothing. */
  seats: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000)),
  /** First and last day, in UTC. */
  notBefore: LicenceDay,
  notAfter: LicenceDay,
  /** Where the list of withdrawn licences is; absent: it is never asked for. */
  check: v.optional(v.pipe(v.string(), v.maxLength(500), v.regex(/^https:\/\/[^\s@]+$/))),
});
export type Licence = v.InferOutput<typeof Licence>;

/** Ed25519 (RFC 8032): 64 octets, base64url without padding. */
const Signature = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/));
export const LicenceFile = v.strictObject({ licence: Licence, signature: Signature });

/** What the check address answers. */
export const Withdrawn = v.strictObject({
  /** Unix ms; a list older than one that was seen does not count. */
  issuedAt: v.pipe(v.number(), v.integer(), v.minValue(0)),
  serials: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(100_000)),
});
export type Withdrawn = v.InferOutput<typeof Withdrawn>;
export const WithdrawnFile = v.strictObject({ withdrawn: Withdrawn, signature: Signature });

/**
 * The text that is signed: JSON with the keys in order and without blanks, as RFC 8785 has it for strings, whole numbers, booleans,
 * lists and objects. Throws for anything else: there is then more than one way to write it.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    // By UTF-16 code units, which is what < compares.
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
  }
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value)) {
    return JSON.stringify(value);
  }
  throw new Error(`${typeof value} has no one canonical form`);
}

/** Said before the text is signed, so that neither of the two can be taken for the other, nor for anything else a key might sign. */
export const SIGNED_AS = { licence: 'platen-licence-1\n', withdrawn: 'platen-withdrawn-1\n' } as const;
