// What is said between Print and the claim: what stands in the way at this printer, what may be done about it, and the accounting data
// that the printer asks for. Panel and portal share it.
import * as v from 'valibot';
import { ACCOUNTING_NEEDS } from '../device.ts';
import { MAX_ACCOUNTING_CHARACTERS } from '../preflight-accounting.ts';
import { TicketChoice } from '../ticket-choice.ts';

export const FINDING_KINDS = [
  'offline',
  'not-accepting',
  'jam',
  'cover-open',
  'no-paper',
  'stopped',
  'warning',
  'media',
  'finishing',
  'colour',
  'sides',
  'copies',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** stop: it would not come out now. ask: it would come out otherwise than asked for. tell: good to know, nothing to decide. */
export const FINDING_SEVERITIES = ['stop', 'ask', 'tell'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** One tap: what it changes in the tickets of the documents the finding is about. */
export const PreflightChoice = v.object({ label: v.string(), ticket: TicketChoice });
export type PreflightChoice = v.InferOutput<typeof PreflightChoice>;

/** Another printer that can do what this one cannot. */
export const AblePrinter = v.object({
  id: v.string(),
  name: v.string(),
  /** Where it stands, in words: "first floor". */
  place: v.optional(v.string()),
});
export type AblePrinter = v.InferOutput<typeof AblePrinter>;

/** Tells findings apart, so that one that was answered is not asked again: "media:A3". */
const FindingKey = v.pipe(v.string(), v.maxLength(80));

export const PreflightFinding = v.object({
  key: FindingKey,
  kind: v.picklist(FINDING_KINDS),
  severity: v.picklist(FINDING_SEVERITIES),
  /** What is the matter, and what to do at the printer. */
  sentence: v.string(),
  /** The documents it is about. */
  jobs: v.array(v.string()),
  choices: v.array(PreflightChoice),
  nearest: v.optional(AblePrinter),
});
export type PreflightFinding = v.InferOutput<typeof PreflightFinding>;

export const Preflight = v.object({
  findings: v.array(PreflightFinding),
  /** Seconds since the printer said this, where it was too slow to be asked again. */
  ageSeconds: v.optional(v.number()),
});
export type Preflight = v.InferOutput<typeof Preflight>;

/** Part of a release: look before printing, and what was answered already (its keys) is not asked again. */
export const PreflightAsk = v.object({ accepted: v.pipe(v.array(FindingKey), v.maxLength(100)) });

/** Printable, nothing that breaks a line or hides: it travels inside PJL and XPIF. */
const AccountingValue = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(MAX_ACCOUNTING_CHARACTERS),
  v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]*$/u, 'One line of plain text.'),
);

/** Accounting data given at a printer; what is absent stays as it was remembered. */
export const AccountingGiven = v.object({
  user: v.optional(AccountingValue),
  account: v.optional(AccountingValue),
});
export type AccountingGiven = v.InferOutput<typeof AccountingGiven>;

/** What a printer asks for, and what this person gave it the last time. Absent where it asks for nothing. */
export const AccountingAsked = v.object({
  need: v.picklist(ACCOUNTING_NEEDS),
  user: v.optional(v.string()),
  account: v.optional(v.string()),
});
export type AccountingAsked = v.InferOutput<typeof AccountingAsked>;
