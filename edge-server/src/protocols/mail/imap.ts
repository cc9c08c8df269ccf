// A mailbox over IMAP (RFC 9051, RFC 3501). Wire only; see mailbox.ts for what is promised.
import type { ReadOptions } from './connect-options.ts';
import { imapBody } from './imap-body.ts';
import { connectImap, FEW, type ImapLink, isUid } from './imap-link.ts';
import { imapRemove, marksOf } from './imap-remove.ts';
import { imapWait } from './imap-wait.ts';
import {
  type ListedMail,
  type Listing,
  type MailboxSession,
  MailError,
  MOST_HEADER_BYTES,
} from './mailbox.ts';

/** A mailbox for printing holds a few; one with more than this was never meant for it, and its list alone would fill the memory. */
const MOST_LISTED = 200_000;
/** Of one line of the listing, flags included. */
const LISTED_LINE = 400;
/** Headers asked for at once: one round trip for ten, and no more than ten of the longest in memory. */
const HEADERS_AT_ONCE = 10;
const POLITE_MS = 2_000;

/** Connected, logged in, folder open. @throws MailError */
export async function openImap(options: ReadOptions, signal: AbortSignal): Promise<MailboxSession> {
  const link = await connectImap(options, signal);
  const { client } = link;
  const { wait, wake, settle } = imapWait(link);
  return {
    async list(signal) {
      // Mail that has come since the last command is not in the folder's view yet.
      await link.run({ doing: 'asking for news', signal }, () => client.noop());
      settle();
      return listing(link, signal);
    },
    headers: (uids, signal) => headers(link, uids.filter(isUid), signal),
    body: (uid, signal) => imapBody(link, uid, signal),
    remove: (uids, folder, signal) => imapRemove(link, uids.filter(isUid), folder, signal),
    wait,
    wake,
    get ended() {
      return link.ended();
    },
    async close() {
      if (!link.ended()) {
        const timer = setTimeout(() => client.close(), POLITE_MS);
        // It has an answer for every failure of its own.
        await client.logout().catch(() => false);
        clearTimeout(timer);
      }
      client.close();
    },
  };
}

async function listing(link: ImapLink, signal: AbortSignal): Promise<Listing> {
  const { client } = link;
  if (client.mailbox === false) throw new MailError('unreachable', 'the folder was closed');
  const { exists, uidValidity } = client.mailbox;
  const epoch = String(uidValidity);
  if (exists === 0) return { epoch, mails: [] };
  const { isDone } = marksOf(client);
  // Keyed, since a server may tell of a message twice.
  const mails = new Map<number, ListedMail | undefined>();
  const octets = FEW + Math.min(exists, MOST_LISTED) * LISTED_LINE;
  await link.run({ doing: 'listing the folder', signal, octets, whole: true }, async () => {
    const query = { uid: true, flags: true, size: true };
    for await (const { uid, size, flags } of client.fetch('1:*', query, { uid: true })) {
      if (!uid) continue;
      // Without a size it is only news of flags.
      const listed = size === undefined ? mails.get(uid) : { uid: String(uid), size };
      mails.set(uid, isDone(flags) ? undefined : listed);
      if (mails.size > MOST_LISTED)
        throw new MailError('protocol', `more than ${String(MOST_LISTED)} messages`);
    }
  });
  return { epoch, mails: [...mails.values()].filter((mail) => mail !== undefined) };
}

async function* headers(
  link: ImapLink,
  uids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<{ uid: string; header: Uint8Array }, void, undefined> {
  const query = { uid: true, bodyParts: [{ key: 'HEADER', start: 0, maxLength: MOST_HEADER_BYTES }] };
  for (let at = 0; at < uids.length; at += HEADERS_AT_ONCE) {
    const some = uids.slice(at, at + HEADERS_AT_ONCE);
    const found = new Map<string, Uint8Array>();
    const octets = FEW + some.length * MOST_HEADER_BYTES;
    await link.run({ doing: 'fetching headers', signal, octets, whole: true }, async () => {
      for await (const message of link.client.fetch(some.join(','), query, { uid: true })) {
        const uid = String(message.uid);
        if (Buffer.isBuffer(message.headers) && some.includes(uid) && !found.has(uid))
          found.set(uid, message.headers.subarray(0, MOST_HEADER_BYTES));
      }
    });
    // Handed on only now: the connection is free for whatever is asked for in between.
    for (const [uid, header] of found) yield { uid, header };
  }
}
