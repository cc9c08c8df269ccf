// A database whose transactions also write down what programs outside are to be told of: whatever a store pushed to `tx.news` becomes rows
// in the same commit, so that nothing is told that did not happen, and nothing that happened is forgotten. What it pushed to `tx.touched` is
// told to open screens after the commit. Measures commits on the way.
import type { LiveChange } from '@platen/shared/live-change';
import type { News } from '@platen/shared/webhook';
import type { Database, Tx } from './database.ts';

export interface NewsDesk {
  /** In the transaction that made the news. */
  readonly record: (tx: Tx, news: readonly News[]) => Promise<void>;
  /** After the commit: what changed of what people look at. */
  readonly touched?: (changes: readonly LiveChange[]) => void;
  /** How long a transaction took from being asked for until it was durable, ms. */
  readonly wrote: (ms: number) => void;
  /** Monotonic ms. */
  readonly monotonic: () => number;
}

export function withNews(db: Database, desk: NewsDesk): Database {
  return {
    ...db,
    async write(work) {
      const began = desk.monotonic();
      const value = await db.write(async (tx) => {
        // Made anew for each try: PostgreSQL may run a transaction again.
        const news: News[] = [];
        const touched: LiveChange[] = [];
        const done = await work({ ...tx, news, touched });
        if (news.length > 0) await desk.record(tx, news);
        if (touched.length > 0) tx.afterCommit.push(() => desk.touched?.(touched));
        return done;
      });
      desk.wrote(desk.monotonic() - began);
      return value;
    },
  };
}
