// The portal's API: a user's own documents from phone or desktop.
import * as v from 'valibot';
import { Id, JobView, PrinterView, StoryLine } from './common.ts';
import { PanelRelease, PanelReleased } from './panel.ts';
import { AccountingAsked, AccountingGiven } from './preflight.ts';

/** GET /api/portal/me, and the answer to signing in. */
export const PortalMe = v.object({
  email: v.string(),
  name: v.string(),
  /** A guest: until when (Unix ms), and printed sides that are left. */
  guest: v.optional(v.object({ until: v.number(), pagesLeft: v.optional(v.number()) })),
  siteName: v.string(),
  /** Bytes. */
  maxDocument: v.number(),
  retentionHours: v.number(),
  /** Media types that can be printed here and their file name endings (".docx"), for the file picker. */
  accepts: v.array(v.string()),
});
export type PortalMe = v.InferOutput<typeof PortalMe>;

/** GET /api/portal/code and POST /api/portal/code/renew. */
export const PortalCode = v.object({ code: v.string() });
export type PortalCode = v.InferOutput<typeof PortalCode>;

/** GET /api/portal/jobs */
export const PortalJobs = v.object({ jobs: v.array(JobView) });
export type PortalJobs = v.InferOutput<typeof PortalJobs>;

/** GET /api/portal/jobs/:id */
export const PortalJob = v.object({ job: JobView, story: v.array(StoryLine) });
export type PortalJob = v.InferOutput<typeof PortalJob>;

/** POST /api/portal/documents (whole body) and the last PATCH of a resumable upload. */
export const Accepted = v.object({ job: JobView });
export type Accepted = v.InferOutput<typeof Accepted>;

/** A printer or print queue that may be printed to from here. */
export const PortalPrinter = v.object({
  printer: PrinterView,
  kind: v.picklist(['printer', 'queue']),
  /** The site's default. */
  isDefault: v.boolean(),
  /** Paper that is loaded, in words: "A4, A3". */
  loaded: v.array(v.string()),
  accounting: v.optional(AccountingAsked),
});
export type PortalPrinter = v.InferOutput<typeof PortalPrinter>;

/** GET /api/portal/printers: the default first, then the one used last, then those near it, then by name. */
export const PortalPrinters = v.object({ printers: v.array(PortalPrinter) });
export type PortalPrinters = v.InferOutput<typeof PortalPrinters>;

/** POST /api/portal/release: as at a panel, with the printer to print at and what it asks for. */
export const PortalRelease = v.object({
  ...PanelRelease.entries,
  printerId: Id,
  accounting: v.optional(AccountingGiven),
});
export const PortalReleased = PanelReleased;
export type PortalReleased = v.InferOutput<typeof PortalReleased>;
