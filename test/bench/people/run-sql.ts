// Runs a statement of either engine that the query builder has no words for: for filling a database quickly.
import type { Tx } from '@platen/edge-server/db/database';
import type { SQL } from 'drizzle-orm';

type Runs = { readonly run: (query: SQL) => unknown };
type Executes = { readonly execute: (query: SQL) => Promise<unknown> };

export const runSql = async (tx: Tx, query: SQL): Promise<void> => {
  // Each builder has a method of its own for it; see column-kit.ts on the one type that both share.
  const q: unknown = tx.q;
  if (tx.engine === 'sqlite') (q as Runs).run(query);
  else await (q as Executes).execute(query);
};
