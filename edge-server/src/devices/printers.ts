// The registry of printers: adding, changing, removing, finding; each with the key by which its panel is known (never by its address).
import { AppError } from '@platen/shared/app-error';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';

export type PrinterRow = Tables['printers']['$inferSelect'];

export interface PrinterFields {
  readonly name: string;
  readonly uri: string;
  readonly alias?: string | undefined;
  readonly site?: string | undefined;
  readonly location?: string | undefined;
  readonly allowHttp?: boolean | undefined;
}

export interface PrinterFacts {
  readonly capabilities?: PrinterCapabilities | undefined;
  readonly condition?: PrinterCondition | undefined;
  readonly tlsPin?: string | undefined;
}

type PrinterDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing'>;

/** RFC 7472 and RFC 3510: ipp and ipps with a host; http forms are what people paste from a browser and are not taken. */
export function checkPrinterUri(typed: string): string {
  const uri = typed.trim();
  const parsed = URL.canParse(uri) ? new URL(uri) : undefined;
  const fits =
    parsed !== undefined &&
    (parsed.protocol === 'ipp:' || parsed.protocol === 'ipps:') &&
    parsed.hostname !== '' &&
    parsed.username === '' &&
    parsed.password === '';
  if (!fits) throw new AppError('printer-address', { uri: uri.slice(0, 100) });
  return uri;
}

export function makePrinters(deps: PrinterDeps) {
  const newKey = () => {
    const key = deps.ids.id();
    return {
      panelKeyHash: deps.sealing.keyedHash('panel-key', key),
      panelKeySealed: deps.sealing.seal('panel-key', key),
    };
  };

  async function add(fields: PrinterFields, facts: PrinterFacts, source: string): Promise<PrinterRow> {
    const row: PrinterRow = {
      id: deps.ids.id(),
      name: fields.name,
      uri: checkPrinterUri(fields.uri),
      alias: fields.alias ?? null,
      site: fields.site ?? null,
      location: fields.location ?? null,
      enabled: true,
      allowHttp: fields.allowHttp ?? false,
      source,
      tlsPin: facts.tlsPin ?? null,
      kind: 'printer',
      otherUris: [],
      profile: null,
      identity: null,
      fieldSources: {},
      forDirectMail: false,
      forPublic: false,
      credentialsSealed: null,
      accounting: null,
      panel: null,
      ...newKey(),
      capabilities: facts.capabilities ?? null,
      condition: facts.condition ?? null,
      createdAt: deps.clock.now(),
      removedAt: null,
    };
    await deps.db.write(async (tx) => {
      await tx.q.insert(tx.t.printers).values(row);
    });
    return row;
  }

  async function change(id: string, set: Partial<Omit<PrinterRow, 'id' | 'createdAt'>>): Promise<PrinterRow> {
    return deps.db.write(async (tx) => {
      const rows = await tx.q
        .update(tx.t.printers)
        .set(set)
        .where(and(eq(tx.t.printers.id, id), isNull(tx.t.printers.removedAt)))
        .returning();
      const row = rows[0];
      if (row === undefined) throw new AppError('not-found', { what: 'printer' });
      return row;
    });
  }

  return {
    add,
    change,
    /** Hides it: releases and reports keep its name. */
    remove: (id: string) => change(id, { removedAt: deps.clock.now(), enabled: false, ...newKey() }),
    /** A fresh panel key; the old address stops working. */
    renewPanelKey: (id: string) => change(id, newKey()),
    /** Path of the panel app for this device's browser. */
    panelPath: (row: PrinterRow): string =>
      `/panel/${deps.sealing.open('panel-key', row.panelKeySealed) ?? ''}`,
    byPanelKey: async (key: string): Promise<PrinterRow | undefined> => {
      const hash = deps.sealing.keyedHash('panel-key', key);
      return deps.db.read(async (tx) => {
        const rows = await hot(
          tx,
          'printer-by-key',
          ({ q, t: { printers } }) =>
            q
              .select()
              .from(printers)
              .where(and(eq(printers.panelKeyHash, sql.placeholder('hash')), isNull(printers.removedAt)))
              .limit(1),
          { hash },
        );
        return rows[0];
      });
    },
  };
}

export type Printers = ReturnType<typeof makePrinters>;

/** Removed ones are found too: a release may outlive its printer. */
export async function findPrinter(tx: Tx, id: string): Promise<PrinterRow | undefined> {
  const rows = await hot(
    tx,
    'find-printer',
    ({ q, t }) =>
      q
        .select()
        .from(t.printers)
        .where(eq(t.printers.id, sql.placeholder('id')))
        .limit(1),
    { id },
  );
  return rows[0];
}

export async function listPrinters(tx: Tx): Promise<PrinterRow[]> {
  const { printers } = tx.t;
  return tx.q.select().from(printers).where(isNull(printers.removedAt)).orderBy(asc(printers.name));
}
