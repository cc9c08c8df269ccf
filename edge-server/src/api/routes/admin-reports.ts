// Reports of the console and for programs: sums by one thing, narrowed by others, and the same as CSV.
import {
  RecordCsvQuery,
  Report,
  type ReportBy,
  ReportChoices,
  ReportCsvQuery,
  ReportQuery,
} from '@platen/shared/api/admin-reports';
import type { App } from '../../app.ts';
import { listPrinters } from '../../devices/printers.ts';
import { addDays, daysBetween, localDay } from '../../flow/account/local-day.ts';
import type { Period, ReportAsk } from '../../flow/account/report.ts';
import { namesInTallies } from '../../flow/store/read-records.ts';
import { csvReply, type Rows } from '../csv-reply.ts';
import { dayText, readFilter, readPeriod } from '../read-period.ts';
import { RECORD_HEADS, recordRows } from '../record-rows.ts';
import { defineRoute, type Route } from '../route.ts';
import { aboutView, nameRows, orderRows, sumsView, totalOf } from '../views/report-view.ts';

const SUM_HEADS = [
  'Documents',
  'Printed sides',
  'Sheets',
  'Sides in colour',
  'Sides of two-sided sheets',
  'Not printed to the end',
] as const;

/** As long, and over the day before. */
function periodBefore({ from, to }: Period): Period {
  return { from: addDays(from, -(daysBetween(from, to) + 1)), to: addDays(from, -1) };
}

export function adminReportRoutes(app: App): Route[] {
  const failed = (cause: unknown): void => app.log.error('a CSV broke off', { cause });

  async function* sumRows(by: ReportBy, ask: ReportAsk, signal: AbortSignal): AsyncGenerator<Rows> {
    const summed = await app.report(ask, signal);
    const rows = await app.db.read(async (tx) => nameRows(tx, by, await orderRows(tx, by, ask, summed)));
    if (rows.length === 0) return;
    yield rows.map(({ label, detail, ...sums }) => {
      const { jobs, pages, sheets, colorPages, twoSidedPages } = sums;
      return [label, detail ?? '', jobs, pages, sheets, colorPages, twoSidedPages, sums.failed];
    });
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/reports',
      role: 'admin',
      scope: 'reports:read',
      summary: 'What was printed in a period: sums by one thing, narrowed by others, with the period before.',
      query: ReportQuery,
      reply: Report,
      handle: async ({ query, signal }) => {
        const { by, top, ...rest } = query;
        const period = readPeriod(rest);
        const filter = readFilter(rest);
        const before = periodBefore(period);
        const summed = await app.report({ by, ...period, filter }, signal);
        // By month is what costs least where only the total is wanted.
        const earlier = await app.report({ by: 'month', ...before, filter }, signal);
        return app.db.read(async (tx) => {
          const entries = await orderRows(tx, by, period, summed);
          const inTime = by === 'day' || by === 'week' || by === 'month' || by === 'hour';
          const shown = inTime ? entries : entries.slice(0, top);
          const left = entries.slice(shown.length);
          return {
            by,
            from: dayText(period.from),
            to: dayText(period.to),
            rows: await nameRows(tx, by, shown),
            ...(left.length === 0
              ? {}
              : { rest: { count: left.length, ...sumsView(totalOf(left.map(([, sums]) => sums))) } }),
            total: sumsView(totalOf(summed.sums.values())),
            before: {
              from: dayText(before.from),
              to: dayText(before.to),
              total: sumsView(totalOf(earlier.sums.values())),
            },
            about: await aboutView(tx, filter),
            ...(summed.detailFrom === undefined ? {} : { detailFrom: dayText(summed.detailFrom) }),
          };
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/reports/choices',
      role: 'admin',
      scope: 'reports:read',
      summary: 'What a report can be narrowed by, and what day it is for the server.',
      reply: ReportChoices,
      handle: async () =>
        app.db.read(async (tx) => ({
          today: dayText(localDay(app.clock.now()).day),
          sites: await namesInTallies(tx, 'site'),
          departments: await namesInTallies(tx, 'department'),
          channels: await namesInTallies(tx, 'channel'),
          printers: (await listPrinters(tx)).map(({ id, name }) => ({ id, name })),
        })),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/reports.csv',
      role: 'admin',
      scope: 'reports:read',
      summary: 'The sums of a report as CSV, all rows.',
      query: ReportCsvQuery,
      rawReply: 'text/csv',
      handle: async ({ query, signal }) => {
        const { by, ...rest } = query;
        const ask = { by, ...readPeriod(rest), filter: readFilter(rest) };
        const name = `platen-${by}-${rest.from}-${rest.to}.csv`;
        const rows = sumRows(by, ask, signal);
        return csvReply(name, [SUM_NAME[by], 'Address', ...SUM_HEADS], rows, failed, signal);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/records.csv',
      role: 'admin',
      scope: 'reports:read',
      summary: 'Every release of a period that ended, as CSV: who, when, where, how much. Never a title.',
      query: RecordCsvQuery,
      rawReply: 'text/csv',
      handle: async ({ caller, query, signal }) => {
        const period = readPeriod(query);
        const filter = readFilter(query);
        // It tells of each person what they printed and when: who takes it away is written down.
        await app.db.write((tx) =>
          app.audit(tx, app.clock.now(), caller.who, 'exported records', `${query.from} to ${query.to}`),
        );
        const rows = recordRows(app, period, filter);
        return csvReply(`platen-records-${query.from}-${query.to}.csv`, RECORD_HEADS, rows, failed, signal);
      },
    }),
  ];
}

const SUM_NAME: Readonly<Record<ReportBy, string>> = {
  day: 'Day',
  week: 'Week from',
  month: 'Month',
  hour: 'Hour',
  user: 'User',
  printer: 'Printer',
  site: 'Site',
  department: 'Department',
  channel: 'Sent by',
  colour: 'Colour',
  sides: 'Sides',
};
