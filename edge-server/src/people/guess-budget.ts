// Budgets for wrong codes and passwords (SPEC C3): counted in the database before the check, so that neither a restart nor parallel tries
// give more. Which budgets there are, and why, is guess-scopes.ts. Rules: delivery-and-mail.md section 8, ARCHITECTURE.md "Codes".
import { AppError } from '@platen/shared/app-error';
import { eq, lte, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { noteWrong } from './guess-days.ts';
import { type Scope, type Source, scopesOf, siteScope, type Try } from './guess-scopes.ts';

/** The first wait after a used-up budget; each further one is twice as long. */
const FIRST_WAIT_MS = 60_000;
/** Four doublings: 16 minutes. Longer only punishes the people who need the panel; the site's budget stops the patient. */
const MOST_DOUBLINGS = 4;
/** A scope that was quiet this long starts anew. */
const QUIET_MS = 24 * 3_600_000;

type BudgetDeps = Pick<Deps, 'clock' | 'settings'>;

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
  const error = await beginGuess(tx, deps, ask);
  if (error !== undefined) return { error };
  const hit = await ask.check();
  if (hit === undefined) {
    await missGuess(tx, deps, ask);
    return { error: ask.wrong() };
  }
  await forgiveTries(tx, deps, ask);
  return { hit };
}

/**
 * Counts a try that is checked outside of this transaction, such as a password that a directory is asked about. Its end is told by
 * missGuess, forgiveTries or undoGuess. @returns why it may not be tried at all: then nothing was counted.
 */
export async function beginGuess(tx: Tx, deps: BudgetDeps, ask: Try): Promise<AppError | undefined> {
  const now = deps.clock.now();
  const scopes = scopesOf(deps, ask);
  for (const scope of scopes) {
    let row = await readScope(tx, scope.name);
    // Tries that are still being checked have used it up, or were never told the end of: they count as wrong.
    if (row !== undefined && row.blockedUntil <= now && isUsedUp(row, scope, now)) {
      row = await block(tx, row, scope, now);
    }
    if (row !== undefined && row.blockedUntil > now) return refusal(scope, row.blockedUntil - now);
  }
  for (const [index, scope] of scopes.entries()) {
    // The row is ours until the commit. What others counted since the look above shows here, so that parallel tries give no more.
    const row = await raise(tx, scope.name, now);
    if (row.blockedUntil <= now && row.wrong <= scope.tries) continue;
    for (const { name } of scopes.slice(0, index + 1)) await giveBack(tx, name, 1);
    const until = row.blockedUntil > now ? row.blockedUntil : (await block(tx, row, scope, now)).blockedUntil;
    return refusal(scope, until - now);
  }
  return undefined;
}

/** The try was wrong. */
export async function missGuess(tx: Tx, deps: BudgetDeps, ask: Try): Promise<void> {
  const now = deps.clock.now();
  await noteWrong(tx, ask.source, now);
  for (const scope of scopesOf(deps, ask)) {
    const row = await readScope(tx, scope.name);
    if (row !== undefined && row.blockedUntil <= now && isUsedUp(row, scope, now))
      await block(tx, row, scope, now);
  }
}

/** Nobody could tell whether it was right, such as when no directory answers: the one try is given back. */
export async function undoGuess(tx: Tx, deps: BudgetDeps, ask: Try): Promise<void> {
  for (const { name } of scopesOf(deps, ask)) await giveBack(tx, name, 1);
}

/**
 * A hit ends the row of wrong ones at its source. What others may have tried is not forgiven with it, or whoever has an account could go
 * on for ever: the network gets back the slips at this account only, the day this one try.
 */
export async function forgiveTries(tx: Tx, deps: BudgetDeps, ask: Try): Promise<void> {
  const now = deps.clock.now();
  const scopes = scopesOf(deps, ask);
  const own = scopes.find(({ name }) => name.startsWith('pair:'));
  const slips = own === undefined ? 1 : Math.max(1, (await readScope(tx, own.name))?.wrong ?? 1);
  for (const { name, hit } of scopes) {
    if (hit === 'forgives') await forgive(tx, name, now);
    else await giveBack(tx, name, hit === 'gives-back-own' ? slips : 1);
  }
}

/** Must this source give the email address too, because its network or the whole site used its budget up? */
export async function needsEmail(tx: Tx, deps: BudgetDeps, source: Source): Promise<boolean> {
  const now = deps.clock.now();
  for (const scope of scopesOf(deps, { source })) {
    if (scope.then === 'give-email' && ((await readScope(tx, scope.name))?.blockedUntil ?? 0) > now)
      return true;
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

function refusal(scope: Scope, leftMs: number): AppError {
  if (scope.then === 'give-email') return new AppError('code-needs-email');
  if (scope.then === 'use-mail') return new AppError('code-needs-mail');
  return new AppError('too-many-tries', {
    seconds: Math.max(1, Math.ceil(leftMs / 1000)),
    scope: scope.name,
  });
}

async function readScope(tx: Tx, scope: string) {
  const rows = await hot(
    tx,
    'read-guess-scope',
    ({ q, t: { guesses } }) =>
      q
        .select()
        .from(guesses)
        .where(eq(guesses.scope, sql.placeholder('scope')))
        .limit(1),
    { scope },
  );
  return rows[0];
}

type Row = NonNullable<Awaited<ReturnType<typeof readScope>>>;

const isUsedUp = (row: Row, scope: Scope, now: number): boolean =>
  row.wrong >= scope.tries && row.changedAt >= now - QUIET_MS;

async function raise(tx: Tx, scope: string, now: number): Promise<Row> {
  const quiet = sql.placeholder('quiet');
  const [row] = await hot(
    tx,
    'raise-guess-scope',
    ({ q, t: { guesses } }) =>
      q
        .insert(guesses)
        .values({
          scope: sql.placeholder('scope'),
          wrong: 1,
          waits: 0,
          blockedUntil: 0,
          changedAt: sql.placeholder('now'),
        })
        .onConflictDoUpdate({
          target: guesses.scope,
          set: {
            wrong: sql`case when ${guesses.changedAt} < ${quiet} then 1 else ${guesses.wrong} + 1 end`,
            waits: sql`case when ${guesses.changedAt} < ${quiet} then 0 else ${guesses.waits} end`,
            changedAt: sql`${sql.placeholder('now')}`,
          },
        })
        .returning(),
    { scope, now, quiet: now - QUIET_MS },
  );
  if (row === undefined) throw new AppError('internal', { detail: `no row for the scope ${scope}` });
  return row;
}

async function forgive(tx: Tx, scope: string, now: number): Promise<void> {
  const { guesses } = tx.t;
  await tx.q
    .update(guesses)
    .set({ wrong: 0, waits: 0, blockedUntil: 0, changedAt: now })
    .where(eq(guesses.scope, scope));
}

async function giveBack(tx: Tx, scope: string, tries: number): Promise<void> {
  const { guesses } = tx.t;
  await tx.q
    .update(guesses)
    .set({ wrong: sql`case when ${guesses.wrong} > ${tries} then ${guesses.wrong} - ${tries} else 0 end` })
    .where(eq(guesses.scope, scope));
}

/** Has the scope wait from now on. @returns its row as it is then. */
async function block(tx: Tx, row: Row, scope: Scope, now: number): Promise<Row> {
  const { guesses } = tx.t;
  const blockedUntil = scope.daily
    ? (Math.floor(now / QUIET_MS) + 1) * QUIET_MS
    : now + FIRST_WAIT_MS * 2 ** Math.min(row.waits, MOST_DOUBLINGS);
  const change = {
    wrong: scope.daily ? row.wrong : 0,
    waits: row.waits + 1,
    blockedUntil,
    changedAt: now,
  };
  await tx.q.update(guesses).set(change).where(eq(guesses.scope, scope.name));
  // One panel's budget is used up by somebody's slips; that of a network or of the whole site is somebody guessing.
  if (scope.daily || /^(network|named):/.test(scope.name)) {
    const facts = {
      source: scope.daily ? 'site' : scope.name.replace(/^\w+:/, ''),
      wrong: row.wrong,
      blockedUntil,
    };
    tx.news?.push({ event: 'attack', at: now, facts });
  }
  return { ...row, ...change };
}
