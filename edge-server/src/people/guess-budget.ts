// Budgets for wrong codes and passwords (SPEC C3): per panel, per network, per pair of account and source, and for the whole site.
// Counted in the database before the check, so that neither a restart nor parallel tries give more. Delays grow by source, never
// by victim: nobody can lock another out. Rules: delivery-and-mail.md section 8, ARCHITECTURE.md "Codes".
import { AppError } from '@platen/shared/app-error';
import { eq, lte, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';

/** The first wait after a used-up budget; each further one is twice as long. */
const FIRST_WAIT_MS = 60_000;
/** Four doublings: 16 minutes. Longer only punishes the people who need the panel; the site's budget stops the patient. */
const MOST_DOUBLINGS = 4;
/** A scope that was quiet this long starts anew. */
const QUIET_MS = 24 * 3_600_000;
/** ASVS 5.0 6.3.1 wants guessing at one account limited; ten a day and source leave the owner's own slips room. */
const TRIES_PER_PAIR = 10;

export interface Source {
  /** Client address as the socket saw it. */
  readonly address: string;
  /** The panel that asks, if one does. */
  readonly printerId?: string;
  /** For keys that come by mail: an opaque word for the verified sender, who is the source then. No other sender and no panel is slowed. */
  readonly sender?: string;
}

interface Scope {
  readonly name: string;
  readonly tries: number;
  /** What a used-up budget means: wait, or give the email address too (nobody else on that network is locked out). */
  readonly then: 'wait' | 'step-up';
}

type BudgetDeps = Pick<Deps, 'clock' | 'settings'>;

interface Try {
  readonly source: Source;
  /** An opaque word for the account that was named. Without one it is a try at any code: only those count for panel and site. */
  readonly pair?: string;
}

function scopesOf(deps: BudgetDeps, { source, pair }: Try): Scope[] {
  if (source.sender !== undefined) {
    return [{ name: `mail:${source.sender}`, tries: TRIES_PER_PAIR, then: 'wait' }];
  }
  const { wrongPerPanel, wrongPerNetwork, wrongPerDay } = deps.settings().codes;
  const network = networkOf(source.address);
  if (pair !== undefined) {
    return [
      { name: `pair:${pair}@${source.printerId ?? network}`, tries: TRIES_PER_PAIR, then: 'wait' },
      { name: `named:${network}`, tries: wrongPerNetwork, then: 'wait' },
    ];
  }
  return [
    { name: `panel:${source.printerId ?? network}`, tries: wrongPerPanel, then: 'wait' },
    { name: `network:${network}`, tries: wrongPerNetwork, then: 'step-up' },
    { name: siteScope(deps.clock.now()), tries: wrongPerDay, then: 'step-up' },
  ];
}

/**
 * Runs one try under the budgets, inside the caller's transaction.
 * `check` looks the secret up; it must do the same work for a hit and a miss.
 * @returns the hit, or the error to answer with. Errors are values here: a thrown one would roll the counters back.
 */
export async function tryGuess<T>(
  tx: Tx,
  deps: BudgetDeps,
  ask: Try & { readonly wrong: () => AppError; readonly check: () => Promise<T | undefined> },
): Promise<{ readonly hit: T } | { readonly error: AppError }> {
  const now = deps.clock.now();
  const scopes = scopesOf(deps, ask);
  for (const scope of scopes) {
    const blockedUntil = (await readScope(tx, scope.name))?.blockedUntil ?? 0;
    if (blockedUntil <= now) continue;
    if (scope.then === 'step-up') return { error: new AppError('code-needs-email') };
    const seconds = Math.max(1, Math.ceil((blockedUntil - now) / 1000));
    return { error: new AppError('too-many-tries', { seconds, scope: scope.name }) };
  }
  for (const scope of scopes) await raise(tx, scope.name, now);
  const hit = await ask.check();
  if (hit !== undefined) {
    await forgiveTries(tx, deps, ask);
    return { hit };
  }
  for (const scope of scopes) await blockIfUsedUp(tx, scope, now);
  return { error: ask.wrong() };
}

/** A hit ends the row of wrong ones at this source; the site, which counts all day, only gets this one try back. */
export async function forgiveTries(tx: Tx, deps: BudgetDeps, ask: Try): Promise<void> {
  const now = deps.clock.now();
  for (const { name } of scopesOf(deps, ask)) {
    if (name.startsWith('site:')) await giveBack(tx, name);
    else await forgive(tx, name, now);
  }
}

/** Must this source give the email address too, because its network or the whole site used its budget up? */
export async function needsEmail(tx: Tx, deps: BudgetDeps, source: Source): Promise<boolean> {
  const now = deps.clock.now();
  for (const scope of scopesOf(deps, { source })) {
    if (scope.then === 'step-up' && ((await readScope(tx, scope.name))?.blockedUntil ?? 0) > now) return true;
  }
  return false;
}

/** Wrong codes the site evaluated today. */
export async function wrongToday(tx: Tx, deps: Pick<Deps, 'clock'>): Promise<number> {
  return (await readScope(tx, siteScope(deps.clock.now())))?.wrong ?? 0;
}

/** Rows nobody will ask for again. */
export async function dropQuietScopes(tx: Tx, now: number): Promise<void> {
  // A week: longer than any wait, and the site's days stay to be looked at for a while.
  await tx.q.delete(tx.t.guesses).where(lte(tx.t.guesses.changedAt, now - 7 * QUIET_MS));
}

/** "10.1.2.77" -> "10.1.2.0/24", "2001:db8:1:2ff::1" -> "2001:db8:1:200/56", IPv4-mapped as IPv4: one household or office wing. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [left = '', right] = plain.toLowerCase().split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const fill = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(fill).fill('0'), ...tail].map(
    (group) => Number.parseInt(group, 16) || 0,
  );
  const [a = 0, b = 0, c = 0, d = 0] = groups;
  return `${[a, b, c, d & 0xff00].map((group) => group.toString(16)).join(':')}/56`;
}

const siteScope = (now: number): string => `site:${new Date(now).toISOString().slice(0, 10)}`;

async function readScope(tx: Tx, scope: string) {
  const { guesses } = tx.t;
  const rows = await tx.q.select().from(guesses).where(eq(guesses.scope, scope)).limit(1);
  return rows[0];
}

async function raise(tx: Tx, scope: string, now: number): Promise<void> {
  const { guesses } = tx.t;
  await tx.q
    .insert(guesses)
    .values({ scope, wrong: 1, waits: 0, blockedUntil: 0, changedAt: now })
    .onConflictDoUpdate({
      target: guesses.scope,
      set: {
        wrong: sql`case when ${guesses.changedAt} < ${now - QUIET_MS} then 1 else ${guesses.wrong} + 1 end`,
        waits: sql`case when ${guesses.changedAt} < ${now - QUIET_MS} then 0 else ${guesses.waits} end`,
        changedAt: now,
      },
    });
}

async function forgive(tx: Tx, scope: string, now: number): Promise<void> {
  const { guesses } = tx.t;
  await tx.q.update(guesses).set({ wrong: 0, waits: 0, changedAt: now }).where(eq(guesses.scope, scope));
}

async function giveBack(tx: Tx, scope: string): Promise<void> {
  const { guesses } = tx.t;
  await tx.q
    .update(guesses)
    .set({ wrong: sql`${guesses.wrong} - 1` })
    .where(eq(guesses.scope, scope));
}

async function blockIfUsedUp(tx: Tx, scope: Scope, now: number): Promise<void> {
  const { guesses } = tx.t;
  const row = await readScope(tx, scope.name);
  if (row === undefined || row.wrong < scope.tries) return;
  // The site's scope is a day of its own: it stays used up until that day is over, and keeps its count to be shown.
  const daily = scope.name.startsWith('site:');
  const blockedUntil = daily
    ? Date.parse(`${new Date(now).toISOString().slice(0, 10)}T00:00:00Z`) + QUIET_MS
    : now + FIRST_WAIT_MS * 2 ** Math.min(row.waits, MOST_DOUBLINGS);
  await tx.q
    .update(guesses)
    .set({ wrong: daily ? row.wrong : 0, waits: row.waits + 1, blockedUntil, changedAt: now })
    .where(eq(guesses.scope, scope.name));
}
