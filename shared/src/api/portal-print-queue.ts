// GET, POST and DELETE /api/portal/print-queue: how one prints from a computer or phone.
import * as v from 'valibot';

/** Apple's configuration profiles. */
export const PROFILE_TYPE = 'application/x-apple-aspen-config';

/** `code`: email address and code are asked for. `nothing`: the user name that the computer tells is believed. */
export const PRINT_ASKS = ['code', 'nothing'] as const;

export const PrintWays = v.object({
  /** What the queue is called in lists of printers. */
  name: v.string(),
  /** Everybody's; absent where File > Print is off, or this server cannot be reached with encryption. */
  common: v.optional(v.object({ address: v.string(), asks: v.picklist(PRINT_ASKS), profile: v.string() })),
  /** A picture (`data:`) whose code leads a phone's camera to this page. */
  code: v.optional(v.string()),
  /** Computers and phones in the server's own network list it by themselves. */
  found: v.boolean(),
  /** One's own; absent where an administrator has switched them off. */
  own: v.optional(
    v.object({
      /** Unix ms. Absent: there is none yet. */
      createdAt: v.optional(v.number()),
      lastUsedAt: v.optional(v.number()),
    }),
  ),
});
export type PrintWays = v.InferOutput<typeof PrintWays>;

/** Shown this once: the server keeps no more than a hash of the secret in it. */
export const PrintQueue = v.object({
  address: v.string(),
  /** Where a profile for iPhone, iPad and Mac with this address is, for ten minutes and for its owner. */
  profile: v.string(),
});
export type PrintQueue = v.InferOutput<typeof PrintQueue>;

/** A sealed ticket: two ids and a time, in base64url. */
export const ProfileAsk = v.object({
  ticket: v.pipe(v.string(), v.maxLength(600), v.regex(/^[A-Za-z0-9_-]+$/)),
});
