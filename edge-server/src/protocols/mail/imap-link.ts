// One IMAP connection, logged in, with its folder open, on which every exchange has an end: in time, in octets, by its signal. The
// library's own watchdogs are slower than ours and never act first.
import { ImapFlow } from 'imapflow';
import {
  certificateTrouble,
  checkOptions,
  LONGEST_ANSWER,
  type ReadOptions,
  timeoutsOf,
  tlsOptions,
} from './connect-options.ts';
import { type ImapNotes, imapError, noteTaker } from './imap-trouble.ts';
import { MailError } from './mailbox.ts';

export interface Exchange {
  /** Completes "while ..."; for the administrator. */
  readonly doing: string;
  readonly signal: AbortSignal;
  /** An answer that cannot be understood is a failure of all: what is left out of a list would count as gone. */
  readonly whole?: true;
  /** What the server may say in it; absent: FEW. */
  readonly octets?: number;
  /** How long it may keep silent; absent: the time-out of an answer. */
  readonly silentMs?: number;
  /** How long it may take in all; absent: LONGEST_ANSWER times `silentMs`. */
  readonly totalMs?: number;
}

export interface ImapLink {
  readonly client: ImapFlow;
  readonly idleMs: number;
  readonly answerMs: number;
  /** Whatever goes wrong is thrown as a MailError; unless the server just said no, the connection is over then. */
  run<T>(exchange: Exchange, act: () => Promise<T>): Promise<T>;
  /** Why the last command that answered "false" was refused. */
  refusal(doing: string): MailError;
  readonly ended: () => boolean;
}

/** More than any answer to a command without a message in it; some ten thousand news of flags. */
export const FEW = 1024 * 1024;
/** No line of an answer is longer: the longest are flags and capabilities. */
const MOST_LINE = 256 * 1024;
/** Our partial fetches ask for 128 KiB; some servers give the whole message all the same. */
const MOST_LITERAL = 16 * 1024 * 1024;

/** A UID and nothing else: in a command "*" would be a message too. */
export const isUid = (text: string): boolean => /^[1-9]\d{0,9}$/.test(text);

/** @throws MailError */
export async function connectImap(options: ReadOptions, signal: AbortSignal): Promise<ImapLink> {
  checkOptions(options);
  const { host, port, security, user, auth } = options;
  const { connectMs, answerMs, idleMs } = timeoutsOf(options);
  // First of all: a token that is not to be had needs no connection.
  const secret =
    auth.kind === 'password' ? { pass: auth.password } : { accessToken: await auth.token(signal) };
  const notes: ImapNotes = { refusal: undefined, unread: undefined, pauseMs: undefined };
  let wasAsked = false;
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    tls: tlsOptions(options),
    // Asked for when TLS stands and only then: with the wrong certificate there is nothing to send.
    get auth() {
      wasAsked = true;
      const trouble = peerTrouble();
      if (trouble !== undefined) throw trouble;
      return { user, ...secret };
    },
    clientInfo: { name: 'Platen', version: false, vendor: false, 'support-url': false },
    logger: noteTaker(notes, () => client.closeAfter()),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: idleMs + 2 * LONGEST_ANSWER * answerMs,
    // We say when to idle; and compressed or extended answers only have more ways to be wrong.
    disableAutoIdle: true,
    disableCompression: true,
    disableAutoEnable: true,
    maxLineLength: MOST_LINE,
    maxLiteralSize: MOST_LITERAL,
    maxResponseSize: MOST_LITERAL + MOST_LINE,
  });
  // The library has no public name for its socket. Were it gone, the answer would be "not encrypted" and nothing would be sent.
  const peerTrouble = (): MailError | undefined => certificateTrouble(Reflect.get(client, 'socket'), options);
  let lost: Error | undefined;
  client.on('error', (error) => {
    lost ??= error;
  });

  const run = async <T>(exchange: Exchange, act: () => Promise<T>): Promise<T> => {
    const guard = watch(client, exchange, answerMs);
    try {
      notes.unread = undefined;
      const value = await Promise.race([act(), guard.broken]);
      // Some commands answer a broken connection with "false" or with nothing.
      if (lost !== undefined || client.isClosed) throw lost ?? new Error('the connection ended');
      if (notes.unread === undefined || exchange.whole !== true) return value;
      // Something was left out of the answer: what is there may be half of it.
      throw new MailError('protocol', `${notes.unread}, while ${exchange.doing}`);
    } catch (error) {
      const trouble = imapError(error instanceof MailError ? error : (lost ?? error), notes, exchange.doing);
      if (trouble.trouble === 'protocol' && !isPlainNo(error)) client.close();
      options.log?.debug('An IMAP exchange failed', {
        host,
        doing: exchange.doing,
        trouble: trouble.message,
      });
      throw trouble;
    } finally {
      guard.stop();
    }
  };

  try {
    const doing = `logging in to ${host}`;
    await run({ doing, signal, silentMs: Math.max(connectMs, answerMs) }, () => client.connect());
    // PREAUTH: logged in before TLS and before a name was told. As whom, nobody can say, and whoever sits between may have said it.
    if (!wasAsked) throw new MailError('protocol', 'the server did not ask who we are');
    await run({ doing: `opening ${options.folder}`, signal }, () => client.mailboxOpen(options.folder));
  } catch (error) {
    client.close();
    throw error;
  }
  return {
    client,
    idleMs,
    answerMs,
    run,
    refusal: (doing) => imapError(notes.refusal ?? new Error('the server said no'), notes, doing),
    ended: () => client.isClosed || !client.usable || client.mailbox === false,
  };
}

const isPlainNo = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'responseStatus' in error;

/** Ends the connection when the exchange is given up, keeps silent, or says too much. */
function watch(
  client: ImapFlow,
  { doing, signal, octets = FEW, silentMs, totalMs }: Exchange,
  answerMs: number,
): { broken: Promise<never>; stop(): void } {
  const patience = silentMs ?? answerMs;
  const longest = totalMs ?? patience * LONGEST_ANSWER;
  const start = performance.now();
  const before = client.stats().received;
  let heard = before;
  let heardAt = start;
  let breakOff: (error: MailError) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    breakOff = (error) => {
      reject(error);
      client.close();
    };
  });
  // It may come when nobody waits any more.
  broken.catch(() => undefined);
  const onAbort = (): void =>
    breakOff(new MailError('unreachable', `given up while ${doing}`, { cause: signal.reason }));
  const look = (): void => {
    const { received } = client.stats();
    const now = performance.now();
    if (received !== heard) {
      heard = received;
      heardAt = now;
    }
    if (received - before > octets)
      breakOff(new MailError('protocol', `the server said too much while ${doing}`));
    else if (now - heardAt >= patience || now - start >= longest)
      breakOff(new MailError('unreachable', `no answer in time while ${doing}`));
  };
  // Four looks in each time-out are exact enough; four in a second hold a flood to what a connection carries in that time.
  const timer = setInterval(look, Math.min(250, Math.max(1, Math.min(patience, longest) / 4)));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    broken,
    stop() {
      clearInterval(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
