// The licence in the console and on the command line.
import * as v from 'valibot';
import { MANAGED_FEATURES } from '../licence.ts';
import { TONES } from './common.ts';

/** none: the core works without. ending: less than a month left. unchecked: its check address has not answered for too long. */
export const LICENCE_STATES = [
  'none',
  'good',
  'ending',
  'not-yet',
  'ended',
  'withdrawn',
  'unchecked',
] as const;
export type LicenceState = (typeof LICENCE_STATES)[number];

export const AdminLicence = v.object({
  state: v.picklist(LICENCE_STATES),
  tone: v.picklist(TONES),
  sentence: v.string(),
  /** What will change, and when: said before it does. */
  notices: v.array(v.string()),
  licensee: v.optional(v.string()),
  serial: v.optional(v.string()),
  notBefore: v.optional(v.string()),
  notAfter: v.optional(v.string()),
  seats: v.object({ used: v.number(), most: v.optional(v.number()) }),
  features: v.array(v.object({ id: v.picklist(MANAGED_FEATURES), label: v.string(), on: v.boolean() })),
  /** The last time the check address was asked; absent where the licence has none. */
  check: v.optional(
    v.object({
      host: v.string(),
      at: v.optional(v.number()),
      goodAt: v.optional(v.number()),
      problem: v.optional(v.string()),
    }),
  ),
});
export type AdminLicence = v.InferOutput<typeof AdminLicence>;

/** POST /api/admin/licence: the file as it came. */
export const LicenceInstall = v.object({ text: v.pipe(v.string(), v.maxLength(20_000)) });
