// A queue for LPR or raw TCP as the console sees it: accounts by their addresses, and how it is.
import type { AdminQueue } from '@platen/shared/api/admin-queues';
import type { QueueState } from '@platen/shared/intake-queue';
import type { App } from '../../app.ts';

type Queues = App['queues'];
export type QueueRow = Parameters<Queues['conditionOf']>[0];

const TONE: Readonly<Record<QueueState, AdminQueue['tone']>> = {
  open: 'ok',
  off: 'quiet',
  closed: 'warn',
  'no-port': 'bad',
  starting: 'busy',
};

/** @param emails of accounts by their id; one that is gone has none. */
export function queueView(
  row: QueueRow,
  { board, conditionOf }: Pick<Queues, 'board' | 'conditionOf'>,
  emails: ReadonlyMap<string, string>,
): AdminQueue {
  const { id, name, kind, port, trustNames, domain, enabled, fallbackId } = row;
  const { state, problem } = conditionOf(row);
  const { count, lastAt } = board.takenBy(id);
  const unmapped = board.unmappedAt(id);
  const rule = ({ from, userId }: { readonly from: string; readonly userId: string }) => ({
    from,
    email: emails.get(userId) ?? '',
  });
  return {
    id,
    name,
    kind,
    port,
    networks: [...row.networks],
    trustNames,
    domain,
    names: row.names.map(rule),
    sources: row.sources.map(rule),
    fallback: fallbackId === null ? '' : (emails.get(fallbackId) ?? ''),
    enabled,
    state,
    tone: state === 'open' && unmapped.length > 0 ? 'warn' : TONE[state],
    ...(problem === undefined ? {} : { problem }),
    ...(lastAt === undefined ? {} : { lastAt }),
    taken: count,
    unmapped: unmapped.map(({ name: told, address, at, count: times }) => ({
      ...(told === undefined ? {} : { name: told }),
      address,
      at,
      count: times,
    })),
  };
}
