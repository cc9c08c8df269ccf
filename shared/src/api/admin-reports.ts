// Reports of the console: what was printed in a period, summed up by one thing, narrowed by others.
import * as v from 'valibot';
import { Day, Id } from './common.ts';

/** What the sums of a report stand beside. Weeks begin on Monday (ISO 8601). */
export const REPORT_BY = [
  'day',
  'week',
  'month',
  'hour',
  'user',
  'printer',
  'site',
  'department',
  'channel',
  'colour',
  'sides',
] as const;
export type ReportBy = (typeof REPORT_BY)[number];

/** All that are given must fit. An empty site or department is "none". */
const Filters = {
  user: v.optional(Id),
  printer: v.optional(Id),
  site: v.optional(v.pipe(v.string(), v.maxLength(80))),
  department: v.optional(v.pipe(v.string(), v.maxLength(200))),
  channel: v.optional(v.pipe(v.string(), v.maxLength(40))),
  colour: v.optional(v.picklist(['color', 'mono'])),
  sides: v.optional(v.picklist(['one', 'two'])),
};
const Period = { from: Day, to: Day };

/** The longest period: ten years. */
export const MOST_REPORT_DAYS = 3660;
/** A list on a screen; CSV has all rows. */
export const MOST_REPORT_ROWS = 500;

/** GET /api/admin/reports */
export const ReportQuery = v.object({
  by: v.picklist(REPORT_BY),
  ...Period,
  ...Filters,
  /** Rows of a list; what is left of it comes as `rest`. Periods of time come whole. */
  top: v.optional(
    v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1), v.maxValue(MOST_REPORT_ROWS)),
    '20',
  ),
});
/** GET /api/admin/reports.csv: the same, all rows. */
export const ReportCsvQuery = v.object({ by: v.picklist(REPORT_BY), ...Period, ...Filters });
/** GET /api/admin/records.csv: the single records. */
export const RecordCsvQuery = v.object({ ...Period, ...Filters });

const sums = {
  /** Documents that were printed. */
  jobs: v.number(),
  /** Printed sides over all copies. */
  pages: v.number(),
  sheets: v.number(),
  /** Of the printed sides: those in colour, and those of sheets printed on both sides. */
  colorPages: v.number(),
  twoSidedPages: v.number(),
  /** Documents that did not come out, or were stopped. */
  failed: v.number(),
};
export const ReportSums = v.object(sums);
export type ReportSums = v.InferOutput<typeof ReportSums>;

export const ReportRow = v.object({
  /** 2026-11-22 for days and weeks, 2026-11 for months, the id of a user or printer, `deleted` for all deleted users. */
  key: v.string(),
  /** Name of a user or printer; elsewhere the key. */
  label: v.string(),
  /** Address of a user, site of a printer. */
  detail: v.optional(v.string()),
  ...sums,
});
export type ReportRow = v.InferOutput<typeof ReportRow>;

export const Report = v.object({
  by: v.picklist(REPORT_BY),
  from: v.string(),
  to: v.string(),
  rows: v.array(ReportRow),
  /** All rows beyond `top` together. */
  rest: v.optional(v.object({ count: v.number(), ...sums })),
  total: ReportSums,
  /** The period of the same length that ended the day before. */
  before: v.object({ from: v.string(), to: v.string(), total: ReportSums }),
  /** Names of the user and the printer that it was narrowed by. */
  about: v.object({ user: v.optional(v.string()), printer: v.optional(v.string()) }),
  /** Of days before this one only sums are left, which do not tell all that was asked for. */
  detailFrom: v.optional(v.string()),
});
export type Report = v.InferOutput<typeof Report>;

/** GET /api/admin/reports/choices: what there is to narrow a report by. */
export const ReportChoices = v.object({
  /** Today in the server's time zone. */
  today: v.string(),
  sites: v.array(v.string()),
  departments: v.array(v.string()),
  channels: v.array(v.string()),
  printers: v.array(v.object({ id: v.string(), name: v.string() })),
});
export type ReportChoices = v.InferOutput<typeof ReportChoices>;
