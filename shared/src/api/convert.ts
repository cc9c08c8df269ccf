// Between an edge server and a conversion server: work is asked for, the document fetched, the outcome sent back.
import * as v from 'valibot';
import { DocumentFacts } from '../document-facts.ts';
import { PageRange } from '../ticket.ts';
import { Id } from './common.ts';

const Counter = v.pipe(v.number(), v.integer(), v.minValue(0));

/** POST /api/convert/claim */
export const ConvertClaim = v.object({
  /** Waits so long for work before it answers that there is none. */
  waitMs: v.pipe(Counter, v.maxValue(30_000)),
});

export const ConvertWork = v.object({
  id: Id,
  mediaType: v.string(),
  /** Bytes of the document at GET /api/convert/work/{id}/document. */
  size: Counter,
  limits: v.object({
    media: v.picklist(['iso_a4_210x297mm', 'na_letter_8.5x11in']),
    maxPages: Counter,
    maxOutputBytes: Counter,
    /** Of one document in an office program or a tool, ms. */
    timeLimitMs: Counter,
    /** Of one office program. */
    memoryBytes: Counter,
    postScript: v.boolean(),
  }),
});
export type ConvertWork = v.InferOutput<typeof ConvertWork>;

/** `work` is absent when there was none. */
export const ConvertClaimed = v.object({ work: v.optional(ConvertWork) });

/** POST /api/convert/work/{id}/progress: also says that somebody still works on it. */
export const ConvertProgress = v.object({ done: Counter, of: Counter });

/**
 * The first line of POST /api/convert/work/{id}/outcome, as JSON; the print document's bytes follow it where one was made.
 */
export const ConvertResult = v.variant('kind', [
  v.object({
    kind: v.literal('done'),
    printMediaType: v.pipe(v.string(), v.maxLength(100)),
    /** Bytes of the print document after this line; absent: the original is the print document. */
    pdfBytes: v.optional(Counter),
    facts: v.object({
      ...DocumentFacts.entries,
      colorPages: v.array(PageRange),
      unknownColorPages: v.array(PageRange),
      encrypted: v.boolean(),
      originalPrintable: v.boolean(),
    }),
  }),
  v.object({ kind: v.literal('refused'), code: v.string(), detail: v.pipe(v.string(), v.maxLength(2000)) }),
  v.object({ kind: v.literal('locked') }),
  v.object({
    kind: v.literal('retry'),
    afterMs: v.pipe(Counter, v.maxValue(600_000)),
    detail: v.pipe(v.string(), v.maxLength(2000)),
  }),
]);
export type ConvertResult = v.InferOutput<typeof ConvertResult>;

/** POST /api/admin/converters */
export const ConverterAdd = v.object({ name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)) });
/** The token is shown once; the server keeps its hash. */
export const ConverterAdded = v.object({ name: v.string(), token: v.string() });
export const Converters = v.object({
  converters: v.array(v.object({ name: v.string(), addedAt: v.number(), seenAt: v.optional(v.number()) })),
});

export const FontFile = v.object({
  file: v.string(),
  family: v.string(),
  style: v.string(),
  bytes: v.number(),
});
export type FontFile = v.InferOutput<typeof FontFile>;
/** GET /api/admin/fonts */
export const FontFiles = v.object({ fonts: v.array(FontFile) });
/** POST /api/admin/fonts */
export const FontQuery = v.object({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)) });
export const FontAdded = v.object({ font: FontFile });
