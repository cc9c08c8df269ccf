// The period and the filters of a report as the address has them, checked, in the words of flow/account.
import { MOST_REPORT_DAYS } from '@platen/shared/api/admin-reports';
import { AppError } from '@platen/shared/app-error';
import { daysBetween, isDay } from '../flow/account/local-day.ts';
import type { Period } from '../flow/account/report.ts';
import type { RecordFilter } from '../flow/store/read-records.ts';

/** 20261122 as "2026-11-22". */
export function dayText(day: number): string {
  const digits = String(day).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

export function readPeriod(given: { readonly from: string; readonly to: string }): Period {
  const [from, to] = [readDay(given.from), readDay(given.to)];
  if (from > to) throw new AppError('bad-request', { detail: 'from: the period ends before it begins' });
  if (daysBetween(from, to) >= MOST_REPORT_DAYS) {
    throw new AppError('bad-request', { detail: 'from: ten years are the longest period' });
  }
  return { from, to };
}

/** Throws `bad-request` for a day that the calendar does not have. */
export function readDay(text: string): number {
  const day = Number(text.replaceAll('-', ''));
  if (!isDay(day)) throw new AppError('bad-request', { detail: `${text} is no day` });
  return day;
}

export function readFilter(given: {
  readonly user?: string | undefined;
  readonly printer?: string | undefined;
  readonly site?: string | undefined;
  readonly department?: string | undefined;
  readonly channel?: string | undefined;
  readonly colour?: 'color' | 'mono' | undefined;
  readonly sides?: 'one' | 'two' | undefined;
}): RecordFilter {
  const { user, printer, site, department, channel, colour, sides } = given;
  return {
    user,
    printer,
    site,
    department,
    channel,
    ...(colour === undefined ? {} : { color: colour === 'color' }),
    ...(sides === undefined ? {} : { duplex: sides === 'two' }),
  };
}
