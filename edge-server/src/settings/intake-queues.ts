// The queues for LPR and raw TCP: adding, changing and removing them, each with its entry in the audit log. What listens is open-queues.ts.
import type { QueueAdd, QueueChange, QueueRule } from '@platen/shared/api/admin-queues';
import { AppError } from '@platen/shared/app-error';
import type { QueueOwner } from '@platen/shared/intake-queue';
import { asc, eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { audit } from '../people/audit.ts';
import { findUserByEmail, normalizeEmail } from '../people/users.ts';

export type IntakeQueueRow = Tables['intakeQueues']['$inferSelect'];

/** A network that is wider than one organisation's: 10.0.0.0/8 is the widest that is private (RFC 1918), fc00::/7 of IPv6 (RFC 4193). */
const WIDEST = { ipv4: 8, ipv6: 7 } as const;

/** How addresses and networks are written on the wire (protocols/networks.ts, protocols/mail/addresses.ts). */
export interface QueueWords {
  readonly readNetwork: (
    text: string,
  ) => { readonly address: string; readonly prefix: number; readonly family: 'ipv4' | 'ipv6' } | undefined;
  readonly canonicalDomain: (domain: string) => string | undefined;
}

export function makeIntakeQueues(deps: Pick<Deps, 'db' | 'clock' | 'ids'> & { readonly words: QueueWords }) {
  const { words } = deps;
  const listeners = new Set<() => void>();
  const tellAll = (): void => {
    for (const told of listeners) told();
  };

  async function add(given: QueueAdd, who: string): Promise<IntakeQueueRow> {
    const now = deps.clock.now();
    return deps.db.write(async (tx) => {
      const row = {
        id: deps.ids.id(),
        ...(await columnsOf(tx, words, given)),
        createdAt: now,
        changedAt: now,
      };
      await refuseClash(tx, row);
      await tx.q.insert(tx.t.intakeQueues).values(row);
      await audit(tx, now, { who, act: 'added queue', about: row.id, detail: auditWords(row) });
      tx.afterCommit.push(tellAll);
      return row;
    });
  }

  async function change(id: string, given: QueueChange, who: string): Promise<IntakeQueueRow> {
    const now = deps.clock.now();
    return deps.db.write(async (tx) => {
      const before = await find(tx, id);
      const next = { ...before, ...(await columnsOf(tx, words, given)), changedAt: now };
      await refuseClash(tx, next);
      await tx.q.update(tx.t.intakeQueues).set(next).where(eq(tx.t.intakeQueues.id, id));
      await audit(tx, now, { who, act: 'changed queue', about: id, detail: auditWords(next) });
      tx.afterCommit.push(tellAll);
      return next;
    });
  }

  /** What came through it stays its owners'. Rejects with `not-found`. */
  async function remove(id: string, who: string): Promise<void> {
    const now = deps.clock.now();
    await deps.db.write(async (tx) => {
      const row = await find(tx, id);
      await tx.q.delete(tx.t.intakeQueues).where(eq(tx.t.intakeQueues.id, id));
      await audit(tx, now, { who, act: 'removed queue', about: id, detail: auditWords(row) });
      tx.afterCommit.push(tellAll);
    });
  }

  return {
    add,
    change,
    remove,
    list: (): Promise<IntakeQueueRow[]> =>
      deps.db.read((tx) => {
        const { intakeQueues } = tx.t;
        return tx.q.select().from(intakeQueues).orderBy(asc(intakeQueues.createdAt), asc(intakeQueues.id));
      }),
    /** `changed` is called after each commit that changes a queue. @returns a function that ends it. */
    onChange: (changed: () => void): (() => void) => {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
  };
}
export type IntakeQueues = ReturnType<typeof makeIntakeQueues>;

type Columns = Omit<IntakeQueueRow, 'id' | 'createdAt' | 'changedAt'>;

/** As they are stored: networks checked, accounts found. Of a change only what is there. */
async function columnsOf(tx: Tx, words: QueueWords, given: QueueAdd): Promise<Columns>;
async function columnsOf(tx: Tx, words: QueueWords, given: QueueChange): Promise<Partial<Columns>>;
async function columnsOf(tx: Tx, words: QueueWords, given: QueueChange): Promise<Partial<Columns>> {
  const { name, kind, port, networks, trustNames, domain, names, sources, fallback, enabled } = given;
  return {
    ...(name === undefined ? {} : { name }),
    ...(kind === undefined ? {} : { kind }),
    ...(port === undefined ? {} : { port }),
    ...(networks === undefined
      ? {}
      : { networks: [...new Set(networks.map((typed) => checkNetwork(words, typed)))] }),
    ...(trustNames === undefined ? {} : { trustNames }),
    ...(domain === undefined ? {} : { domain: checkDomain(words, domain) }),
    ...(names === undefined ? {} : { names: await withAccounts(tx, names, (from) => from.toLowerCase()) }),
    ...(sources === undefined
      ? {}
      : { sources: await withAccounts(tx, sources, (from) => checkSource(words, from)) }),
    ...(fallback === undefined ? {} : { fallbackId: fallback === '' ? null : await accountOf(tx, fallback) }),
    ...(enabled === undefined ? {} : { enabled }),
  };
}

function checkNetwork(words: QueueWords, typed: string): string {
  const network = words.readNetwork(typed);
  if (network === undefined) throw new AppError('queue-network', { network: typed });
  if (network.prefix < WIDEST[network.family]) throw new AppError('queue-network-wide', { network: typed });
  return written(network);
}

function checkSource(words: QueueWords, typed: string): string {
  const network = words.readNetwork(typed);
  if (network === undefined) throw new AppError('queue-network', { network: typed });
  return written(network);
}

/** One address stands without its prefix. */
function written({ address, prefix, family }: NonNullable<ReturnType<QueueWords['readNetwork']>>): string {
  return prefix === (family === 'ipv4' ? 32 : 128) ? address : `${address}/${prefix}`;
}

function checkDomain(words: QueueWords, typed: string): string {
  const bare = typed.replace(/^@/, '');
  if (bare === '') return '';
  const domain = words.canonicalDomain(bare);
  if (domain === undefined) throw new AppError('queue-domain', { domain: typed });
  return domain;
}

async function withAccounts(
  tx: Tx,
  rules: readonly QueueRule[],
  clean: (from: string) => string,
): Promise<QueueOwner[]> {
  const owners: QueueOwner[] = [];
  for (const { from, email } of rules) owners.push({ from: clean(from), userId: await accountOf(tx, email) });
  return owners;
}

async function accountOf(tx: Tx, email: string): Promise<string> {
  const user = await findUserByEmail(tx, normalizeEmail(email));
  if (user === undefined) throw new AppError('queue-owner', { email });
  return user.id;
}

/** Of LPR, several queues share a port and are told apart by name; a raw queue has its port alone. */
async function refuseClash(tx: Tx, row: IntakeQueueRow): Promise<void> {
  const others = (await tx.q.select().from(tx.t.intakeQueues)).filter(({ id }) => id !== row.id);
  const { port, name } = row;
  const there = others.find((other) => other.port === port && (other.kind === 'raw' || row.kind === 'raw'));
  if (there !== undefined) throw new AppError('queue-port', { port, queue: there.name });
  const same = (other: IntakeQueueRow): boolean => other.name.toLowerCase() === name.toLowerCase();
  if (others.some(same)) throw new AppError('queue-name', { name });
}

async function find(tx: Tx, id: string): Promise<IntakeQueueRow> {
  const { intakeQueues } = tx.t;
  const row = (await tx.q.select().from(intakeQueues).where(eq(intakeQueues.id, id)).limit(1))[0];
  if (row === undefined) throw new AppError('not-found', { what: 'queue' });
  return row;
}

function auditWords(row: Columns): Record<string, string | number | boolean> {
  const { name, kind, port, networks, trustNames, domain, names, sources, fallbackId, enabled } = row;
  return {
    name,
    kind,
    port,
    networks: networks.join(' '),
    trustNames,
    domain,
    names: names.map(({ from, userId }) => `${from}=${userId}`).join(' '),
    sources: sources.map(({ from, userId }) => `${from}=${userId}`).join(' '),
    fallback: fallbackId ?? '',
    enabled,
  };
}
