// Points in time in words, near ones as people say them: "2 minutes ago", "tomorrow 09:14", "Monday 09:14", "3 Dec 09:14".
import { languageTag } from './desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
const clock = (at: number): string =>
  new Intl.DateTimeFormat(languageTag(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
const relative = (): Intl.RelativeTimeFormat =>
  new Intl.RelativeTimeFormat(languageTag(), { numeric: 'auto' });

/** @param at Unix ms. @param now Unix ms. */
export function whenWords(at: number, now: number): string {
  // Rounded, because a day with a clock change has 23 or 25 hours.
  const days = Math.round((midnight(at) - midnight(now)) / DAY);
  if (Math.abs(days) <= 1) return `${relative().format(days, 'day')} ${clock(at)}`;
  const date: Intl.DateTimeFormatOptions =
    Math.abs(days) < 7
      ? { weekday: 'long' }
      : new Date(at).getFullYear() === new Date(now).getFullYear()
        ? { day: 'numeric', month: 'short' }
        : { day: 'numeric', month: 'short', year: 'numeric' };
  return `${new Intl.DateTimeFormat(languageTag(), date).format(at)} ${clock(at)}`;
}

/** "now", "4 minutes ago", "3 hours ago"; from six hours on the clock says more than the count. */
export function agoWords(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE) return relative().format(0, 'second');
  if (age < HOUR) return relative().format(-Math.floor(age / MINUTE), 'minute');
  if (age < 6 * HOUR) return relative().format(-Math.floor(age / HOUR), 'hour');
  return whenWords(at, now);
}

/** The time of day alone: "09:14". */
export const timeWords = (at: number): string => clock(at);

/** The day alone, with its year: for what is months away. */
export function dayWords(at: number): string {
  return new Intl.DateTimeFormat(languageTag(), { day: 'numeric', month: 'long', year: 'numeric' }).format(
    at,
  );
}

/** For a spreadsheet, which sorts it: "2026-11-22 09:14". */
export function sortableWords(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * MINUTE);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}
