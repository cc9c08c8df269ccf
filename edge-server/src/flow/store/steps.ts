// Rows of steps: adding, claiming with a lease, ending. A step is claimed by one holder at a time, on either engine.
import { and, asc, eq, inArray, lte, or, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { Step, StepKind } from '../step.ts';

export interface NewStep {
  readonly id: string;
  readonly kind: StepKind;
  readonly subject: string;
  readonly dueAt: number;
  readonly now: number;
  /** Claimed from the first moment: by a runner that begins it right after the commit. */
  readonly claimed?: { readonly holder: string; readonly leaseUntil: number };
}

export function insertStep(tx: Tx, step: NewStep): Promise<void> {
  const { id, kind, subject, dueAt, now, claimed } = step;
  const attempts = claimed === undefined ? 0 : 1;
  const row = { id, kind, subject, dueAt, attempts, holder: '', leaseUntil: 0, createdAt: now, ...claimed };
  return insertRow(tx, 'steps', tx.t.steps, row);
}

/** Claims up to `limit` due steps of a kind: free ones, and those whose holder let the lease run out. */
export async function claimSteps(
  tx: Tx,
  kind: StepKind,
  claim: { readonly holder: string; readonly now: number; readonly leaseMs: number; readonly limit: number },
): Promise<Step[]> {
  const { holder, now, limit } = claim;
  const found = await hot(
    tx,
    'due-steps',
    ({ q, t: { steps }, engine }) => {
      const due = q
        .select({ id: steps.id })
        .from(steps)
        .where(
          and(
            eq(steps.kind, sql.placeholder('kind')),
            lte(steps.dueAt, sql.placeholder('now')),
            or(eq(steps.holder, ''), lte(steps.leaseUntil, sql.placeholder('now'))),
          ),
        )
        .orderBy(asc(steps.dueAt))
        .limit(sql.placeholder('limit'));
      // Several edge servers on one PostgreSQL: each skips the rows another is claiming. SQLite has one writer and no such clause.
      return engine === 'postgres' ? lockSkipping(due) : due;
    },
    { kind, now, limit },
  );
  const claimed: Step[] = [];
  for (const { id } of found) {
    const rows = await hot(
      tx,
      'claim-step',
      ({ q, t: { steps } }) =>
        q
          .update(steps)
          .set({
            holder: sql`${sql.placeholder('holder')}`,
            leaseUntil: sql`${sql.placeholder('leaseUntil')}`,
            attempts: sql`${steps.attempts} + 1`,
          })
          .where(eq(steps.id, sql.placeholder('id')))
          .returning({ id: steps.id, kind: steps.kind, subject: steps.subject, attempts: steps.attempts }),
      { id, holder, leaseUntil: now + claim.leaseMs },
    );
    claimed.push(...rows);
  }
  return claimed;
}

/** Keeps the leases of running steps. @returns the ids still held. */
export async function renewSteps(
  tx: Tx,
  ids: readonly string[],
  holder: string,
  leaseUntil: number,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { steps } = tx.t;
  const rows = await tx.q
    .update(steps)
    .set({ leaseUntil })
    .where(and(inArray(steps.id, [...ids]), eq(steps.holder, holder)))
    .returning({ id: steps.id });
  return rows.map((row) => row.id);
}

/** Removes a finished step. @returns false when the lease was lost: then the outcome must not be recorded. */
export async function finishStep(tx: Tx, id: string, holder: string): Promise<boolean> {
  const rows = await hot(
    tx,
    'finish-step',
    ({ q, t }) =>
      q
        .delete(t.steps)
        .where(and(eq(t.steps.id, sql.placeholder('id')), eq(t.steps.holder, sql.placeholder('holder'))))
        .returning({ id: t.steps.id }),
    { id, holder },
  );
  return rows.length === 1;
}

/** Puts a step back to be claimed at `dueAt`. @returns false when the lease was lost. */
export async function postponeStep(tx: Tx, id: string, holder: string, dueAt: number): Promise<boolean> {
  const { steps } = tx.t;
  const rows = await tx.q
    .update(steps)
    .set({ holder: '', leaseUntil: 0, dueAt })
    .where(and(eq(steps.id, id), eq(steps.holder, holder)))
    .returning({ id: steps.id });
  return rows.length === 1;
}

/** At start: what an earlier life of this same holder had claimed is free again at once. */
export async function freeStepsOf(tx: Tx, holder: string): Promise<number> {
  const { steps } = tx.t;
  const rows = await tx.q
    .update(steps)
    .set({ holder: '', leaseUntil: 0 })
    .where(eq(steps.holder, holder))
    .returning({ id: steps.id });
  return rows.length;
}

export async function removeStepsOf(tx: Tx, subject: string): Promise<void> {
  await tx.q.delete(tx.t.steps).where(eq(tx.t.steps.subject, subject));
}

/** When the next step of a kind is due, Unix ms; undefined when none waits. */
export async function nextDue(tx: Tx, kind: StepKind): Promise<number | undefined> {
  const rows = await hot(
    tx,
    'next-due',
    ({ q, t: { steps } }) =>
      q
        .select({ dueAt: sql<number | null>`min(${steps.dueAt})` })
        .from(steps)
        .where(and(eq(steps.kind, sql.placeholder('kind')), eq(steps.holder, ''))),
    { kind },
  );
  const due = rows[0]?.dueAt;
  return due === null || due === undefined ? undefined : Number(due);
}

interface SkipLockable<T> {
  for(strength: 'update', config: { skipLocked: true }): T;
}

function lockSkipping<T>(query: T): T {
  // Only PostgreSQL's builder has `for`; the type seen here is SQLite's (db/column-kit.ts).
  return (query as SkipLockable<T>).for('update', { skipLocked: true });
}
