// Sets what a mailbox lists against what is known of it: what is new, what comes back, what goes. Pure; read-mailbox.ts acts on it.
import type { ListedMail } from '../../../protocols/mail/mailbox.ts';
import type { Box, MailRow, OpenMail } from '../../store/mails.ts';

export interface Sorted {
  /** Never seen. */
  readonly fresh: readonly ListedMail[];
  /** Were recorded as removed and are listed: not removed after all, or another message under an old uid. Then they are fresh. */
  readonly returned: readonly MailRow[];
  /** Were recorded as gone and are listed. */
  readonly back: readonly MailRow[];
  /** Seen and not stored, those with the fewest attempts first. */
  readonly again: readonly MailRow[];
  /** Their sender waits for approval. */
  readonly waiting: readonly MailRow[];
  /** Out of the folder with these, to where refused mail goes. */
  readonly unwanted: readonly MailRow[];
  /** Ids of what is no longer listed: never taken, and taken. */
  readonly gone: readonly string[];
  readonly removed: readonly string[];
}

/**
 * @param known rows of listed uids in this box.
 * @param open rows of the account that are expected to be on the server, in any box.
 * @param hasRefusedFolder without one, messages that were set aside stay where they are.
 */
export function sortListing(
  box: Box,
  listed: readonly ListedMail[],
  {
    known,
    open,
    hasRefusedFolder,
  }: { known: readonly MailRow[]; open: readonly OpenMail[]; hasRefusedFolder: boolean },
): Sorted {
  const byUid = new Map(known.map((row) => [row.uid, row]));
  const of = (state: MailRow['state']) => known.filter((row) => row.state === state);
  const here = (row: OpenMail) => row.folder === box.folder && row.epoch === box.epoch;
  const present = new Set(listed.map(({ uid }) => uid));
  // Of another epoch or folder, nothing can be fetched or removed any more: what is still there is listed under a new uid.
  const vanished = open.filter((row) => !here(row) || !present.has(row.uid));
  return {
    fresh: listed.filter(({ uid }) => !byUid.has(uid)),
    returned: of('removed'),
    back: of('gone'),
    again: of('seen').sort((a, b) => a.attempts - b.attempts),
    waiting: of('waiting'),
    unwanted: [...of('refused'), ...of('ignored'), ...(hasRefusedFolder ? of('quarantined') : [])],
    gone: vanished.filter(({ state }) => state !== 'applied').map(({ id }) => id),
    removed: vanished.filter(({ state }) => state === 'applied').map(({ id }) => id),
  };
}
