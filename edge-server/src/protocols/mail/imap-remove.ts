// Takes messages out of an IMAP folder without ever touching another one: UID MOVE (RFC 6851) or UID EXPUNGE (RFC 4315). A server that has
// neither would expunge other people's mail too, so there they are marked as done and left.
import type { ImapFlow } from 'imapflow';
import type { ImapLink } from './imap-link.ts';

/** Our mark, RFC 9051 section 2.3.2: keywords that begin with "$" are for such use. */
const DONE = '$PlatenDone';
const SEEN = '\\Seen';

export interface Marks {
  /** What says that a message was done by us. */
  readonly isDone: (flags: ReadonlySet<string> | undefined) => boolean;
  readonly flag: string | undefined;
}

/** Which mark this folder allows. `\Seen` counts only where nothing else can be had: people set it too. */
export function marksOf(client: ImapFlow): Marks {
  const permanent = client.mailbox === false ? undefined : client.mailbox.permanentFlags;
  // In the server's own spelling where it lists the flag: the library compares exactly.
  const allowed = (flag: string): string | undefined =>
    permanent === undefined || permanent.has('\\*')
      ? flag
      : [...permanent].find((one) => sameFlag(one, flag));
  const flag = allowed(DONE) ?? allowed(SEEN);
  const onlySeen = flag !== undefined && sameFlag(flag, SEEN) && !client.capabilities.has('UIDPLUS');
  return {
    flag,
    isDone: (flags) =>
      flags !== undefined &&
      [...flags].some((one) => sameFlag(one, DONE) || (onlySeen && sameFlag(one, SEEN))),
  };
}

// Flags are case-insensitive (RFC 9051 section 2.3.2).
const sameFlag = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The longest list of numbers in one command: lines beyond some 8,000 octets are refused by servers. */
const AT_ONCE = 500;

/** @returns those that are out or marked, each after its tagged OK. @throws MailError */
export async function imapRemove(
  link: ImapLink,
  uids: readonly string[],
  folder: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const done: string[] = [];
  for (let at = 0; at < uids.length; at += AT_ONCE) {
    const some = uids.slice(at, at + AT_ONCE);
    if (await removeSome(link, some, folder, signal)) done.push(...some);
  }
  return done;
}

async function removeSome(
  link: ImapLink,
  uids: readonly string[],
  folder: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const { client } = link;
  const range = uids.join(',');
  // The capability itself, not what the library concludes from IMAP4rev2: without it the library would send a plain EXPUNGE.
  const canMove = client.capabilities.has('MOVE');
  const canExpunge = client.capabilities.has('UIDPLUS');
  const doing = `removing ${String(uids.length)} messages`;
  if (folder !== undefined && (canMove || canExpunge)) {
    const move = async (): Promise<boolean> => {
      const moved = await link.run({ doing, signal }, () => client.messageMove(range, folder, { uid: true }));
      return moved !== undefined && moved !== false;
    };
    if (await move()) return true;
    // Most likely the folder is not there yet (TRYCREATE); when it is, this does nothing.
    await link.run({ doing: `creating ${folder}`, signal }, () => client.mailboxCreate(folder));
    if (await move()) return true;
    throw link.refusal(`moving messages to ${folder}`);
  }
  if (folder === undefined && canExpunge) {
    if (await link.run({ doing, signal }, () => client.messageDelete(range, { uid: true }))) return true;
    throw link.refusal(doing);
  }
  const { flag } = marksOf(client);
  if (flag === undefined) return false;
  if (await link.run({ doing, signal }, () => client.messageFlagsAdd(range, [flag], { uid: true })))
    return true;
  throw link.refusal(doing);
}
