// What a printer says it can do, reduced to what a person can choose and what delivery must know.
import * as v from 'valibot';
import { ACCOUNTING_NEEDS } from './device.ts';
import { PrintOffers } from './print-ready.ts';
import { PRINT_COLOR_MODES, SIDES } from './ticket.ts';

export const MediaChoice = v.object({
  /** PWG 5101.1 size name, for example iso_a4_210x297mm. */
  media: v.string(),
  /** The tray it is loaded in, a media-source keyword; absent when the printer does not say. */
  source: v.optional(v.string()),
  type: v.optional(v.string()),
  /** 1/100 mm; 0 where the printer does not tell. */
  width: v.number(),
  height: v.number(),
  /** "A4, tray 1", in the reader's words: only in what panel and portal are answered. */
  label: v.optional(v.string()),
});
export type MediaChoice = v.InferOutput<typeof MediaChoice>;

export const PrinterCapabilities = v.object({
  makeAndModel: v.string(),
  formats: v.array(v.string()),
  maxCopies: v.number(),
  sides: v.array(v.picklist(SIDES)),
  printColorModes: v.array(v.picklist(PRINT_COLOR_MODES)),
  finishings: v.array(v.number()),
  numberUp: v.array(v.number()),
  pageRanges: v.boolean(),
  /** Paper that is loaded now (media-col-ready, else media-ready). */
  mediaReady: v.array(MediaChoice),
  /** How documents are drawn for it and what else delivery must know; absent in rows of printers asked before there was any. */
  offers: v.optional(PrintOffers),
  /** What must be given with a job, where the printer says so itself (printer-mandatory-job-attributes). */
  accounting: v.optional(v.picklist(ACCOUNTING_NEEDS)),
  mediaDefault: v.optional(v.string()),
  pagesPerMinute: v.optional(v.number()),
});
export type PrinterCapabilities = v.InferOutput<typeof PrinterCapabilities>;

/** RFC 8011 section 5.4.11 printer-state in words; `unreachable` is ours. */
export const PRINTER_STATES = ['idle', 'processing', 'stopped', 'unreachable', 'unknown'] as const;
export type PrinterState = (typeof PRINTER_STATES)[number];

export const PrinterCondition = v.object({
  state: v.picklist(PRINTER_STATES),
  /** printer-state-reasons keywords without `none`. */
  reasons: v.array(v.string()),
  accepting: v.boolean(),
  /** Unix ms of the answer. */
  at: v.number(),
});
export type PrinterCondition = v.InferOutput<typeof PrinterCondition>;
