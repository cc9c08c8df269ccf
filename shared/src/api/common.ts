// Shapes that panel, portal and console share. Every answer of the API is one of these or is built from them.
import * as v from 'valibot';
import { JOB_STATES } from '../job-state.ts';
import { PrinterCapabilities, PrinterCondition } from '../printer-capabilities.ts';
import { CONFIDENCES, RELEASE_STATES } from '../release-state.ts';
import { PageRange, Ticket } from '../ticket.ts';

export const Id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));

/** A calendar day in the server's time zone. */
export const Day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'A day is written 2026-11-22.'));

/** The body of every answer that is not a success. */
export const ErrorReply = v.object({
  error: v.object({
    /** A code of shared/error-table.ts. */
    code: v.string(),
    /** What the person reads. */
    message: v.string(),
    /** Values in the sentence, for a client that translates by code. */
    values: v.record(v.string(), v.union([v.string(), v.number()])),
    retry: v.boolean(),
  }),
});
export type ErrorReply = v.InferOutput<typeof ErrorReply>;

/** How an ending or a state is to be shown; always with an icon and words too. */
export const TONES = ['quiet', 'busy', 'ok', 'warn', 'bad'] as const;

export const ReleaseView = v.object({
  id: v.string(),
  jobId: v.string(),
  printerId: v.string(),
  printerName: v.string(),
  state: v.picklist(RELEASE_STATES),
  ended: v.boolean(),
  confidence: v.optional(v.picklist(CONFIDENCES)),
  tone: v.picklist(TONES),
  /** What the person reads now: "Printing page 3 of 10." */
  sentence: v.string(),
  /** Pages that are out as far as the printer says, and how many there will be. */
  page: v.optional(v.number()),
  pages: v.optional(v.number()),
  /** Present on `returned`: the error-table code. */
  reason: v.optional(v.string()),
  mayCancel: v.boolean(),
  /** Present on `uncertain`: the page to go on from, where the printer told how far it came. */
  missingFrom: v.optional(v.number()),
  /** Present on `uncertain`, where it is known what is out: pages of the document that are left to print, and whole copies. */
  missing: v.optional(v.object({ pages: v.array(PageRange), copies: v.optional(v.number()) })),
  startedAt: v.number(),
  endedAt: v.optional(v.number()),
});
export type ReleaseView = v.InferOutput<typeof ReleaseView>;

export const JobView = v.object({
  id: v.string(),
  /** Empty when titles are masked on this panel. */
  title: v.string(),
  state: v.picklist(JOB_STATES),
  sentence: v.string(),
  tone: v.picklist(TONES),
  channel: v.string(),
  mediaType: v.string(),
  /** Bytes as received. */
  size: v.number(),
  pages: v.optional(v.number()),
  colour: v.picklist(['color', 'monochrome', 'unknown']),
  /** Paper of the first page in words: "A4", "A3", "Letter", or "210 x 297 mm". */
  paper: v.optional(v.string()),
  /** Unix ms. */
  receivedAt: v.number(),
  expiresAt: v.optional(v.number()),
  /** Things to know before printing: "Needs A3. Tray 2 has A4." */
  notes: v.array(v.string()),
  ticket: Ticket,
  /** The same document, sent twice: id of the one that is offered, or has been printed. This one is printed when somebody chooses it by itself. */
  duplicateOf: v.optional(v.string()),
  /** The other one has come out. */
  printedBefore: v.optional(v.boolean()),
  /** The running or last release. */
  release: v.optional(ReleaseView),
});
export type JobView = v.InferOutput<typeof JobView>;

/** The password a locked document was given; 127 bytes is the most that PDF looks at. */
export const DocumentPassword = v.object({ password: v.pipe(v.string(), v.minLength(1), v.maxLength(127)) });

export const StoryLine = v.object({ at: v.number(), kind: v.string(), sentence: v.string() });

export const PrinterView = v.object({
  id: v.string(),
  name: v.string(),
  alias: v.optional(v.string()),
  site: v.optional(v.string()),
  location: v.optional(v.string()),
  enabled: v.boolean(),
  condition: v.optional(PrinterCondition),
  /** The condition as a sentence: "Ready.", "No paper in tray 2." */
  sentence: v.string(),
  tone: v.picklist(TONES),
  capabilities: v.optional(PrinterCapabilities),
});
export type PrinterView = v.InferOutput<typeof PrinterView>;

export const Decision = v.picklist(['printed', 'again', 'missing', 'keep']);
export type Decision = v.InferOutput<typeof Decision>;

export const Nothing = v.object({ ok: v.boolean() });
