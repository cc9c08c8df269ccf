// The conversion servers that may ask for work: each with a token of its own, of which the database keeps the hash.
import { AppError } from '@platen/shared/app-error';
import { and, asc, eq } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { Sessions } from './sessions.ts';

/** When one was last heard of is known since the server started; it asks all the time. */
export function makeConverters(deps: Pick<Deps, 'db' | 'clock'> & { readonly sessions: Sessions }) {
  const seen = new Map<string, number>();

  async function list(): Promise<{ name: string; addedAt: number; seenAt?: number }[]> {
    const rows = await deps.db.read((tx) => {
      const { sessions } = tx.t;
      return tx.q
        .select({ name: sessions.personId, addedAt: sessions.createdAt })
        .from(sessions)
        .where(eq(sessions.kind, 'converter'))
        .orderBy(asc(sessions.createdAt));
    });
    return rows.map(({ name, addedAt }) => {
      const seenAt = seen.get(name);
      return { name, addedAt, ...(seenAt === undefined ? {} : { seenAt }) };
    });
  }

  return {
    list,
    /** The token is told this once. Rejects with `bad-request` when the name is taken. */
    async add(name: string): Promise<{ name: string; token: string }> {
      if ((await list()).some((one) => one.name === name)) {
        throw new AppError('bad-request', { detail: `there is a conversion server "${name}" already` });
      }
      const { token } = await deps.db.write((tx) => deps.sessions.open(tx, 'converter', name));
      return { name, token };
    },
    /** Rejects with `not-found`. What it works on is taken over when its lease runs out. */
    async remove(name: string): Promise<void> {
      const gone = await deps.db.write((tx) => {
        const { sessions } = tx.t;
        return tx.q
          .delete(sessions)
          .where(and(eq(sessions.kind, 'converter'), eq(sessions.personId, name)))
          .returning({ tokenHash: sessions.tokenHash });
      });
      if (gone.length === 0) throw new AppError('not-found', { what: `conversion server ${name}` });
      seen.delete(name);
      deps.sessions.forget(gone.map(({ tokenHash }) => tokenHash));
    },
    /** Its token was used. */
    saw(name: string): void {
      seen.set(name, deps.clock.now());
    },
  };
}

export type Converters = ReturnType<typeof makeConverters>;
