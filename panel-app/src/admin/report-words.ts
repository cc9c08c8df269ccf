// Numbers, days and names of reports in words.
import type { ReportBy, ReportRow, ReportSums } from '@platen/shared/api/admin-reports';
import { languageTag } from '../locales/desk.ts';
import { type Sentence, say } from './speech.ts';

export const numberWords = (value: number): string => new Intl.NumberFormat(languageTag()).format(value);
/** Large numbers beside bars and axes: "12K". */
export const shortNumber = (value: number): string =>
  new Intl.NumberFormat(languageTag(), { notation: 'compact', maximumFractionDigits: 1 }).format(value);
export const shareWords = (part: number, of: number): string =>
  new Intl.NumberFormat(languageTag(), { style: 'percent', maximumFractionDigits: 0 }).format(
    of === 0 ? 0 : part / of,
  );

const date = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const format = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(languageTag(), { ...options, timeZone: 'UTC' }).format(date(day));

/** "Sun, 22 Nov 2026" */
export const longDay = (day: string): string =>
  format(day, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const shortDay = (day: string): string => format(day, { day: 'numeric', month: 'short' });
/** "24 Oct to 22 Nov 2026" */
export function periodWords(from: string, to: string): string {
  const year: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
  if (from === to) return format(from, year);
  const first = from.slice(0, 4) === to.slice(0, 4) ? shortDay(from) : format(from, year);
  return say('report-from-to', { from: first, to: format(to, year) });
}

/** What a row is called in the list. */
export function rowWords(by: ReportBy, { key, label }: Pick<ReportRow, 'key' | 'label'>): string {
  switch (by) {
    case 'day':
      return longDay(key);
    case 'week':
      return say('report-week', { day: format(key, { day: 'numeric', month: 'short', year: 'numeric' }) });
    case 'month':
      return format(`${key}-01`, { month: 'long', year: 'numeric' });
    case 'hour':
      return say('report-hour', {
        from: key.padStart(2, '0'),
        to: String((Number(key) + 1) % 24).padStart(2, '0'),
      });
    case 'site':
      return key === '' ? say('report-no-site') : label;
    case 'department':
      return key === '' ? say('report-no-department') : label;
    case 'channel':
      return channelWords(key);
    case 'colour':
      return say(key === 'color' ? 'report-in-colour' : 'report-grey');
    case 'sides':
      return say(key === 'two' ? 'report-two-sided' : 'report-one-sided');
    case 'user':
    case 'printer':
      return label;
  }
}

/** Below a bar of the chart. */
export function stepWords(by: ReportBy, key: string): string {
  if (by === 'hour') return key.padStart(2, '0');
  return by === 'month' ? format(`${key}-01`, { month: 'short' }) : shortDay(key);
}

const CHANNELS: Readonly<Record<string, Sentence>> = {
  portal: 'report-by-portal',
  mail: 'report-by-mail',
  'command-line': 'report-by-command-line',
  ipp: 'report-by-ipp',
  lpr: 'report-by-lpr',
  raw: 'report-by-raw',
  share: 'report-by-share',
  console: 'report-by-console',
  'try-out': 'report-by-try-out',
};
export function channelWords(channel: string): string {
  const known = CHANNELS[channel];
  return known === undefined ? channel || say('report-by-other') : say(known);
}

/** One bar or row, read out whole: "Sun, 22 Nov 2026: 120 sides, 30 of them in colour, 80 two-sided". */
export const sumsWords = (name: string, { pages, colorPages, twoSidedPages }: ReportSums): string =>
  say('report-sums', {
    name,
    pages: numberWords(pages),
    colour: numberWords(colorPages),
    two: numberWords(twoSidedPages),
  });
