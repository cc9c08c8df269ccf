// Calendar days as numbers (20261122) and months (202611) in the time zone of the server: what reports count by. Pure.

/** The day and hour in which `at` (Unix ms) lies. Where a clock is set back, two hours have one number. */
export function localDay(at: number): { readonly day: number; readonly hour: number } {
  const date = new Date(at);
  return { day: dayNumber(date), hour: date.getHours() };
}

function dayNumber(date: Date): number {
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

/** When a day begins, as Unix ms in the zone of the server. */
export function startOfDay(day: number): number {
  return new Date(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100).getTime();
}

/** Days since 1970-01-01 of a calendar day, whatever the zone. */
function ordinal(day: number): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) / 86_400_000;
}

function ofOrdinal(days: number): number {
  const date = new Date(days * 86_400_000);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

export const addDays = (day: number, days: number): number => ofOrdinal(ordinal(day) + days);

/** Days from the one to the other; 0 for the same day. */
export const daysBetween = (from: number, to: number): number => ordinal(to) - ordinal(from);

/** Is it a day that the calendar has? 20260230 is not. */
export const isDay = (day: number): boolean =>
  Number.isSafeInteger(day) && day >= 19_700_101 && day <= 99_991_231 && ofOrdinal(ordinal(day)) === day;

export const monthOf = (day: number): number => Math.floor(day / 100);
export const firstOfMonth = (month: number): number => month * 100 + 1;
export const nextMonth = (month: number): number => (month % 100 === 12 ? month + 89 : month + 1);
export const lastOfMonth = (month: number): number => addDays(firstOfMonth(nextMonth(month)), -1);

/** The Monday of its week (ISO 8601). */
export function mondayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return addDays(day, -((((ordinal(day) + 3) % 7) + 7) % 7));
}
