// The console's API about codes: how safe they are today, and who is guessing at them.
import * as v from 'valibot';

const Source = v.object({
  /** As it is let go: panel:<id> or network:<prefix>. */
  source: v.string(),
  /** "Reading room colour", "10.1.2.0/24". */
  name: v.string(),
  kind: v.picklist(['panel', 'network']),
  wrong: v.number(),
  /** Unix ms. */
  lastAt: v.number(),
  /** Unix ms; until then it waits, or has to sign in another way. */
  waitsUntil: v.optional(v.number()),
  /** More than people's slips. */
  attack: v.boolean(),
});

/** GET /api/admin/codes */
export const CodesView = v.object({
  /** Codes that could be hit today, by length. */
  live: v.array(v.object({ digits: v.number(), codes: v.number() })),
  liveCodes: v.number(),
  /** Digits of the next code, and the least that is set. */
  nextDigits: v.number(),
  minLength: v.number(),
  /** Live codes shorter than today's settings ask for. */
  tooShort: v.number(),
  chance: v.object({
    /** That somebody who uses up every budget hits any code: on one day, within a year. */
    perDay: v.number(),
    perYear: v.number(),
    /** What the year's chance stays under while every code is as long as the rule asks. */
    publishedPerYear: v.number(),
  }),
  today: v.object({ wrong: v.number(), budget: v.number(), usedUp: v.boolean() }),
  /** The last 14 days, oldest first: beginning of the day (Unix ms, UTC) and wrong codes. */
  days: v.array(v.object({ day: v.number(), wrong: v.number() })),
  /** Today's sources, the worst first. */
  sources: v.array(Source),
});
export type CodesView = v.InferOutput<typeof CodesView>;

/** POST /api/admin/codes/free: a source that waits may go on. */
export const SourceFree = v.object({ source: v.pipe(v.string(), v.maxLength(120)) });
