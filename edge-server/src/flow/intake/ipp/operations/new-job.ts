// The row of a job that begins: its number comes from the database with the commit.
import { readName } from '../../../../protocols/ipp/read-values.ts';
import type { IppJobRow } from '../../../store/ipp-jobs.ts';
import type { IppDeps, IppRequest } from '../ipp-queue.ts';
import { formatTold, titleOf } from './take-document.ts';

/** An account's own name is told back where the client gave none. */
const NOBODY = 'anonymous';

export function newJob(
  deps: IppDeps,
  { operation }: IppRequest,
  of: { readonly userId: string; readonly ticket: IppJobRow['ticket'] },
): Omit<IppJobRow, 'number'> {
  return {
    uuid: deps.ids.uuid(),
    ownerId: of.userId,
    jobId: null,
    name: titleOf(operation),
    userName: readName(operation, 'requesting-user-name') ?? NOBODY,
    format: formatTold(operation),
    ticket: of.ticket,
    state: 'open',
    createdAt: deps.clock.now(),
    endedAt: null,
  };
}
