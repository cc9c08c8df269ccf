// A report's sums as rows: in the order of time, or those with most pages first; users and printers with their names.
import type { Report, ReportBy, ReportRow, ReportSums } from '@platen/shared/api/admin-reports';
import type { App } from '../../app.ts';
import { addDays, mondayOf, monthOf, nextMonth } from '../../flow/account/local-day.ts';
import { addSums, NOTHING, type Period, type Summed } from '../../flow/account/report.ts';
import { printerNames } from '../../flow/store/read-jobs.ts';
import type { RecordFilter, Sums } from '../../flow/store/read-records.ts';
import { deletedUserIds, reportNames } from '../../people/report-names.ts';
import { dayText } from '../read-period.ts';

type Tx = Parameters<Parameters<App['db']['read']>[0]>[0];
type Entry = readonly [key: string, sums: Sums];

export const DELETED_USER = 'Deleted user';
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

export const sumsView = ({ duplexPages, ...sums }: Sums): ReportSums => ({
  ...sums,
  twoSidedPages: duplexPages,
});

export function totalOf(sums: Iterable<Sums>): Sums {
  let total = NOTHING;
  for (const one of sums) total = addSums(total, one);
  return total;
}

/** Every step of time is there, also those in which nothing was printed. */
function keysInTime(by: ReportBy, { from, to }: Period): string[] | undefined {
  const keys: string[] = [];
  switch (by) {
    case 'day':
      for (let day = from; day <= to; day = addDays(day, 1)) keys.push(String(day));
      return keys;
    case 'week':
      for (let day = mondayOf(from); day <= to; day = addDays(day, 7)) keys.push(String(day));
      return keys;
    case 'month':
      for (let month = monthOf(from); month <= monthOf(to); month = nextMonth(month))
        keys.push(String(month));
      return keys;
    case 'hour':
      return HOURS;
    case 'user':
    case 'printer':
    case 'site':
    case 'department':
    case 'channel':
    case 'colour':
    case 'sides':
      return undefined;
  }
}

/** All rows, without names yet. Deleted users are one of them. */
export async function orderRows(tx: Tx, by: ReportBy, period: Period, { sums }: Summed): Promise<Entry[]> {
  const keys = keysInTime(by, period);
  if (keys !== undefined) return keys.map((key) => [key, sums.get(key) ?? NOTHING]);
  let entries: Entry[] = [...sums];
  if (by === 'user') {
    const deleted = await deletedUserIds(tx);
    const gone = entries.filter(([id]) => deleted.has(id));
    if (gone.length > 0) {
      entries = entries.filter(([id]) => !deleted.has(id));
      entries.push(['deleted', totalOf(gone.map(([, one]) => one))]);
    }
  }
  return entries.sort(
    ([aKey, a], [bKey, b]) => b.pages - a.pages || b.jobs - a.jobs || (aKey < bKey ? -1 : 1),
  );
}

export async function nameRows(tx: Tx, by: ReportBy, entries: readonly Entry[]): Promise<ReportRow[]> {
  const keys = entries.map(([key]) => key);
  const users = by === 'user' ? await reportNames(tx, keys) : undefined;
  const printers = by === 'printer' ? await printerNames(tx, keys) : undefined;
  return entries.map(([found, sums]) => {
    const key = keyText(by, found);
    if (by === 'user') {
      const user = users?.get(found);
      return user === undefined
        ? { key: 'deleted', label: DELETED_USER, ...sumsView(sums) }
        : { key, label: user.name, detail: user.email, ...sumsView(sums) };
    }
    return { key, label: printers?.get(found) ?? key, ...sumsView(sums) };
  });
}

/** What the user and the printer are called that a report is narrowed by. */
export async function aboutView(tx: Tx, { user, printer }: RecordFilter): Promise<Report['about']> {
  const users = user === undefined ? undefined : await reportNames(tx, [user]);
  const printers = printer === undefined ? undefined : await printerNames(tx, [printer]);
  return {
    ...(user === undefined ? {} : { user: users?.get(user)?.name ?? DELETED_USER }),
    ...(printer === undefined ? {} : { printer: printers?.get(printer) ?? printer }),
  };
}

function keyText(by: ReportBy, key: string): string {
  if (by === 'day' || by === 'week') return dayText(Number(key));
  return by === 'month' ? `${key.slice(0, 4)}-${key.slice(4)}` : key;
}
