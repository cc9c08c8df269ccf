// A mailbox over POP3 (RFC 1939). Wire only; see mailbox.ts for what is promised. The server shows what was there at the login and lets
// nobody else in meanwhile, so a session is short: waiting ends it, and so does removing.
import { checkOptions, LONGEST_ANSWER, type ReadOptions, timeoutsOf } from './connect-options.ts';
import { type MailboxSession, MailError } from './mailbox.ts';
import { pause } from './pause.ts';
import { type Pop3Mail, type Pop3Session, pop3Header, pop3Listing } from './pop3-listing.ts';
import { pop3Login, pop3Refusal } from './pop3-login.ts';
import { connectPop3, type Pop3Wire } from './pop3-wire.ts';

const POLITE_MS = 2_000;
/** A message may take this long and one second more for each kilobyte that was announced, but never longer than six hours. */
const bodyMs = (ms: number, size: number | undefined): number => Math.min(ms + (size ?? 0), 6 * 3_600_000);

/** Connected and logged in. @throws MailError */
export async function openPop3(options: ReadOptions, signal: AbortSignal): Promise<MailboxSession> {
  checkOptions(options);
  const wire = await connectPop3(options, signal);
  try {
    const ms = timeoutsOf(options).answerMs * LONGEST_ANSWER;
    const can = await pop3Login(wire, options, { signal, ms });
    return mailbox({ wire, can, ms });
  } catch (error) {
    wire.destroy();
    options.log?.debug('A POP3 login failed', { host: options.host, error: String(error) });
    throw error;
  }
}

function mailbox(session: Pop3Session): MailboxSession {
  const { wire } = session;
  let mails: Map<string, Pop3Mail> | undefined;
  let over = false;
  let stir: (() => void) | undefined;
  let woken = false;

  const listed = async (signal: AbortSignal): Promise<Map<string, Pop3Mail>> => {
    mails ??= new Map((await pop3Listing(session, signal)).map((mail) => [mail.uid, mail]));
    return mails;
  };
  const leave = async (): Promise<void> => {
    if (!over && !wire.ended()) await goodbye(wire);
    over = true;
    wire.destroy();
  };

  return {
    get ended() {
      return over || wire.ended();
    },
    async list(signal) {
      const all = [...(await listed(signal)).values()];
      return { epoch: '', mails: all.map(({ uid, size }) => ({ uid, size })) };
    },
    async *headers(uids, signal) {
      const all = await listed(signal);
      for (const uid of uids) {
        const mail = all.get(uid);
        const header = mail === undefined ? undefined : await pop3Header(session, mail.number, signal);
        if (header !== undefined) yield { uid, header };
      }
    },
    async *body(uid, signal) {
      const mail = (await listed(signal)).get(uid);
      if (mail === undefined) throw new MailError('gone', `message ${uid} is not in the mailbox any more`);
      yield* body(session, mail, signal);
    },
    async remove(uids, _folder, signal) {
      if (uids.length === 0) return [];
      const all = await listed(signal);
      try {
        const marked = await mark(wire, uids, all, signal);
        wire.send('QUIT');
        const answer = await wire.answer(signal);
        // Some or all of them may be there still (RFC 1939 section 6): none is confirmed.
        if (answer.status !== 'ok') throw pop3Refusal(answer, 'removing messages', 'busy');
        return marked;
      } finally {
        // Without QUIT the server forgets every DELE, which is what a failure half way must mean.
        over = true;
        wire.destroy();
      }
    },
    async wait(withinMs, signal) {
      await leave();
      if (!woken)
        await pause(withinMs, signal, (act) => {
          stir = act;
        });
      stir = undefined;
      woken = false;
    },
    wake() {
      woken = true;
      stir?.();
    },
    close: leave,
  };
}

/**
 * Ends with the final dot. Quirk: the size in LIST is a guess on some servers (LF counted for CRLF), so where it differs the server is
 * asked for a sign of life: one that did not double the dots of a message would still be sending that message.
 */
async function* body(
  { wire, ms }: Pop3Session,
  { number, uid, size }: Pop3Mail,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  wire.send(`RETR ${String(number)}`);
  const answer = await wire.answer(signal);
  if (answer.status !== 'ok') throw pop3Refusal(answer, `fetching message ${uid}`, 'gone');
  let length = 0;
  for await (const piece of wire.text({ signal, ms: bodyMs(ms, size) })) {
    length += piece.length;
    yield piece;
  }
  if (length === size) return;
  wire.send('NOOP');
  const alive = await wire.answer(signal);
  if (alive.status === 'ok') return;
  wire.destroy();
  throw new MailError('protocol', `message ${uid} is not as long as the server said`);
}

/** @returns the uids whose DELE was taken, and those that are not there anyhow. */
async function mark(
  wire: Pop3Wire,
  uids: readonly string[],
  all: ReadonlyMap<string, Pop3Mail>,
  signal: AbortSignal,
): Promise<string[]> {
  const marked: string[] = [];
  for (const uid of uids) {
    const mail = all.get(uid);
    if (mail !== undefined) {
      wire.send(`DELE ${String(mail.number)}`);
      const answer = await wire.answer(signal);
      if (answer.status !== 'ok') continue;
    }
    marked.push(uid);
  }
  return marked;
}

/** QUIT without waiting longer than is polite; nothing was removed, so the answer says nothing. */
async function goodbye(wire: Pop3Wire): Promise<void> {
  try {
    wire.send('QUIT');
    await wire.answer(AbortSignal.timeout(POLITE_MS));
  } catch (error) {
    // The connection is cut next, answered or not.
    if (!(error instanceof MailError)) throw error;
  }
}
