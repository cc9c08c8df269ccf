// Made-up numbers for the reports: a library with a weekly rhythm. The same every time, so that pictures do not change by themselves.
import type {
  Report,
  ReportBy,
  ReportChoices,
  ReportRow,
  ReportSums,
} from '@platen/shared/api/admin-reports';
import { countDays, moveDay } from '../src/admin/report-address.ts';

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const reportChoices = (now: number): ReportChoices => ({
  today: dayText(now),
  sites: ['Main building', 'North branch'],
  departments: ['', 'Acquisitions', 'Circulation', 'Reading room'],
  channels: ['mail', 'portal', 'command-line'],
  printers: [
    { id: 'p1', name: 'Reception MFD' },
    { id: 'p2', name: 'Reading room' },
    { id: 'p3', name: 'North branch, first floor' },
  ],
});

/** Between 0 and 1, by a seed. */
const noise = (seed: number): number => (Math.imul(seed + 17, 2_654_435_761) >>> 8) / 2 ** 24;

function sums(pages: number, seed: number): ReportSums {
  const colorPages = Math.round(pages * (0.15 + noise(seed) * 0.2));
  const twoSidedPages = Math.round(pages * (0.5 + noise(seed + 1) * 0.25));
  return {
    pages,
    jobs: Math.ceil(pages / (4 + noise(seed + 2) * 4)),
    sheets: Math.ceil(pages - twoSidedPages / 2),
    colorPages,
    twoSidedPages,
    failed: Math.floor(pages / 180),
  };
}

const row = (key: string, label: string, pages: number, seed: number, detail?: string): ReportRow => ({
  key,
  label,
  ...(detail === undefined ? {} : { detail }),
  ...sums(pages, seed),
});

const add = (rows: readonly ReportSums[]): ReportSums =>
  rows.reduce<ReportSums>(
    (all, one) => ({
      jobs: all.jobs + one.jobs,
      pages: all.pages + one.pages,
      sheets: all.sheets + one.sheets,
      colorPages: all.colorPages + one.colorPages,
      twoSidedPages: all.twoSidedPages + one.twoSidedPages,
      failed: all.failed + one.failed,
    }),
    { jobs: 0, pages: 0, sheets: 0, colorPages: 0, twoSidedPages: 0, failed: 0 },
  );

function inTime(by: ReportBy, from: string, to: string, scale: number): ReportRow[] {
  const days = countDays(from, to);
  if (by === 'hour') {
    return Array.from({ length: 24 }, (_, hour) => {
      const busy = Math.max(0, Math.sin(((hour - 6) / 13) * Math.PI)) * (hour < 7 || hour > 19 ? 0 : 1);
      return row(
        String(hour),
        String(hour),
        Math.round(busy * 60 * days * scale * (0.7 + noise(hour) * 0.6)),
        hour,
      );
    });
  }
  const all = Array.from({ length: days }, (_, index) => {
    const day = moveDay(from, index);
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    const open = weekday === 0 ? 0 : weekday === 6 ? 0.4 : 1;
    return row(day, day, Math.round(open * 430 * scale * (0.6 + noise(index) * 0.7)), index);
  });
  if (by === 'day') return all;
  const groups = new Map<string, ReportRow[]>();
  for (const one of all) {
    const monday = moveDay(one.key, -((new Date(`${one.key}T12:00:00Z`).getUTCDay() + 6) % 7));
    const key = by === 'month' ? one.key.slice(0, 7) : monday;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, some]) => ({ key, label: key, ...add(some) }));
}

const PEOPLE: readonly (readonly [string, string])[] = [
  ['Renate Vogel', 'renate@northgate.example'],
  ['Amira Haddad', 'amira@northgate.example'],
  ['Ben Whitcombe', 'ben@northgate.example'],
  ['Ioana Marinescu-Featherstonehaugh', 'ioana.marinescu-featherstonehaugh@northgate.example'],
  ['Tomás Ribeiro', 'tomas@northgate.example'],
  ['Yuki Tanaka', 'yuki@northgate.example'],
];

function inList(by: ReportBy, pages: number): ReportRow[] {
  const shares = (names: readonly (readonly [key: string, label: string, detail?: string])[]): ReportRow[] =>
    names.map(([key, label, detail], index) =>
      row(key, label, Math.round((pages * 0.9) / 1.9 ** (index + 1)), index + 5, detail),
    );
  switch (by) {
    case 'user': {
      const people = PEOPLE.map(([name, email], index) => [`u${index + 1}`, name, email] as const);
      return shares([...people.slice(0, 4), ['deleted', 'Deleted user'], ...people.slice(4)]);
    }
    case 'printer':
      return shares([
        ['p2', 'Reading room'],
        ['p1', 'Reception MFD'],
        ['p3', 'North branch, first floor'],
      ]);
    case 'site':
      return shares([
        ['Main building', 'Main building'],
        ['North branch', 'North branch'],
        ['', ''],
      ]);
    case 'department':
      return shares([
        ['Reading room', 'Reading room'],
        ['Circulation', 'Circulation'],
        ['', ''],
        ['Acquisitions', 'Acquisitions'],
      ]);
    case 'channel':
      return shares([
        ['mail', 'mail'],
        ['portal', 'portal'],
        ['command-line', 'command-line'],
      ]);
    case 'day':
    case 'week':
    case 'month':
    case 'hour':
    case 'colour':
    case 'sides':
      return [];
  }
}

export function madeUpReport(url: URL, empty: boolean): Report {
  const ask = url.searchParams;
  const by = (ask.get('by') ?? 'day') as ReportBy;
  const [from, to] = [ask.get('from') ?? '', ask.get('to') ?? ''];
  const narrowed = ['user', 'printer', 'site', 'department', 'channel', 'colour', 'sides'].filter((name) =>
    ask.has(name),
  );
  const scale = empty ? 0 : 0.3 ** narrowed.length;
  const total = add(inTime('day', from, to, scale));
  const days = countDays(from, to);
  const time = by === 'day' || by === 'week' || by === 'month' || by === 'hour';
  const rows = time ? inTime(by, from, to, scale) : empty ? [] : inList(by, total.pages);
  const rest =
    by === 'user' && !empty ? { count: 132, ...sums(Math.round(total.pages * 0.08), 3) } : undefined;
  return {
    by,
    from,
    to,
    rows,
    ...(rest === undefined ? {} : { rest }),
    total,
    before: {
      from: moveDay(from, -days),
      to: moveDay(from, -1),
      total: add(inTime('day', moveDay(from, -days), moveDay(from, -1), scale * 0.86)),
    },
    about: {
      ...(ask.has('user')
        ? { user: PEOPLE[Number(ask.get('user')?.slice(1)) - 1]?.[0] ?? 'Deleted user' }
        : {}),
      ...(ask.has('printer') ? { printer: 'Reading room' } : {}),
    },
  };
}
