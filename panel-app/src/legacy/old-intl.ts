// Plurals and times for engines without Intl: the rules of CLDR 48 for the panel's own languages, and the time of day as each writes it.

type Category = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** Whole numbers only: the panel counts documents, pages and seconds. */
const PLURALS: Readonly<Record<string, (count: number) => Category>> = {
  // 0 is singular in French and Portuguese.
  fr: (count) => (count < 2 ? 'one' : 'other'),
  pt: (count) => (count < 2 ? 'one' : 'other'),
  pl: (count) => {
    const [last, lastTwo] = [count % 10, count % 100];
    if (count === 1) return 'one';
    return last >= 2 && last <= 4 && !(lastTwo >= 12 && lastTwo <= 14) ? 'few' : 'many';
  },
  ar: (count) => {
    const lastTwo = count % 100;
    if (count < 3) return (['zero', 'one', 'two'] as const)[count] ?? 'other';
    return lastTwo >= 3 && lastTwo <= 10 ? 'few' : lastTwo >= 11 ? 'many' : 'other';
  },
  ja: () => 'other',
  zh: () => 'other',
};

const pluralOf = (tag: string): ((count: number) => Category) =>
  PLURALS[tag.slice(0, 2)] ?? ((count) => (count === 1 ? 'one' : 'other'));

interface TimeParts {
  readonly day?: string;
  readonly month?: string;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** "14:05", or "3.9. 14:05" as numbers that are read alike everywhere the day comes first, and "9/3" where it does not. */
function timeIn(tag: string, { day, month }: TimeParts, at: number | Date): string {
  const date = new Date(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (day === undefined && month === undefined) return time;
  const monthFirst = /^(ja|zh|en-US)/.test(tag);
  const [d, m] = [two(date.getDate()), two(date.getMonth() + 1)];
  return `${monthFirst ? `${m}/${d}` : `${d}/${m}`} ${time}`;
}

/** A function that returns an object gives that object to `new`. */
export function mendIntl(): void {
  const all = window as unknown as Record<string, unknown>;
  const intl = (all['Intl'] ?? {}) as Record<string, unknown>;
  all['Intl'] = intl;
  intl['PluralRules'] ??= function PluralRules(tag = 'en') {
    return { select: pluralOf(tag) };
  };
  intl['DateTimeFormat'] ??= function DateTimeFormat(tag = 'en', parts: TimeParts = {}) {
    return { format: (at: number | Date) => timeIn(tag, parts, at) };
  };
}
