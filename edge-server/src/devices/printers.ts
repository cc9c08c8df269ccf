// The registry of printers: adding, changing, removing, finding; each with the key by which its panel is known (never by its address).
import { AppError } from '@platen/shared/app-error';
import type { AccountingNeed, DeviceIdentity } from '@platen/shared/device';
import { DeviceCredentials, type DeviceLogin, type SnmpAccess } from '@platen/shared/device-credentials';
import type { PanelKind } from '@platen/shared/panel-kind';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { hot, type Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps, Sealing } from '../deps.ts';
import { checkPrinterUri, hostOf } from './printer-address.ts';

export type PrinterRow = Tables['printers']['$inferSelect'];

export interface PrinterFields {
  readonly name: string;
  readonly uri: string;
  /** Tried in order after `uri`. */
  readonly otherUris?: readonly string[] | undefined;
  readonly alias?: string | null | undefined;
  readonly site?: string | null | undefined;
  readonly location?: string | null | undefined;
  readonly allowHttp?: boolean | undefined;
  /** Enabled for release. */
  readonly enabled?: boolean | undefined;
  readonly kind?: 'printer' | 'queue' | undefined;
  /** null: detected. */
  readonly profile?: string | null | undefined;
  readonly forDirectMail?: boolean | undefined;
  readonly forPublic?: boolean | undefined;
  /** A queue of its own that prints at once. */
  readonly directQueue?: boolean | undefined;
  /** Who is signed in at the device is believed. */
  readonly deviceSignIn?: boolean | undefined;
  readonly accounting?: AccountingNeed | null | undefined;
  /** null: by its User-Agent and its family. */
  readonly panelKind?: PanelKind | null | undefined;
}

/** What is undefined stays. */
export type PrinterEdit = { readonly [Field in keyof PrinterFields]?: PrinterFields[Field] | undefined };

export interface PrinterFacts {
  readonly capabilities?: PrinterCapabilities | undefined;
  readonly condition?: PrinterCondition | undefined;
  readonly tlsPin?: string | undefined;
  readonly identity?: DeviceIdentity | undefined;
}

type PrinterDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing'>;

/** Fields that a person or a file sets; the others are what the device says, or ours. */
export const PRINTER_FIELDS = [
  'name',
  'uri',
  'otherUris',
  'alias',
  'site',
  'location',
  'allowHttp',
  'enabled',
  'kind',
  'profile',
  'forDirectMail',
  'forPublic',
  'directQueue',
  'deviceSignIn',
  'accounting',
  'panelKind',
] as const;

/** Where a field came from begins with this when only the file it stands in, or the fleet system, may change it. */
const ELSEWHERE = /^(file|fleet) /;

/** Where the values of a field came from: its own source, else the row's. */
export function sourceOf(row: PrinterRow, field: string): string {
  return row.fieldSources[field] ?? row.source;
}

export function isReadOnly(row: PrinterRow, field: string): boolean {
  return ELSEWHERE.test(row.fieldSources[field] ?? '');
}

/** Whether the row itself is declared elsewhere and goes when it goes there. */
export const isDeclared = (row: PrinterRow): boolean => ELSEWHERE.test(row.source);

export function makePrinters(deps: PrinterDeps) {
  const newKey = () => {
    const key = deps.ids.id();
    return {
      panelKeyHash: deps.sealing.keyedHash('panel-key', key),
      panelKeySealed: deps.sealing.seal('panel-key', key),
    };
  };

  function makeRow(fields: PrinterFields, facts: PrinterFacts, source: string): PrinterRow {
    return {
      id: deps.ids.id(),
      name: fields.name,
      uri: checkPrinterUri(fields.uri),
      alias: fields.alias ?? null,
      site: fields.site ?? null,
      location: fields.location ?? null,
      enabled: fields.enabled ?? true,
      allowHttp: fields.allowHttp ?? false,
      source,
      tlsPin: facts.tlsPin ?? null,
      kind: fields.kind ?? 'printer',
      otherUris: (fields.otherUris ?? []).map(checkPrinterUri),
      profile: fields.profile ?? null,
      identity: facts.identity ?? null,
      fieldSources: {},
      forDirectMail: fields.forDirectMail ?? false,
      forPublic: fields.forPublic ?? false,
      directQueue: fields.directQueue ?? false,
      deviceSignIn: fields.deviceSignIn ?? false,
      credentialsSealed: null,
      accounting: fields.accounting ?? null,
      panelKind: fields.panelKind ?? null,
      panel: null,
      ...newKey(),
      capabilities: facts.capabilities ?? null,
      condition: facts.condition ?? null,
      createdAt: deps.clock.now(),
      removedAt: null,
    };
  }

  async function add(fields: PrinterFields, facts: PrinterFacts, source: string): Promise<PrinterRow> {
    const row = makeRow(fields, facts, source);
    await deps.db.write(async (tx) => {
      await tx.q.insert(tx.t.printers).values(row);
    });
    return row;
  }

  const sealCredentials = (credentials: DeviceCredentials): string | null =>
    credentials.snmp === undefined && credentials.admin === undefined
      ? null
      : deps.sealing.seal(PURPOSE, JSON.stringify(credentials));

  /** Changes what people set. Rejects with `printer-declared` for a field that only its file may change. */
  async function edit(id: string, fields: PrinterEdit, from: string): Promise<PrinterRow> {
    const given = Object.fromEntries(
      PRINTER_FIELDS.filter((field) => fields[field] !== undefined).map((field) => [field, fields[field]]),
    ) as Partial<PrinterFields>;
    return deps.db.write(async (tx) => {
      const row = await findPrinter(tx, id);
      if (row === undefined || row.removedAt !== null) throw new AppError('not-found', { what: 'printer' });
      const fixed = Object.keys(given).find((field) => isReadOnly(row, field));
      if (fixed !== undefined) {
        throw new AppError('printer-declared', { field: fixed, source: sourceOf(row, fixed) });
      }
      return write(tx, row, given, from);
    });
  }

  /** @param extra columns beside the fields; @param from where the given fields come from. */
  async function write(
    tx: Tx,
    row: PrinterRow,
    given: Partial<PrinterFields>,
    from: string,
    extra: Partial<PrinterRow> = {},
  ): Promise<PrinterRow> {
    const uri = given.uri === undefined ? row.uri : checkPrinterUri(given.uri);
    const set = {
      ...given,
      uri,
      otherUris: given.otherUris === undefined ? row.otherUris : given.otherUris.map(checkPrinterUri),
      fieldSources: {
        ...row.fieldSources,
        ...Object.fromEntries(Object.keys(given).map((field) => [field, from])),
      },
      // Another address is another device: what was pinned for the old one must not vouch for it, a password must
      // never be sent to a machine that it was not given for, and what it says of people is not believed unasked.
      ...(hostOf(uri) === hostOf(row.uri)
        ? {}
        : {
            tlsPin: null,
            credentialsSealed: null,
            identity: null,
            panel: null,
            deviceSignIn: given.deviceSignIn ?? false,
          }),
      ...extra,
    };
    const rows = await tx.q
      .update(tx.t.printers)
      .set(set as Partial<PrinterRow>)
      .where(eq(tx.t.printers.id, row.id))
      .returning();
    return rows[0] ?? row;
  }

  async function change(id: string, set: Partial<Omit<PrinterRow, 'id' | 'createdAt'>>): Promise<PrinterRow> {
    return deps.db.write(async (tx) => {
      const before = set.condition == null ? undefined : await findPrinter(tx, id);
      const rows = await tx.q
        .update(tx.t.printers)
        .set(set)
        .where(and(eq(tx.t.printers.id, id), isNull(tx.t.printers.removedAt)))
        .returning();
      const row = rows[0];
      if (row === undefined) throw new AppError('not-found', { what: 'printer' });
      if (before !== undefined) tellCondition(tx, before, row);
      return row;
    });
  }

  /** A level of ink that went down is no news; another state, or another reason for it, is. */
  function tellCondition(tx: Tx, before: PrinterRow, { id, condition }: PrinterRow): void {
    const told = (of: PrinterRow['condition']) => [of?.state, ...[...(of?.reasons ?? [])].sort()].join(' ');
    if (condition === null || told(before.condition) === told(condition)) return;
    tx.touched?.push({ kind: 'printer', printerId: id });
    const { state, reasons, accepting } = condition;
    const facts = { printerId: id, state, reasons: reasons.join(' '), accepting };
    tx.news?.push({ event: 'printer.condition', at: deps.clock.now(), facts });
  }

  return {
    add,
    /** Columns that people do not set: what the device said of itself, its panel. */
    change,
    edit,
    makeRow,
    write,
    /** Never leaves the server. */
    credentialsOf: (row: PrinterRow): DeviceCredentials => readCredentials(deps.sealing, row),
    /** What is undefined stays, null goes. */
    setCredentials: (
      id: string,
      given: { snmp?: SnmpAccess | null | undefined; admin?: DeviceLogin | null | undefined },
    ): Promise<PrinterRow> =>
      deps.db.write(async (tx) => {
        const row = await findPrinter(tx, id);
        if (row === undefined) throw new AppError('not-found', { what: 'printer' });
        if (isReadOnly(row, 'credentials')) {
          throw new AppError('printer-declared', {
            field: 'credentials',
            source: sourceOf(row, 'credentials'),
          });
        }
        const kept = readCredentials(deps.sealing, row);
        const snmp = given.snmp === undefined ? kept.snmp : (given.snmp ?? undefined);
        const admin = given.admin === undefined ? kept.admin : (given.admin ?? undefined);
        const { passwordRefused: _refused, ...panel } = row.panel ?? { platform: 'none' as const };
        return write(tx, row, {}, '', {
          credentialsSealed: sealCredentials({ snmp, admin }),
          // Another password may be tried again.
          ...(given.admin === undefined || row.panel === null ? {} : { panel }),
        });
      }),
    sealCredentials,
    /** Hides it: releases and reports keep its name. */
    remove: (id: string) =>
      change(id, { removedAt: deps.clock.now(), enabled: false, credentialsSealed: null, ...newKey() }),
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

/** What a credential is sealed for; see platform/sealing.ts. */
const PURPOSE = 'device-credentials';

function readCredentials(sealing: Sealing, row: PrinterRow): DeviceCredentials {
  if (row.credentialsSealed === null) return {};
  const text = sealing.open(PURPOSE, row.credentialsSealed);
  if (text === undefined) return {};
  const read = v.safeParse(DeviceCredentials, JSON.parse(text));
  return read.success ? read.output : {};
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
  return hot(
    tx,
    'list-printers',
    ({ q, t: { printers } }) =>
      q.select().from(printers).where(isNull(printers.removedAt)).orderBy(asc(printers.name)),
    {},
  );
}
