// Printers as somebody looks for one on a phone: by words, by site, the likeliest first, a page at a time. Of 10,000 printers only the
// few columns that are searched are read; the rest is read for those that are shown. Measured on SQLite: 45 to 65 ms of a processor, half of it reading.
import { foldText } from '@platen/shared/fold-text';
import { and, asc, count, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { PrinterRow } from './printers.ts';

export interface PrinterSearch {
  /** Each of its words must occur in name, alias, location or site; accents and case do not matter. */
  readonly search?: string | undefined;
  readonly site?: string | undefined;
  /** Sites, the nearest first: their printers come first, in this order. */
  readonly near?: readonly string[] | undefined;
  readonly queuesOnly: boolean;
  /** The site's default printer, by id or name; empty: none. */
  readonly usual: string;
  /** Where the person printed last. */
  readonly last: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

type Slim = Pick<PrinterRow, 'id' | 'name' | 'alias' | 'site' | 'location'>;

export interface FoundPrinters {
  readonly rows: PrinterRow[];
  /** All that match. */
  readonly total: number;
}

export const isUsual = ({ id, name }: Pick<PrinterRow, 'id' | 'name'>, usual: string): boolean => {
  const asked = usual.trim();
  return asked !== '' && (asked === id || asked.toLowerCase() === name.toLowerCase());
};

export async function searchPrinters(tx: Tx, ask: PrinterSearch): Promise<FoundPrinters> {
  const { printers } = tx.t;
  const { id, name, alias, site, location } = printers;
  const all: Slim[] = await tx.q
    .select({ id, name, alias, site, location })
    .from(printers)
    .where(open(tx, ask.queuesOnly));
  const words = foldText(ask.search ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = all.filter((one) => {
    if (ask.site !== undefined && one.site !== ask.site) return false;
    if (words.length === 0) return true;
    const text = foldText([one.name, one.alias, one.location, one.site].join(' '));
    return words.every((word) => text.includes(word));
  });
  const rank = ranking(all, ask);
  const order = found
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank || a.one.name.localeCompare(b.one.name) || (a.one.id < b.one.id ? -1 : 1))
    .slice(ask.offset, ask.offset + ask.limit)
    .map(({ one }) => one.id);
  const rows =
    order.length === 0 ? [] : await tx.q.select().from(printers).where(inArray(printers.id, order));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { rows: order.flatMap((one) => byId.get(one) ?? []), total: found.length };
}

/** The usual one, the one used last, those beside it, those at its site, all others; or by how near their site is, where that was asked. */
function ranking(all: readonly Slim[], { near, usual, last }: PrinterSearch): (one: Slim) => number {
  if (near !== undefined && near.length > 0) {
    const places = new Map(near.map((name, index) => [name.toLowerCase(), index]));
    return ({ site }) => (site === null ? undefined : places.get(site.toLowerCase())) ?? near.length;
  }
  const from = all.find(({ id }) => id === last) ?? all.find((one) => isUsual(one, usual));
  return (one) => {
    if (isUsual(one, usual)) return 0;
    if (one.id === last) return 1;
    if (from === undefined || one.site !== from.site) return 4;
    return one.location !== null && one.location === from.location ? 2 : 3;
  };
}

/** Sites that have printers, by name. */
export async function listSites(
  tx: Tx,
  queuesOnly: boolean,
): Promise<{ readonly name: string; readonly printers: number }[]> {
  const { printers } = tx.t;
  const rows = await tx.q
    .select({ name: printers.site, printers: count() })
    .from(printers)
    .where(and(open(tx, queuesOnly), isNotNull(printers.site)))
    .groupBy(printers.site)
    .orderBy(asc(printers.site));
  return rows.flatMap(({ name, printers: many }) =>
    name === null || name === '' ? [] : [{ name, printers: many }],
  );
}

function open({ t: { printers } }: Tx, queuesOnly: boolean) {
  return and(
    isNull(printers.removedAt),
    eq(printers.enabled, true),
    queuesOnly ? eq(printers.kind, 'queue') : undefined,
  );
}
