// Queue addresses of one's own: a secret in the address says who prints there, so that no phone has to ask for a password.
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Deps } from '../deps.ts';

/** As it stands in an address: 128 bits and more (ASVS 7.2.3), letters and digits only. */
const SECRET = /^[A-Za-z0-9_-]{22,64}$/;
const TICKET = 'print-queue-ticket';
/** Long enough to install a profile, short enough for a link that was left open. */
const TICKET_MS = 600_000;
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

  /** What there is of this person's own address; its secret is known to nobody but whoever keeps it. */
  async function stateOf(
    userId: string,
  ): Promise<{ readonly createdAt: number; readonly lastUsedAt: number | null } | undefined> {
    return deps.db.read(async (tx) => {
      const { printQueues } = tx.t;
      const rows = await tx.q
        .select({ createdAt: printQueues.createdAt, lastUsedAt: printQueues.lastUsedAt })
        .from(printQueues)
        .where(eq(printQueues.userId, userId))
        .limit(1);
      return rows[0];
    });
  }

  /** The address stops working with the commit. False: there was none. */
  async function remove(userId: string): Promise<boolean> {
    return deps.db.write(async (tx) => {
      const { printQueues } = tx.t;
      const gone = await tx.q
        .delete(printQueues)
        .where(eq(printQueues.userId, userId))
        .returning({ userId: printQueues.userId });
      return gone.length > 0;
    });
  }

  /** A word by which its owner alone, signed in, can have the address once more within ten minutes: for a file that a phone loads itself. */
  const ticketFor = (userId: string, secret: string): string =>
    deps.sealing.seal(TICKET, JSON.stringify([userId, secret, deps.clock.now() + TICKET_MS]));

  /** The secret; undefined where the ticket is old, somebody else's, or none. */
  function secretOf(userId: string, ticket: string): string | undefined {
    const opened = deps.sealing.open(TICKET, ticket);
    if (opened === undefined) return undefined;
    const [owner, secret, until] = JSON.parse(opened) as [string, string, number];
    return owner === userId && deps.clock.now() < until ? secret : undefined;
  }

  return { issue, ownerOf, stateOf, remove, ticketFor, secretOf };
}

export type PrintQueues = ReturnType<typeof makePrintQueues>;
