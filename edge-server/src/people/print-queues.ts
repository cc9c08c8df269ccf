// Queue addresses of one's own: a secret in the address says who prints there, so that no phone has to ask for a password.
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Deps } from '../deps.ts';

/** As it stands in an address: 128 bits and more (ASVS 7.2.3), letters and digits only. */
const SECRET = /^[A-Za-z0-9_-]{22,64}$/;
/** When a queue was last used is written down this often at most. */
const NOTE_EVERY_MS = 3_600_000;

export function makePrintQueues(deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing'>) {
  const hashOf = (secret: string): string => deps.sealing.keyedHash('print-queue', secret);

  /** A new address for this person; the one before stops working with the commit. @returns the secret, shown this once. */
  async function issue(userId: string): Promise<string> {
    const secret = deps.ids.token();
    const secretHash = hashOf(secret);
    await deps.db.write(async (tx) => {
      const { printQueues } = tx.t;
      await tx.q
        .insert(printQueues)
        .values({ secretHash, userId, createdAt: deps.clock.now(), lastUsedAt: null });
      await tx.q
        .delete(printQueues)
        .where(and(eq(printQueues.userId, userId), ne(printQueues.secretHash, secretHash)));
    });
    return secret;
  }

  /** Whose queue this is; undefined for a secret that is none, or of somebody who is gone. */
  async function ownerOf(secret: string): Promise<string | undefined> {
    if (!SECRET.test(secret)) return undefined;
    const secretHash = hashOf(secret);
    const row = await deps.db.read(async (tx) => {
      const { printQueues, users } = tx.t;
      const rows = await tx.q
        .select({ userId: printQueues.userId, lastUsedAt: printQueues.lastUsedAt })
        .from(printQueues)
        .innerJoin(users, eq(users.id, printQueues.userId))
        .where(and(eq(printQueues.secretHash, secretHash), isNull(users.deletedAt), isNull(users.disabledAt)))
        .limit(1);
      return rows[0];
    });
    if (row === undefined) return undefined;
    const now = deps.clock.now();
    if (now - (row.lastUsedAt ?? 0) > NOTE_EVERY_MS) {
      await deps.db.write(async (tx) => {
        const { printQueues } = tx.t;
        await tx.q.update(printQueues).set({ lastUsedAt: now }).where(eq(printQueues.secretHash, secretHash));
      });
    }
    return row.userId;
  }

  return { issue, ownerOf };
}

export type PrintQueues = ReturnType<typeof makePrintQueues>;
