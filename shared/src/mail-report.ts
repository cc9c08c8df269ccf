// What an answer to a message says: the facts the intake writes down when it takes a message (ReportRecord) and what the sending adds when
// it writes the answer (ReportFacts). No sentences in a language: those are made by whoever renders the mail.
import * as v from 'valibot';
import type { ErrorCode } from './error-table.ts';
import type { JobState } from './job-state.ts';
import { Ticket } from './ticket.ts';

/** Why something of a message was not printed although nothing is wrong with it. */
export const LEFT_REASONS = [
  /** A small picture at the end of a text: a logo, a portrait, the icon of a network. */
  'signature-picture',
  /** A picture of no size that only tells that a mail was opened. */
  'tracking-picture',
  /** A picture that stands in the text; it is printed with the text, when the text is. */
  'picture-of-text',
  /** Business card (vCard). */
  'contact-card',
  /** Invitation (iCalendar). */
  'calendar',
  /** Signature or key of S/MIME, OpenPGP or a seal of the mail server. */
  'signature',
  /** Delivery reports and other parts that programs write for programs. */
  'for-programs',
  /** The text of the message, when it is not to be printed. */
  'text',
] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

/** Something of the message that cannot be printed. */
const Refused = v.object({
  /** What the sender called it. */
  title: text(300),
  /** Code of the error table. */
  errorCode: text(60),
  /** Values for the {placeholders} of the code's sentence. */
  values: v.record(v.string(), v.union([v.string(), v.number()])),
});

const Left = v.object({ name: text(300), reason: v.picklist(LEFT_REASONS) });

/** What is known when a message has been taken. Holds no code, no key and no address of this server; jobs are found by their message. */
export const ReportRecord = v.object({
  /** Subject of the message that is answered, as it is shown. */
  subject: text(300),
  refused: v.array(Refused),
  left: v.array(Left),
  /** Words after the printer's name, in the subject, as a ticket; absent when there were none. */
  ticket: v.optional(Ticket),
  /** Words of the subject that look like options and were not understood, so that the answer can say so. */
  unknownWords: v.array(text(60)),
  /** Combined mail: the printer the subject names, and why it does not print there, if it does not. */
  printer: v.optional(
    v.object({
      name: text(200),
      errorCode: v.optional(text(60)),
    }),
  ),
  /** The sender was not vouched for: documents wait until the key in this answer comes back. */
  confirm: v.boolean(),
});
export type ReportRecord = v.InferOutput<typeof ReportRecord>;

export interface ReportTaken {
  readonly title: string;
  /** Absent while it is being made ready. */
  readonly pages?: number | undefined;
  readonly state: JobState;
  /** Typed form XXXX-XXXX-XXXX-XXXX of the key that prints it by mail; absent where release by mail is off. */
  readonly releaseKey?: string | undefined;
  /** Title or time of an earlier document with the same bytes that was still there: "print once?" (SPEC A16). */
  readonly duplicateOf?: { readonly title: string; readonly receivedAt: number } | undefined;
}

export interface ReportRefused {
  readonly title: string;
  readonly errorCode: ErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** The user's sentence of the error table with its values, in English: for a language that has no sentence of its own for the code. */
  readonly sentence: string;
}

export interface ReportLeft {
  readonly name: string;
  readonly reason: LeftReason;
}

/** Everything the text of a 'report' is made of. Lists keep the order of the message. */
export interface ReportFacts {
  readonly subject: string;
  /** Digits of the sender's code; absent when the setting says that codes are not in answers. */
  readonly code?: string | undefined;
  readonly taken: readonly ReportTaken[];
  readonly refused: readonly ReportRefused[];
  readonly left: readonly ReportLeft[];
  readonly ticket?: Ticket | undefined;
  readonly unknownWords: readonly string[];
  /** `errorCode` absent: it prints there as soon as it is ready. */
  readonly printer?: { readonly name: string; readonly errorCode?: ErrorCode | undefined } | undefined;
  /** Key that prints all of them by mail; absent for a single document. */
  readonly releaseAllKey?: string | undefined;
  /** Key that asks for a new code by mail. */
  readonly newCodeKey?: string | undefined;
  /** Present when the sender has to confirm: the key whose coming back lets the documents in. */
  readonly confirmKey?: string | undefined;
  /** Address that mailto: links go to: the mailbox the message came to. */
  readonly mailbox: string;
  /** https:// address of the portal; absent when none is known. */
  readonly portal?: string | undefined;
  /** Unix ms when documents that were not printed are deleted. */
  readonly keptUntil?: number | undefined;
}

/** Values of an outbox row are flat: the record stands in them as one JSON text under this name. */
const RECORD = 'record';

export function packReport(record: ReportRecord): Readonly<Record<string, string>> {
  return { [RECORD]: JSON.stringify(record) };
}

/** Undefined for values that `packReport` did not make. */
export function unpackReport(
  values: Readonly<Record<string, string | number | boolean>>,
): ReportRecord | undefined {
  const packed = values[RECORD];
  if (typeof packed !== 'string') return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(packed);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const record = v.safeParse(ReportRecord, parsed);
  return record.success ? record.output : undefined;
}

/** Languages mail is written in; the same as the choices of the setting `mail.language`. */
export const MAIL_LANGUAGES = ['en', 'de', 'fr', 'es', 'it'] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** How options are written in a subject, for the answer's help line. subject-words.ts understands every one of them (a test sees to it). */
export const SUBJECT_EXAMPLE: Readonly<Record<MailLanguage, string>> = {
  en: '2 copies, duplex, mono, staple, pages 1-3, A3, tray 2',
  de: '2 Kopien, beidseitig, schwarzweiß, heften, Seiten 1-3, A3, Fach 2',
  fr: '2 copies, recto verso, noir et blanc, agrafer, pages 1-3, A3, bac 2',
  es: '2 copias, doble cara, blanco y negro, grapar, páginas 1-3, A3, bandeja 2',
  it: '2 copie, fronte retro, bianco e nero, pinzare, pagine 1-3, A3, cassetto 2',
};
