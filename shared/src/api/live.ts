// What screens are told while they are open: that something changed, not what it is now. Whoever is told reads it anew.
import * as v from 'valibot';

/** Ids told in one event; with more, everything is to be read anew. */
export const MOST_LIVE_IDS = 100;

export const LiveEvent = v.object({
  /** Counts up; what comes after it is asked for by `after`, or by Last-Event-ID. */
  n: v.number(),
  /** Own documents that changed. */
  jobs: v.pipe(v.array(v.string()), v.maxLength(MOST_LIVE_IDS)),
  /** At a panel: its printer says something else. In the portal: one of the printers does. */
  printer: v.boolean(),
  /** More may have changed than is told. */
  anew: v.boolean(),
});
export type LiveEvent = v.InferOutput<typeof LiveEvent>;

export const LiveQuery = v.object({
  /** The last number known. Absent: answered at once with the number of now. */
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}$/, 'Expected a number'), v.transform(Number))),
});
