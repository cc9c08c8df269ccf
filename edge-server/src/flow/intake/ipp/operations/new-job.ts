// The row of a job that begins: its number comes from the database with the commit.
import { readName } from '../../../../protocols/ipp/read-values.ts';
import type { IppJobRow } from '../../../store/ipp-jobs.ts';
import { type IppDeps, type IppRequest, printerOf } from '../ipp-queue.ts';
import type { ReadTicket } from '../read-ticket.ts';
import { titleOf } from './take-document.ts';

/** An account's own name is told back where the client gave none. */
const NOBODY = 'anonymous';

export function newJob(
  deps: IppDeps,
  { operation, queue }: IppRequest,
  of: { readonly userId: string } & Pick<ReadTicket, 'ticket' | 'overrides'>,
): Omit<IppJobRow, 'number'> {
  const now = deps.clock.now();
  return {
    uuid: deps.ids.uuid(),
    ownerId: of.userId,
    printerId: printerOf(queue),
    name: titleOf(operation),
    userName: readName(operation, 'requesting-user-name') ?? NOBODY,
    ticket: of.ticket,
    overrides: of.overrides.length === 0 ? null : [...of.overrides],
    state: 'open',
    createdAt: now,
    changedAt: now,
    endedAt: null,
  };
}
