// Times as people say them: words near now, a date further away. Local time, as the machine is set.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const two = (n: number): string => String(n).padStart(2, '0');
const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const clock = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;
const day = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

/** Whole days between the calendar days of two times, by the calendar and not by 24 hours: clocks change twice a year. */
function daysApart(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / (24 * HOUR));
}

/** "just now", "5 minutes ago", "in 3 hours", "yesterday 14:05", "2031-05-01 09:30". Unix ms. */
export function when(at: number, now: number): string {
  const away = at - now;
  const size = Math.abs(away);
  if (size < MINUTE) return away > MINUTE / 2 ? 'in a minute' : 'just now';
  const near =
    size < HOUR
      ? count(Math.floor(size / MINUTE), 'minute')
      : size < 6 * HOUR
        ? count(Math.floor(size / HOUR), 'hour')
        : undefined;
  if (near !== undefined) return away < 0 ? `${near} ago` : `in ${near}`;
  const date = new Date(at);
  const names: Readonly<Record<number, string>> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' };
  const name = names[daysApart(new Date(now), date)];
  return `${name ?? day(date)} ${clock(date)}`;
}

/** "14:05:09" for the lines of a story of today, with the date before it on other days. */
export function exactly(at: number, now: number): string {
  const date = new Date(at);
  const time = `${clock(date)}:${two(date.getSeconds())}`;
  return daysApart(new Date(now), date) === 0 ? time : `${day(date)} ${time}`;
}

/** "900 B", "12 kB", "3.4 MB", "1.2 GB": decimal, as file managers show it. */
export function bytes(size: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ];
  for (const [unit, name] of steps) {
    if (size < unit) continue;
    const amount = size / unit;
    return `${amount < 10 && unit > 1e3 ? amount.toFixed(1) : Math.round(amount)} ${name}`;
  }
  return `${size} B`;
}
