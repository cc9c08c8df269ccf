// What this server knows of its queues since it started: how many documents came, and from whom one came that is nobody's. The administrator maps those names; the log has them, too.
import type { Log } from '../../../deps.ts';
import type { IntakeQueue, QueueNews } from './queue-parts.ts';

export interface UnmappedSender {
  readonly name?: string | undefined;
  readonly address: string;
  readonly at: number;
  readonly count: number;
}

export interface QueueBoard extends QueueNews {
  readonly takenBy: (queueId: string) => { readonly count: number; readonly lastAt?: number };
  /** The newest first. */
  readonly unmappedAt: (queueId: string) => readonly UnmappedSender[];
  /** The queue was changed or removed: what was wrong was wrong with what it was before. */
  readonly forget: (queueId: string) => void;
}

/** As many as an administrator maps by hand; whoever makes names up does not push them all out of memory. */
const MOST_UNMAPPED = 50;
/** A client that tries again every few seconds is one line of the log an hour. */
const LOG_EVERY_MS = 3_600_000;

export function makeQueueBoard(deps: { readonly now: () => number; readonly log: Log }): QueueBoard {
  const taken = new Map<string, { count: number; lastAt: number }>();
  const unmapped = new Map<string, Map<string, UnmappedSender & { loggedAt: number }>>();

  return {
    taken: ({ id }) => {
      taken.set(id, { count: (taken.get(id)?.count ?? 0) + 1, lastAt: deps.now() });
    },
    unmapped: (queue: IntakeQueue, { name, address }) => {
      const at = deps.now();
      const senders = unmapped.get(queue.id) ?? new Map<string, UnmappedSender & { loggedAt: number }>();
      unmapped.set(queue.id, senders);
      const key = `${name ?? ''}\0${address}`;
      const before = senders.get(key);
      const tellLog = before === undefined || at - before.loggedAt >= LOG_EVERY_MS;
      senders.delete(key);
      senders.set(key, {
        ...(name === undefined ? {} : { name }),
        address,
        at,
        count: (before?.count ?? 0) + 1,
        loggedAt: tellLog ? at : before.loggedAt,
      });
      if (senders.size > MOST_UNMAPPED) {
        const oldest = senders.keys().next().value;
        if (oldest !== undefined) senders.delete(oldest);
      }
      if (tellLog) {
        deps.log.warn('a document was refused: nobody knows whose it is', {
          queue: queue.name,
          address,
          userName: name ?? 'none told',
        });
      }
    },
    takenBy: (id) => {
      const found = taken.get(id);
      return found === undefined ? { count: 0 } : { ...found };
    },
    unmappedAt: (id) => [...(unmapped.get(id)?.values() ?? [])].reverse(),
    forget: (id) => {
      unmapped.delete(id);
    },
  };
}
