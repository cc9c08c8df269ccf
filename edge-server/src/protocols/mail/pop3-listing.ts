// Which messages a POP3 server has (UIDL and LIST, RFC 1939), and their headers (TOP). A session's numbers are for this session only, so
// outside it a message goes by its uid.
import { createHash } from 'node:crypto';
import type { MailError } from './mailbox.ts';
import { MOST_HEADER_BYTES } from './mailbox.ts';
import { type Pop3Capabilities, pop3Refusal, wholeText } from './pop3-login.ts';
import type { Pop3Wire } from './pop3-wire.ts';

export interface Pop3Session {
  readonly wire: Pop3Wire;
  readonly can: Pop3Capabilities;
  /** For a whole answer of no great length. */
  readonly ms: number;
}

export interface Pop3Mail {
  readonly uid: string;
  readonly number: number;
  readonly size: number | undefined;
}

/** Two lists of 200,000 messages; a mailbox for printing holds a few. */
const MOST_LIST = 16 * 1024 * 1024;
/** mailbox.ts; RFC 1939 allows 70. */
const MOST_UID = 1_000;

/** @throws MailError */
export async function pop3Listing(session: Pop3Session, signal: AbortSignal): Promise<readonly Pop3Mail[]> {
  const { wire, can, ms } = session;
  const list = async (command: 'LIST' | 'UIDL'): Promise<Map<number, string> | MailError> => {
    wire.send(command);
    const answer = await wire.answer(signal);
    if (answer.status !== 'ok') return pop3Refusal(answer, command, 'protocol');
    const found = new Map<number, string>();
    for (const line of await wholeText(wire, { signal, ms, most: MOST_LIST })) {
      const [, number, value] = /^(\d{1,9}) +([\x21-\x7e]+)/.exec(line) ?? [];
      if (number !== undefined && value !== undefined && value.length <= MOST_UID)
        found.set(Number(number), value);
    }
    return found;
  };
  const sizes = await list('LIST');
  if (sizes instanceof Error) throw sizes;
  const uids = await list('UIDL');
  const mails: Pop3Mail[] = [];
  const sizeOf = (number: number): number | undefined => {
    const size = Number(sizes.get(number));
    return Number.isSafeInteger(size) ? size : undefined;
  };
  if (uids instanceof Error) {
    // One that has unique ids and does not tell them now would make every message look like a new one.
    if (can.names.has('UIDL') || uids.trouble === 'busy') throw uids;
    const seen = new Map<string, number>();
    for (const number of sizes.keys())
      mails.push({
        uid: await uidByHeader(session, { number, size: sizeOf(number), seen, signal }),
        number,
        size: sizeOf(number),
      });
    return mails;
  }
  const known = new Set<string>();
  for (const [number, uid] of uids) {
    // One unique id for two messages is a message that is there twice (some servers hash): one of them is enough.
    if (known.has(uid)) continue;
    known.add(uid);
    mails.push({ uid, number, size: sizeOf(number) });
  }
  return mails;
}

/**
 * A server without UIDL: size and header say which message it is, and of several that agree in both the how manieth it is. The number is
 * no part of it: it changes when an earlier message goes, and the message would be taken for a new one and printed twice. Lines that some
 * servers write into the header to note what was read are left out.
 */
async function uidByHeader(
  session: Pop3Session,
  {
    number,
    size,
    seen,
    signal,
  }: { number: number; size: number | undefined; seen: Map<string, number>; signal: AbortSignal },
): Promise<string> {
  const header = (await pop3Header(session, number, signal)) ?? Buffer.alloc(0);
  const lines = header
    .toString('latin1')
    .split('\r\n')
    .filter((line) => !/^(x-)?(status|uid|uidl|keywords):/i.test(line));
  const hash = createHash('sha256')
    .update(`${String(size)}\n${lines.join('\n')}`, 'latin1')
    .digest('hex');
  const nth = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, nth);
  return `${hash}.${String(nth)}`;
}

/** TOP with no line of the body; a server without TOP sends the whole message. @returns undefined when there is no such message. @throws MailError */
export async function pop3Header(
  { wire, ms }: Pop3Session,
  number: number,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  for (const command of [`TOP ${String(number)} 0`, `RETR ${String(number)}`]) {
    wire.send(command);
    const answer = await wire.answer(signal);
    if (answer.status === 'ok') return headerOf(wire, { signal, ms });
  }
  return undefined;
}

/** Up to and with the empty line; the rest of the answer is read and forgotten. */
async function headerOf(
  wire: Pop3Wire,
  limits: { readonly signal: AbortSignal; readonly ms: number },
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  // The empty line may be cut by the border of two pieces.
  let tail = Buffer.alloc(0);
  let ended = false;
  for await (const piece of wire.text(limits)) {
    if (ended) continue;
    const seen = Buffer.concat([tail, piece]);
    const end = seen.indexOf('\r\n\r\n', 0, 'latin1');
    const part = end === -1 ? piece : piece.subarray(0, end + 4 - tail.length);
    pieces.push(part.subarray(0, MOST_HEADER_BYTES - length));
    length += part.length;
    tail = seen.subarray(-3);
    ended = end !== -1 || length >= MOST_HEADER_BYTES;
  }
  return Buffer.concat(pieces);
}
