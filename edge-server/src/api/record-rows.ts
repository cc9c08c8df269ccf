// The single records of a period as rows of CSV, read a thousand at a time.
import type { App } from '../app.ts';
import { addDays, startOfDay } from '../flow/account/local-day.ts';
import type { Period } from '../flow/account/report.ts';
import { printerNames } from '../flow/store/read-jobs.ts';
import { listRecords, type RecordFilter } from '../flow/store/read-records.ts';
import { type ReportName, reportNames } from '../people/report-names.ts';
import type { Rows } from './csv-reply.ts';
import { dayText } from './read-period.ts';
import { DELETED_USER } from './views/report-view.ts';

/** Rows in one question: a few milliseconds. */
const SOME = 1000;
/** Names kept from one thousand rows to the next. */
const MOST_NAMES = 20_000;

export const RECORD_HEADS = [
  'Day',
  'Time',
  'User',
  'Address',
  'Department',
  'Printer',
  'Site',
  'Sent by',
  'How it ended',
  'Printed sides',
  'Sheets',
  'Copies',
  'Colour',
  'Sides',
  'Document',
] as const;

export async function* recordRows(
  app: Pick<App, 'db'>,
  period: Period,
  filter: RecordFilter,
): AsyncGenerator<Rows> {
  const between = { from: startOfDay(period.from), to: startOfDay(addDays(period.to, 1)) - 1 };
  const users = new Map<string, ReportName | undefined>();
  const printers = new Map<string, string>();
  let after = { endedAt: -1, id: '' };
  for (;;) {
    const rows = await app.db.read(async (tx) => {
      const found = await listRecords(tx, between, filter, after, SOME);
      if (users.size > MOST_NAMES) users.clear();
      const unknown = [...new Set(found.map(({ userId }) => userId))].filter((id) => !users.has(id));
      const names = await reportNames(tx, unknown);
      for (const id of unknown) users.set(id, names.get(id));
      const wanted = [...new Set(found.map(({ printerId }) => printerId))].filter((id) => !printers.has(id));
      for (const [id, name] of await printerNames(tx, wanted)) printers.set(id, name);
      return found;
    });
    const cells = rows.map((row) => {
      const user = users.get(row.userId);
      return [
        dayText(row.day),
        clockTime(row.endedAt),
        user?.name ?? DELETED_USER,
        user?.email ?? '',
        row.department,
        printers.get(row.printerId) ?? row.printerId,
        row.site,
        row.channel,
        row.outcome,
        row.pages,
        row.sheets,
        row.copies,
        row.color ? 'colour' : 'grey',
        row.duplex ? 'two-sided' : 'one-sided',
        row.jobId,
      ];
    });
    if (cells.length > 0) yield cells;
    const last = rows[SOME - 1];
    if (last === undefined) return;
    after = { endedAt: last.endedAt, id: last.id };
  }
}

function clockTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
