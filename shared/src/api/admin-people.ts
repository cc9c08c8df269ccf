// The console's API about people beyond the list: one person's sheet, switching off, sessions, cards, CSV both ways, guests.
import * as v from 'valibot';
import { SIGN_IN_VIAS } from '../sign-in.ts';
import { AdminJob, AdminUser } from './admin.ts';

/** GET /api/admin/users/:id */
export const UserSheet = v.object({
  user: AdminUser,
  /** What the directory calls the person. */
  username: v.optional(v.string()),
  /** The directory it belongs to: name, address, department and user name are changed there and not here. */
  directory: v.optional(v.object({ id: v.string(), name: v.string(), seenAt: v.optional(v.number()) })),
  codeSetAt: v.number(),
  cards: v.array(
    v.object({
      id: v.string(),
      /** The last characters of its number. */
      label: v.string(),
      createdAt: v.number(),
      lastUsedAt: v.optional(v.number()),
    }),
  ),
  sessions: v.array(
    v.object({
      where: v.picklist(['panel', 'portal']),
      via: v.optional(v.picklist(SIGN_IN_VIAS)),
      address: v.optional(v.string()),
      agent: v.optional(v.string()),
      createdAt: v.number(),
      seenAt: v.optional(v.number()),
    }),
  ),
  /** Documents that are still listed for the person, newest first. */
  jobs: v.array(AdminJob),
});
export type UserSheet = v.InferOutput<typeof UserSheet>;

const Name = v.pipe(v.string(), v.trim(), v.maxLength(100));
/** PATCH /api/admin/users/:id: what is absent stays. Who comes from a directory can only be switched off and on. */
export const UserChange = v.object({
  name: v.optional(Name),
  email: v.optional(v.pipe(v.string(), v.maxLength(254))),
  department: v.optional(Name),
  /** Signs in nowhere, mail is refused, documents wait; open sessions end at once. */
  off: v.optional(v.boolean()),
});
export type UserChange = v.InferOutput<typeof UserChange>;

/** POST /api/admin/users/import, the CSV as its body. */
export const UserImportQuery = v.object({
  /** `no`: says what would change and changes nothing. */
  apply: v.optional(v.picklist(['yes', 'no']), 'no'),
  /** Mails each new person the code. */
  mail: v.optional(v.picklist(['yes', 'no']), 'no'),
});
export const UserImported = v.object({
  /** False: this is what would happen. */
  applied: v.boolean(),
  added: v.number(),
  changed: v.number(),
  unchanged: v.number(),
  /** The first so many of those that are added or changed. */
  sample: v.array(
    v.object({
      line: v.number(),
      email: v.string(),
      name: v.string(),
      department: v.optional(v.string()),
      what: v.picklist(['added', 'changed']),
      /** What stands there now. */
      before: v.optional(v.object({ name: v.string(), department: v.optional(v.string()) })),
    }),
  ),
  /** Rows that are left out. */
  wrong: v.array(v.object({ line: v.number(), text: v.string(), sentence: v.string() })),
  /** Rows that are left out beyond those told of. */
  wrongMore: v.number(),
});
export type UserImported = v.InferOutput<typeof UserImported>;

/** Guests */
export const GuestAdd = v.object({
  /** What the console calls the guest; nothing is fine, too. */
  name: v.optional(Name),
  hours: v.pipe(v.number(), v.minValue(1), v.maxValue(720)),
  /** Printed sides. */
  pages: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
});
export type GuestAdd = v.InferOutput<typeof GuestAdd>;
export const Guest = v.object({
  id: v.string(),
  name: v.string(),
  /** What is typed in the portal beside the code; mail cannot be sent there. */
  email: v.string(),
  createdAt: v.number(),
  until: v.number(),
  /** The limit was reached or somebody ended it. */
  ended: v.boolean(),
  /** Printed sides that are left, and those that were printed. */
  pagesLeft: v.number(),
  pagesUsed: v.number(),
  /** Documents that wait. */
  held: v.number(),
});
export type Guest = v.InferOutput<typeof Guest>;
/** GET /api/admin/guests: those of today first; `hours` and `pages` are what a new one gets unless told. */
export const Guests = v.object({
  guests: v.array(Guest),
  /** Guests may sign in at panels (setting signIn.guests). */
  on: v.boolean(),
  hours: v.number(),
  pages: v.number(),
});
export type Guests = v.InferOutput<typeof Guests>;
/** POST /api/admin/guests: the only answer that holds the code. */
export const GuestCode = v.object({ guest: Guest, code: v.string() });
export type GuestCode = v.InferOutput<typeof GuestCode>;
