// What a pushed notice is about and what the service worker is handed (SPEC H7). Nothing of a document but its title, and that only where
// titles are not masked.
import * as v from 'valibot';

/** What a person is told of by push. `test`: asked for by a button. */
export const PUSH_KINDS = ['printed', 'returned', 'uncertain', 'refused', 'test'] as const;
export type PushKind = (typeof PUSH_KINDS)[number];

/** A notice as it waits to be sent: ids only, the words are read when it leaves. */
export interface PushFacts {
  readonly kind: PushKind;
  /** Absent for a test. */
  readonly jobId?: string;
  readonly printerId?: string;
  /** Impressions that came out. */
  readonly pages?: number;
}

/** What is encrypted to the browser: small, since push services take 4,096 octets at most. */
export const PushMessage = v.object({
  kind: v.picklist(PUSH_KINDS),
  /** Notices about the same document replace each other. */
  tag: v.pipe(v.string(), v.maxLength(64)),
  title: v.pipe(v.string(), v.maxLength(200)),
  body: v.pipe(v.string(), v.maxLength(600)),
  /** Where a tap leads, a path of this site. */
  path: v.pipe(v.string(), v.maxLength(200)),
  /** BCP 47 tag and direction of the words. */
  lang: v.pipe(v.string(), v.maxLength(35)),
});
export type PushMessage = v.InferOutput<typeof PushMessage>;
