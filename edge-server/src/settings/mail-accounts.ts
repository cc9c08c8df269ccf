// The accounts that mail is taken from and sent through: adding, changing, removing, with their secrets sealed. Sending and receiving accounts
// are never one mailbox (SPEC A8).
import { AppError } from '@platen/shared/app-error';
import type { MailAccountSettings } from '@platen/shared/mail';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { audit } from '../people/audit.ts';
import { completeFields, type MailAccountFields } from './mail-account-fields.ts';
import { sameMailbox } from './mail-account-same.ts';

export type MailAccountRow = Tables['mailAccounts']['$inferSelect'];

/** What is undefined stays; `settings` are replaced as a whole; null takes the secret away. */
export type MailAccountEdit = {
  readonly [Field in keyof MailAccountFields]?: MailAccountFields[Field] | undefined;
} & {
  readonly secret?: string | null | undefined;
};

/** What the secret is sealed for; see platform/sealing.ts. */
const PURPOSE = 'mail-account';

type AccountDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'log'>;

export function makeMailAccounts(deps: AccountDeps) {
  const listeners = new Set<(id: string) => void>();
  const tellAll = (id: string) => () => {
    for (const listener of listeners) {
      try {
        listener(id);
      } catch (cause) {
        deps.log.error('a change of a mail account could not be told on', { account: id, cause });
      }
    }
  };

  /** Rejects with `bad-setting`, `bad-email`, `mail-account-is-sender` or `mail-account-twice`. */
  async function add(
    typed: MailAccountFields & { readonly secret?: string | undefined },
    who: string,
  ): Promise<MailAccountRow> {
    const fields = completeFields(typed);
    const { secret } = typed;
    const now = deps.clock.now();
    const row: MailAccountRow = {
      ...columnsOf(fields),
      id: deps.ids.id(),
      enabled: fields.enabled ?? true,
      secretSealed: secret === undefined ? null : deps.sealing.seal(PURPOSE, secret),
      state: null,
      holder: '',
      leaseUntil: 0,
      fence: 0,
      createdAt: now,
      changedAt: now,
      removedAt: null,
    };
    await deps.db.write(async (tx) => {
      await refuseClash(tx, row);
      await tx.q.insert(tx.t.mailAccounts).values(row);
      await audit(tx, now, { who, act: 'added mail account', about: row.id, detail: auditWords(row) });
      tx.afterCommit.push(tellAll(row.id));
    });
    return row;
  }

  /** Rejects as `add` does, and with `not-found`. Another server or user forgets the secret unless a new one comes along. */
  async function edit(id: string, given: MailAccountEdit, who: string): Promise<MailAccountRow> {
    const now = deps.clock.now();
    return deps.db.write(async (tx) => {
      const row = await findLive(tx, id);
      const fields = completeFields({
        name: given.name ?? row.name,
        kind: given.kind ?? row.kind,
        receives: given.receives ?? row.receives,
        sends: given.sends ?? row.sends,
        address: given.address ?? row.address,
        settings: given.settings ?? row.settings,
      });
      const next: MailAccountRow = {
        ...row,
        ...columnsOf(fields),
        enabled: given.enabled ?? row.enabled,
        secretSealed: nextSecret(row, fields, given.secret),
        // What was wrong was wrong with what it was before.
        state: null,
        changedAt: now,
      };
      await refuseClash(tx, next);
      const { mailAccounts } = tx.t;
      const { enabled, secretSealed, state, changedAt } = next;
      // Whoever reads it now, on whichever server, loses it with its next word and begins anew with what is stored here.
      const outdated = { holder: '', leaseUntil: 0, fence: sql`${mailAccounts.fence} + 1` };
      await tx.q
        .update(mailAccounts)
        .set({ ...columnsOf(fields), enabled, secretSealed, state, changedAt, ...outdated })
        .where(eq(mailAccounts.id, id));
      await audit(tx, now, {
        who,
        act: 'changed mail account',
        about: id,
        detail: { ...auditWords(next), newSecret: typeof given.secret === 'string' },
      });
      tx.afterCommit.push(tellAll(id));
      return next;
    });
  }

  function nextSecret(
    row: MailAccountRow,
    fields: MailAccountFields,
    given: string | null | undefined,
  ): string | null {
    if (given === null || fields.settings.auth === 'none') return null;
    if (given !== undefined) return deps.sealing.seal(PURPOSE, given);
    return staysSecret(row, fields) ? row.secretSealed : null;
  }

  /** Its messages keep their rows; the secret goes. Rejects with `not-found`. */
  async function remove(id: string, who: string): Promise<MailAccountRow> {
    const now = deps.clock.now();
    return deps.db.write(async (tx) => {
      const row = await findLive(tx, id);
      const { mailAccounts } = tx.t;
      const set = { removedAt: now, changedAt: now, enabled: false, secretSealed: null, state: null };
      await tx.q
        .update(mailAccounts)
        .set({ ...set, holder: '', leaseUntil: 0, fence: sql`${mailAccounts.fence} + 1` })
        .where(eq(mailAccounts.id, id));
      await audit(tx, now, { who, act: 'removed mail account', about: id, detail: auditWords(row) });
      tx.afterCommit.push(tellAll(id));
      return { ...row, ...set };
    });
  }

  return {
    add,
    edit,
    remove,
    list: (): Promise<MailAccountRow[]> => deps.db.read(listMailAccounts),
    /** Rejects with `not-found`. */
    find: (id: string): Promise<MailAccountRow> => deps.db.read((tx) => findLive(tx, id)),
    /** Never leaves the server. Undefined where there is none, or it was sealed by another server's key. */
    secretOf: (row: Pick<MailAccountRow, 'secretSealed'>): string | undefined =>
      row.secretSealed === null ? undefined : deps.sealing.open(PURPOSE, row.secretSealed),
    /** `changed` is told the id after each commit that adds, changes or removes an account. @returns a function that ends it. */
    onChange: (changed: (id: string) => void): (() => void) => {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
  };
}
export type MailAccounts = ReturnType<typeof makeMailAccounts>;

/** All that are not removed, the oldest first. */
export async function listMailAccounts(tx: Tx): Promise<MailAccountRow[]> {
  return hot(
    tx,
    'list-mail-accounts',
    ({ q, t: { mailAccounts } }) =>
      q
        .select()
        .from(mailAccounts)
        .where(isNull(mailAccounts.removedAt))
        .orderBy(asc(mailAccounts.createdAt), asc(mailAccounts.id)),
    {},
  );
}

/** Whether a secret that was given for `row` may be shown to the server of `fields`: it is the same one, as well protected. */
export function staysSecret(
  row: Pick<MailAccountRow, 'kind' | 'settings'>,
  fields: Pick<MailAccountFields, 'kind' | 'settings'>,
): boolean {
  const toldTo = ({ host, user, tokenUrl, tenant, auth }: MailAccountSettings) =>
    [host, user, tokenUrl, tenant, auth].map((part) => part ?? '').join('\0');
  const becomesPlain = fields.settings.security === 'none' && row.settings.security !== 'none';
  return row.kind === fields.kind && toldTo(row.settings) === toldTo(fields.settings) && !becomesPlain;
}

/** An account that is switched off counts, too: switching it on must not be a way around. */
async function refuseClash(tx: Tx, account: MailAccountRow): Promise<void> {
  const isSender = (address: string) => new AppError('mail-account-is-sender', { address });
  // One account is one mailbox.
  if (account.receives && account.sends) throw isSender(account.address);
  for (const other of await listMailAccounts(tx)) {
    if (other.id === account.id) continue;
    const both = sameMailbox(account, other);
    if (both === undefined) continue;
    if ((account.receives && other.sends) || (account.sends && other.receives)) throw isSender(both);
    // Read twice, in whatever ways, every message would be taken twice.
    if (account.receives && other.receives && folderOf(account) === folderOf(other))
      throw new AppError('mail-account-twice', { address: both, account: other.name });
  }
}

const folderOf = ({ settings }: MailAccountRow): string => (settings.folder ?? 'inbox').toLowerCase();

async function findLive(tx: Tx, id: string): Promise<MailAccountRow> {
  const { mailAccounts } = tx.t;
  const rows = await tx.q
    .select()
    .from(mailAccounts)
    .where(and(eq(mailAccounts.id, id), isNull(mailAccounts.removedAt)))
    .limit(1);
  const row = rows[0];
  if (row === undefined) throw new AppError('not-found', { what: 'mail account' });
  return row;
}

function columnsOf(fields: MailAccountFields) {
  const { name, kind, receives, sends, address, settings } = fields;
  return { name, kind, receives, sends, address, settings };
}

function auditWords(row: MailAccountRow): Record<string, string | boolean> {
  const { name, kind, address, receives, sends, enabled, settings } = row;
  return { name, kind, address, receives, sends, enabled, server: settings.host ?? '' };
}
