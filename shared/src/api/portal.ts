// The portal's API: a user's own documents from phone or desktop.
import * as v from 'valibot';
import { LANGUAGES } from '../say/languages.ts';
import { Id, JobView, PrinterView, StoryLine } from './common.ts';
import { PanelRelease, PanelReleased } from './panel.ts';
import { AccountingAsked, AccountingGiven } from './preflight.ts';

/** GET /api/portal/me, and the answer to signing in. */
export const PortalMe = v.object({
  email: v.string(),
  name: v.string(),
  /** Their own, where it is known and is one of ours. */
  language: v.optional(v.picklist(LANGUAGES)),
  /** A guest: until when (Unix ms), and printed sides that are left. */
  guest: v.optional(v.object({ until: v.number(), pagesLeft: v.optional(v.number()) })),
  siteName: v.string(),
  /** Bytes. */
  maxDocument: v.number(),
  retentionHours: v.number(),
  /** Media types that can be printed here and their file name endings (".docx"), for the file picker. */
  accepts: v.array(v.string()),
  /** Panels show a code that this phone may scan (`/api/portal/presence`). */
  presence: v.optional(v.literal(true)),
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

/** GET /api/portal/history: where the page before ended, "unix ms-id". */
export const HistoryQuery = v.object({
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}-[a-z0-9-]{1,64}$/))),
});

/** Documents that ended, the latest first, each with when it ended. */
export const PortalHistory = v.object({
  entries: v.array(v.object({ job: JobView, endedAt: v.number() })),
  /** For the next page; absent: there is none. */
  next: v.optional(v.string()),
  /** How long the record of a document is kept. */
  keptDays: v.number(),
});
export type PortalHistory = v.InferOutput<typeof PortalHistory>;

/** A tray: its name in words ("tray 2"), the paper in words ("A4"), and how full it is as far as the printer tells. */
export const PortalTray = v.object({
  name: v.string(),
  media: v.optional(v.string()),
  level: v.optional(v.picklist(['empty', 'low', 'filled'])),
});

/** A printer or print queue that may be printed to from here. */
export const PortalPrinter = v.object({
  printer: PrinterView,
  kind: v.picklist(['printer', 'queue']),
  /** The site's default. */
  isDefault: v.boolean(),
  /** Where this person printed last. */
  usedLast: v.optional(v.boolean()),
  /** Paper that is loaded, in words: "A4, A3". */
  loaded: v.array(v.string()),
  trays: v.optional(v.array(PortalTray)),
  /** Toner, ink and the like: per cent, where the printer knows. */
  supplies: v.optional(v.array(v.object({ name: v.string(), level: v.optional(v.number()) }))),
  accounting: v.optional(AccountingAsked),
});
export type PortalPrinter = v.InferOutput<typeof PortalPrinter>;

/** A site's name: as long as the registry takes one. */
const SiteName = v.pipe(v.string(), v.maxLength(120));

export const PrintersQuery = v.object({
  /** Each of its words must occur in name, place or site. */
  search: v.optional(v.pipe(v.string(), v.maxLength(100))),
  site: v.optional(SiteName),
  /** Sites, the nearest first, a line each: 20 are more than anybody walks to. Where the phone is, is not told. */
  near: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(2500),
      v.transform((text) => text.split('\n')),
      v.array(SiteName),
      v.maxLength(20),
    ),
  ),
  offset: v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number)), '0'),
});

export const PortalSite = v.object({
  name: v.string(),
  printers: v.number(),
  /** Degrees, where an administrator has said where it is. */
  latitude: v.optional(v.number()),
  longitude: v.optional(v.number()),
});
export type PortalSite = v.InferOutput<typeof PortalSite>;

/** GET /api/portal/printers: the default first, then the one used last, then those near it, then by name; a page of them. */
export const PortalPrinters = v.object({
  printers: v.array(PortalPrinter),
  /** All that match. */
  total: v.number(),
  sites: v.array(PortalSite),
});
export type PortalPrinters = v.InferOutput<typeof PortalPrinters>;

/** POST /api/portal/release: as at a panel, with the printer to print at and what it asks for. */
export const PortalRelease = v.object({
  ...PanelRelease.entries,
  printerId: Id,
  accounting: v.optional(AccountingGiven),
});
export const PortalReleased = PanelReleased;
export type PortalReleased = v.InferOutput<typeof PortalReleased>;
