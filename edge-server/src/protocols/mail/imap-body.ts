// A whole message over IMAP, piece by piece (BODY.PEEK[]<n.m>, RFC 9051 section 6.4.5): the library holds each answer in memory as a
// whole, so no answer may be a message.
import type { FetchMessageObject } from 'imapflow';
import { FEW, type ImapLink, isUid } from './imap-link.ts';
import { MailError } from './mailbox.ts';

/** 6 MB/s at 20 ms distance. Measured over 100 MB: 20 MB of memory, which grows with it (256 kB: 26 MB). */
const WINDOW = 128 * 1024;
/** A message has one end. A few more answers that are shorter than asked for are put down to servers with windows of their own. */
const MOST_SHORTS = 100;
/** What a server that ignores the window may send: the largest literal that is taken (imap-link.ts), and its frame. */
const MOST_ANSWER = 24 * 1024 * 1024;

/**
 * Ends normally only when every piece ended with a tagged OK and the length is RFC822.SIZE. Quirk: some servers (Exchange, unless told
 * otherwise) only guess that size. Then the octets that came count, but only when the server has also answered that after them there is
 * nothing (the empty string of section 6.4.5); a server that also gives other windows than those asked for is not believed.
 */
export async function* imapBody(
  link: ImapLink,
  uid: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0;
  let size: number | undefined;
  let shorts = 0;
  for (;;) {
    const asked = windowAt(at, size);
    const message = isUid(uid) ? await piece(link, { uid, at, length: asked, signal }) : undefined;
    if (message === undefined) throw new MailError('gone', `message ${uid} is not in the folder any more`);
    size ??= message.size;
    const octets = octetsOf(message);
    if (octets === undefined && at === 0)
      throw new MailError('protocol', `message ${uid} came without its text`);
    const length = octets?.length ?? 0;
    if (length > asked) {
      if (at !== 0 || length !== size)
        throw broken(link, `message ${uid} came in other pieces than asked for`);
    } else if (length > 0 && tooLong(at + length, size)) {
      throw broken(link, `message ${uid} does not end`);
    }
    if (length < asked) shorts += 1;
    if (shorts > MOST_SHORTS) throw broken(link, `message ${uid} comes in crumbs`);
    if (octets !== undefined && length > 0) yield octets;
    at += length;
    if (length === 0 || (length !== asked && at === size)) return;
  }
}

/**
 * Never exactly what should be left but one octet more: only an answer shorter than its question says that this was all. And no small
 * remainder for itself: a server may quote a few octets as a string, in which octets above 127 do not survive.
 */
function windowAt(at: number, size: number | undefined): number {
  const left = size === undefined ? 0 : size - at;
  return left > 0 && left < WINDOW * 1.5 ? left + 1 : WINDOW;
}

/** A guess of the size is off by per cents, and 64 MB are let pass where there is none; a stream without end is no guess. */
const tooLong = (total: number, size: number | undefined): boolean =>
  total > 2 * (size ?? 0) + 64 * 1024 * 1024;

/** @returns undefined when the server has no such message. */
async function piece(
  link: ImapLink,
  { uid, at, length, signal }: { uid: string; at: number; length: number; signal: AbortSignal },
): Promise<FetchMessageObject | undefined> {
  const { client } = link;
  return link.run(
    { doing: `fetching message ${uid}`, signal, octets: MOST_ANSWER + FEW, whole: true },
    async () => {
      const query = { uid: true, size: at === 0, source: { start: at, maxLength: length } };
      let found: FetchMessageObject | undefined;
      // The server may tell of other messages in between.
      for await (const message of client.fetch(uid, query, { uid: true })) {
        if (String(message.uid) === uid && message.source !== undefined) found ??= message;
      }
      return found;
    },
  );
}

/** NIL comes as false, whatever the type says. */
function octetsOf({ source }: FetchMessageObject): Buffer | undefined {
  return Buffer.isBuffer(source) ? source : undefined;
}

function broken(link: ImapLink, detail: string): MailError {
  link.client.close();
  return new MailError('protocol', detail);
}
