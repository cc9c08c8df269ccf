// What a report is asked for, as the address has it: `#reports=30~by.user~user.abc`. A report can be kept as a bookmark, and the way
// back from a person to the list is the browser's. Pure.
import type { ReportBy } from '@platen/shared/api/admin-reports';
import type { ReportAsk, ReportFilter } from '../data/admin-reports.ts';

export const PERIODS = ['today', '7', '30', 'month', 'own'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** What the list can stand by, besides the steps of time of the chart. */
export const LISTS = ['time', 'user', 'printer', 'site', 'department', 'channel', 'hour'] as const;
export type ListBy = (typeof LISTS)[number];

export const FILTERS = ['user', 'printer', 'site', 'department', 'channel', 'colour', 'sides'] as const;
export type FilterName = (typeof FILTERS)[number];

export interface ReportPlace {
  readonly period: PeriodName;
  /** Of the period `own`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly list: ListBy;
  readonly filter: ReportFilter;
}

const PLAIN: ReportPlace = { period: '30', list: 'user', filter: {} };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @param text what follows `#reports=`, decoded. What does not fit is passed over. */
export function readPlace(text: string | undefined): ReportPlace {
  const [first = '', ...parts] = (text ?? '').split('~');
  const named = new Map(
    parts.map((part) => {
      const cut = part.indexOf('.');
      return [part.slice(0, cut), part.slice(cut + 1)] as const;
    }),
  );
  const [from = '', to = ''] = first.split('..');
  const own = DAY.test(from) && DAY.test(to);
  const filter: Partial<Record<FilterName, string>> = {};
  for (const name of FILTERS) {
    const value = named.get(name);
    if (value !== undefined) filter[name] = value;
  }
  return {
    period: own ? 'own' : (PERIODS.find((one) => one === first && one !== 'own') ?? PLAIN.period),
    ...(own ? { from: from <= to ? from : to, to: from <= to ? to : from } : {}),
    list: LISTS.find((one) => one === named.get('by')) ?? PLAIN.list,
    filter,
  };
}

/** The whole hash. */
export function placeHash({ period, from, to, list, filter }: ReportPlace): string {
  const parts = [period === 'own' ? `${from ?? ''}..${to ?? ''}` : period];
  if (list !== PLAIN.list) parts.push(`by.${list}`);
  for (const name of FILTERS) if (filter[name] !== undefined) parts.push(`${name}.${filter[name]}`);
  const plain = parts.length === 1 && period === PLAIN.period;
  return plain ? '#reports' : `#reports=${encodeURIComponent(parts.join('~'))}`;
}

const DAY_MS = 86_400_000;
/** Noon in UTC, so that no zone makes another day of it. */
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
export const moveDay = (day: string, days: number): string =>
  new Date(noon(day) + days * DAY_MS).toISOString().slice(0, 10);
/** Days of a period, both ends included. */
export const countDays = (from: string, to: string): number =>
  Math.round((noon(to) - noon(from)) / DAY_MS) + 1;

/** @param today in the server's zone. */
export function periodOf(place: ReportPlace, today: string): { readonly from: string; readonly to: string } {
  switch (place.period) {
    case 'today':
      return { from: today, to: today };
    case '7':
      return { from: moveDay(today, -6), to: today };
    case '30':
      return { from: moveDay(today, -29), to: today };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
    case 'own':
      return { from: place.from ?? today, to: place.to ?? today };
  }
}

/** Steps of the chart: bars that can be told apart, and not more of them than a phone can show. */
export function stepOf({
  from,
  to,
}: Pick<ReportAsk, 'from' | 'to'>): Extract<ReportBy, 'hour' | 'day' | 'week' | 'month'> {
  const days = countDays(from, to);
  if (days === 1) return 'hour';
  if (days <= 45) return 'day';
  return days <= 320 ? 'week' : 'month';
}
