// What became of a release by mail, as the answer tells it ('release' of OUTBOX_KINDS): facts and words for a text in any language. Not
// the text itself, and not how the release was made.
import * as v from 'valibot';
import { FINDING_KINDS } from './api/preflight.ts';

/** release: a key of an answer was sent back. combined: a printer stood in the subject of the documents. new-code: another code was asked for. */
export const RELEASE_BY_MAIL_KINDS = ['release', 'combined', 'new-code'] as const;

/**
 * Why nothing at all was done. key-expired: the documents it was for are gone, too. too-many-tries: so many wrong keys came from this
 * sender that none is looked at for `seconds`. printer-missing: the subject names none. printer-ambiguous: more than one has this name,
 * `candidates` tells them apart. printer-not-allowed: not for mail. printer-off: switched off by the administrator. accounting-needed: this
 * printer asks for accounting data that this person never gave there. switched-off: printing by mail is. nothing-held: there is nothing
 * left to print.
 */
export const RELEASE_PROBLEMS = [
  'key-unknown',
  'key-expired',
  'key-used',
  'too-many-tries',
  'printer-missing',
  'printer-unknown',
  'printer-ambiguous',
  'printer-not-allowed',
  'printer-off',
  'accounting-needed',
  'switched-off',
  'nothing-held',
] as const;
export type ReleaseProblem = (typeof RELEASE_PROBLEMS)[number];

/**
 * when-ready: it is still being made ready and prints after that without further word; a mail of its own tells how that went. printing: the
 * printer has it or gets it now. uncertain: nobody knows whether it came out; a person has to look.
 */
export const RELEASED_STATES = ['when-ready', 'printing', 'printed', 'uncertain', 'not-printed'] as const;
export type ReleasedState = (typeof RELEASED_STATES)[number];

/**
 * Why a document was not printed. gone: deleted or expired. busy: it is being printed elsewhere. locked: it needs its password first.
 * refused: it cannot be printed at all (its own answer says why). no-pages: the pages asked for are not in it. twice: the same document
 * as another one of these, printed once only. findings: what `findings` says. came-back: the printer gave it back, nothing came out.
 * cancelled: stopped by somebody.
 */
export const NOT_PRINTED_REASONS = [
  'gone',
  'busy',
  'not-ready',
  'locked',
  'refused',
  'no-pages',
  'twice',
  'findings',
  'came-back',
  'cancelled',
] as const;
export type NotPrintedReason = (typeof NOT_PRINTED_REASONS)[number];

export const ReleasedDocument = v.object({
  jobId: v.string(),
  title: v.string(),
  state: v.picklist(RELEASED_STATES),
  /** Of the release that prints it; what became of it since is read again before the mail is sent. */
  releaseId: v.optional(v.string()),
  /** Pages of one copy. */
  pages: v.optional(v.number()),
  copies: v.optional(v.number()),
  /** Present on not-printed. The document is still there unless it says gone or refused. */
  reason: v.optional(v.picklist(NOT_PRINTED_REASONS)),
  /** With came-back, cancelled and uncertain: the error-table code of why, where there is one. */
  code: v.optional(v.string()),
});
export type ReleasedDocument = v.InferOutput<typeof ReleasedDocument>;

/** What the printer's look-over found (flow/release/preflight/), in words that are ready for a person. */
export const MailFinding = v.object({
  kind: v.picklist(FINDING_KINDS),
  /** True: this is why documents were not printed. False: printed all the same, this is how. */
  stops: v.boolean(),
  /** With what to do at the printer. This and `done` are stored sentences (say/stored.ts). */
  sentence: v.string(),
  /** What was done about it, where it did not stop: "Print on A4". */
  done: v.optional(v.string()),
  /** A printer that can. */
  nearest: v.optional(v.object({ name: v.string(), place: v.optional(v.string()) })),
});
export type MailFinding = v.InferOutput<typeof MailFinding>;

export const ReleaseFacts = v.object({
  kind: v.picklist(RELEASE_BY_MAIL_KINDS),
  /** Absent: no printer was found, see `problem`. `call` is what to write in a subject to mean this one and no other. */
  printer: v.optional(v.object({ name: v.string(), call: v.string(), place: v.optional(v.string()) })),
  /** The printer as it was written in the subject; empty where none was. */
  asked: v.string(),
  problem: v.optional(v.picklist(RELEASE_PROBLEMS)),
  /** With too-many-tries: how long to wait. */
  seconds: v.optional(v.number()),
  /** With printer-ambiguous: what to write instead, one of each. With printer-unknown: at most five that take mail, the likeliest first. */
  candidates: v.optional(
    v.array(v.object({ call: v.string(), name: v.string(), place: v.optional(v.string()) })),
  ),
  /** In the order in which they came. With `problem` empty, or (combined) those that were to be printed, without a reason of their own. */
  documents: v.array(ReleasedDocument),
  findings: v.array(MailFinding),
  /** Words of the subject that nobody understood; printed without them. */
  unknown: v.array(v.string()),
  /** The link that was used may be used again: nothing was done. */
  linkStays: v.boolean(),
});
export type ReleaseFacts = v.InferOutput<typeof ReleaseFacts>;

/** The outbox keeps flat values: the facts are one of them. */
export function packRelease(facts: ReleaseFacts): { readonly facts: string } {
  return { facts: JSON.stringify(facts) };
}

/** Throws when the values are none that packRelease made. */
export function unpackRelease(values: Readonly<Record<string, unknown>>): ReleaseFacts {
  const { facts } = values;
  if (typeof facts !== 'string') throw new Error('an outbox row of a release holds no facts');
  return v.parse(ReleaseFacts, JSON.parse(facts));
}
