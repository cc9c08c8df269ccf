// Sums of a period by one thing, narrowed by others: whole months from the sums kept beside the records, the rest from the records.
// With the embedded database in small pieces with a pause after each, because it answers panels in the same thread.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Deps } from '../../deps.ts';
import {
  countTallies,
  firstDays,
  type RecordFilter,
  type SumBy,
  type SumRow,
  type Sums,
  sumRecords,
  sumTallies,
  type TallyKind,
} from '../store/read-records.ts';
import { addDays, firstOfMonth, lastOfMonth, localDay, mondayOf, monthOf, nextMonth } from './local-day.ts';

export interface Period {
  /** yyyymmdd, both included. */
  readonly from: number;
  readonly to: number;
}

export interface ReportAsk extends Period {
  readonly by: SumBy | 'week';
  readonly filter: RecordFilter;
}

export interface Summed {
  readonly sums: ReadonlyMap<string, Sums>;
  /** Of days before this one records are gone that the answer would have needed. */
  readonly detailFrom: number | undefined;
}

/** Records or sums in one piece: some 20 ms on the SQLite of a small machine. */
const PIECE = 20_000;
/** Days of which the sums are read in one piece; a busy site has a hundred rows of them for each. */
const PIECE_DAYS = 200;

export const NOTHING: Sums = { jobs: 0, pages: 0, sheets: 0, colorPages: 0, duplexPages: 0, failed: 0 };

export function addSums(a: Sums, b: Sums): Sums {
  return {
    jobs: a.jobs + b.jobs,
    pages: a.pages + b.pages,
    sheets: a.sheets + b.sheets,
    colorPages: a.colorPages + b.colorPages,
    duplexPages: a.duplexPages + b.duplexPages,
    failed: a.failed + b.failed,
  };
}

/** Sums that tell users, printers and departments not apart are kept by day. */
const IN_ALL: ReadonlySet<SumBy> = new Set(['day', 'month', 'site', 'channel', 'colour', 'sides']);
/** What the sums of one user, printer or department tell apart, besides what they are. */
const IN_ONE: ReadonlySet<SumBy> = new Set(['month', 'site', 'channel', 'colour', 'sides']);
const KINDS: ReadonlySet<SumBy> = new Set(['user', 'printer', 'department', 'hour']);

/** Which sums answer this, if any do. */
function kindFor(by: SumBy, filter: RecordFilter): { kind: TallyKind; key?: string | undefined } | undefined {
  const { user, printer, department } = filter;
  const one = [user, printer, department].filter((value) => value !== undefined);
  if (one.length === 0) {
    if (IN_ALL.has(by)) return { kind: 'all' };
    return KINDS.has(by) ? { kind: by as TallyKind } : undefined;
  }
  // The sums of users know their departments.
  if (by === 'user' && user === undefined && printer === undefined) return { kind: 'user' };
  if (one.length > 1 || !IN_ONE.has(by)) return undefined;
  if (user !== undefined) return { kind: 'user', key: user };
  if (printer !== undefined) return { kind: 'printer', key: printer };
  return { kind: 'department', key: department };
}

export function makeReport(deps: Pick<Deps, 'db' | 'clock'>) {
  const embedded = deps.db.engine === 'sqlite';
  return async (ask: ReportAsk, signal: AbortSignal): Promise<Summed> => {
    signal.throwIfAborted();
    const by = ask.by === 'week' ? 'day' : ask.by;
    const { filter } = ask;
    const sums = new Map<string, Sums>();
    const take = (rows: readonly SumRow[]): void => {
      for (const { key: found, ...row } of rows) {
        const key = ask.by === 'week' ? String(mondayOf(Number(found))) : found;
        const before = sums.get(key);
        sums.set(key, before === undefined ? row : addSums(before, row));
      }
    };
    const pause = async (): Promise<void> => {
      await nextTurn();
      signal.throwIfAborted();
    };
    let earliest: number | undefined;

    async function fromDays(period: Period): Promise<void> {
      const { user: _, printer: __, ...rest } = filter;
      if (!embedded) return take(await deps.db.read((tx) => sumTallies(tx, 'all', by, period, rest)));
      for (let from = period.from; from <= period.to; from = addDays(from, PIECE_DAYS)) {
        const to = Math.min(period.to, addDays(from, PIECE_DAYS - 1));
        take(await deps.db.read((tx) => sumTallies(tx, 'all', by, { from, to }, rest)));
        await pause();
      }
    }

    async function fromMonths(kind: TallyKind, key: string | undefined, first: number, last: number) {
      const { user: _, printer: __, ...rest } = filter;
      const narrowed = { ...rest, key };
      if (!embedded) {
        return take(
          await deps.db.read((tx) => sumTallies(tx, kind, by, { from: first, to: last }, narrowed)),
        );
      }
      for (const piece of await monthPieces(kind, first, last)) {
        take(await deps.db.read((tx) => sumTallies(tx, kind, by, piece, narrowed)));
        await pause();
      }
    }

    /** Months in a row with so few sums that one question about them is short: the fewer questions, the fewer rows to add up here. */
    async function monthPieces(kind: TallyKind, first: number, last: number): Promise<Period[]> {
      const counts = await deps.db.read((tx) => countTallies(tx, kind, first, last));
      const found: Period[] = [];
      let count = PIECE;
      for (let month = first; month <= last; month = nextMonth(month)) {
        const more = counts.get(month) ?? 0;
        const piece = found[found.length - 1];
        if (piece === undefined || count + more > PIECE) {
          found.push({ from: month, to: month });
          count = more;
        } else {
          found[found.length - 1] = { from: piece.from, to: month };
          count += more;
        }
      }
      return found;
    }

    async function fromRecords(period: Period): Promise<void> {
      if (period.from > period.to) return;
      earliest = Math.min(earliest ?? period.from, period.from);
      for (const piece of await pieces(period)) {
        take(await deps.db.read((tx) => sumRecords(tx, by, piece, filter)));
        await pause();
      }
    }

    /** Days in a row with so many records that one question about them is short. */
    async function pieces(period: Period): Promise<Period[]> {
      if (!embedded) return [period];
      const days = await deps.db.read((tx) => sumTallies(tx, 'all', 'day', period, {}));
      days.sort((a, b) => Number(a.key) - Number(b.key));
      const found: Period[] = [];
      let from = period.from;
      let count = 0;
      for (const { key, jobs, failed } of days) {
        const day = Number(key);
        if (count > 0 && count + jobs + failed > PIECE) {
          found.push({ from, to: addDays(day, -1) });
          from = day;
          count = 0;
        }
        count += jobs + failed;
      }
      return count === 0 ? found : [...found, { from, to: period.to }];
    }

    const chosen = kindFor(by, filter);
    if (chosen === undefined) await fromRecords(ask);
    else if (chosen.kind === 'all') await fromDays(ask);
    else {
      const whole = wholeMonths(ask, localDay(deps.clock.now()).day);
      if (whole === undefined) await fromRecords(ask);
      else {
        await fromRecords({ from: ask.from, to: addDays(firstOfMonth(whole.first), -1) });
        await fromMonths(chosen.kind, chosen.key, whole.first, whole.last);
        await fromRecords({ from: addDays(lastOfMonth(whole.last), 1), to: ask.to });
      }
    }
    return { sums, detailFrom: await gone(earliest) };
  };

  /** Were there records on or after `earliest` that have been dropped? */
  async function gone(earliest: number | undefined): Promise<number | undefined> {
    if (earliest === undefined) return undefined;
    const first = await deps.db.read(firstDays);
    if (first.sums === undefined) return undefined;
    const oldest = first.records ?? localDay(deps.clock.now()).day;
    return first.sums < oldest && earliest < oldest ? oldest : undefined;
  }
}

/** Months that lie in the period with all their days; of the present one those that have been. */
export function wholeMonths(
  { from, to }: Period,
  today: number,
): { readonly first: number; readonly last: number } | undefined {
  const first = from === firstOfMonth(monthOf(from)) ? monthOf(from) : nextMonth(monthOf(from));
  const month = monthOf(to);
  const ends = to >= lastOfMonth(month) || to >= today;
  const last = ends ? month : monthOf(addDays(firstOfMonth(month), -1));
  return first <= last ? { first, last } : undefined;
}
