// Sends mail over SMTP, SMTPS or STARTTLS: one recipient at a time, over connections that are kept for a few seconds.
// Says of each message whether it is sent, proven not to be, or unknown; tries nothing twice once the server may have it.
import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { composeMail, wireAddress } from './compose-mail.ts';
import { MailError } from './mailbox.ts';
import type { MailSender, OutgoingMail, SendOutcome } from './sending.ts';
import { connectSmtp, SMTP_TIMEOUTS, type SmtpOptions, settled } from './smtp-connect.ts';
import { outcomeOf, refusesSender } from './smtp-outcome.ts';

export type { SmtpAuth, SmtpOptions, SmtpTimeouts } from './smtp-connect.ts';

/** Servers end a connection by themselves after some number of messages; Postfix after 100 of ours or errors, others after 20. */
const MOST_PER_CONNECTION = 20;
/** When we stop while the answer to the final dot is awaited: that long it is worth waiting, for else nobody knows whether it was sent. */
const LAST_ANSWER_MS = 5_000;
/** Small enough that a slow connection shows how far it is. */
const CHUNK = 64 * 1024;

interface Line {
  readonly connection: SMTPConnection;
  /** Messages sent over it. */
  count: number;
  idle: NodeJS.Timeout | undefined;
}

interface Tried {
  readonly outcome: SendOutcome;
  /** The server had closed the connection or was about to: on a kept one, that says nothing about the message. */
  readonly wasOver: boolean;
  /** Proven not sent, because of the envelope sender. */
  readonly badSender: boolean;
}

export function openSmtp(options: SmtpOptions): MailSender {
  const timeouts = { ...SMTP_TIMEOUTS, ...options.timeouts };
  const kept: Line[] = [];
  let closed = false;
  /** This server wants the account's own address in MAIL FROM. */
  let nullIsRefused = false;

  function drop(line: Line): void {
    clearTimeout(line.idle);
    line.connection.close();
  }

  function quit(line: Line): void {
    clearTimeout(line.idle);
    const at = kept.indexOf(line);
    if (at >= 0) kept.splice(at, 1);
    if (!line.connection.destroyed) line.connection.quit();
    // A server that does not answer to QUIT is not waited for.
    line.idle = setTimeout(() => line.connection.close(), 2_000);
    line.idle.unref();
  }

  function keep(line: Line): void {
    if (closed || line.count >= MOST_PER_CONNECTION || line.connection.destroyed) return quit(line);
    line.idle = setTimeout(() => quit(line), timeouts.idleMs);
    line.idle.unref();
    kept.push(line);
  }

  function takeKept(): Line | undefined {
    for (let line = kept.pop(); line !== undefined; line = kept.pop()) {
      clearTimeout(line.idle);
      if (!line.connection.destroyed) return line;
    }
    return undefined;
  }

  async function connect(signal: AbortSignal): Promise<Line> {
    return { connection: await connectSmtp(options, signal), count: 0, idle: undefined };
  }

  async function attempt(line: Line, mail: Envelope, raw: Buffer, signal: AbortSignal): Promise<Tried> {
    const { connection } = line;
    const said = connection.lastServerResponse;
    let dotOnItsWay = false;
    const message = Readable.from(
      inChunks(raw, () => {
        dotOnItsWay = true;
        if (connection._socket) connection._socket.setTimeout(timeouts.endOfDataMs);
      }),
      { objectMode: false },
    );
    // An error of the stream reaches us through nodemailer; this one is for a stream that is destroyed with the connection.
    message.on('error', () => undefined);
    let answer = '';
    const patience = untilAnswered(signal, () => dotOnItsWay);
    try {
      await settled(connection, patience.signal, (done) =>
        connection.send({ from: mail.from, to: [mail.to], size: raw.length }, message, (error, info) => {
          answer = error === null ? info.response : '';
          done(error);
        }),
      );
      if (connection._socket) connection._socket.setTimeout(timeouts.answerMs);
      line.count++;
      keep(line);
      return { outcome: { kind: 'sent', detail: answer.slice(0, 300) }, wasOver: false, badSender: false };
    } catch (cause) {
      drop(line);
      const outcome = outcomeOf(cause, dotOnItsWay);
      const isBusy = outcome.kind === 'not-sent' && outcome.trouble === 'busy';
      return {
        outcome,
        wasOver: !dotOnItsWay && (isBusy || connection.lastServerResponse === said),
        badSender: outcome.kind === 'not-sent' && refusesSender(cause),
      };
    } finally {
      patience.end();
    }
  }

  async function tryOnce(envelope: Envelope, raw: Buffer, signal: AbortSignal): Promise<Tried> {
    const reused = takeKept();
    if (reused !== undefined) {
      const tried = await attempt(reused, envelope, raw, signal);
      if (!tried.wasOver || signal.aborted) return tried;
    }
    return attempt(await connect(signal), envelope, raw, signal);
  }

  async function send(mail: OutgoingMail, signal: AbortSignal): Promise<SendOutcome> {
    const raw = await composeMail(mail);
    const { from, to } = envelopeOf(mail);
    const isAnswer = from === '';
    try {
      const tried = await tryOnce({ from: isAnswer && nullIsRefused ? sender(mail) : from, to }, raw, signal);
      if (!isAnswer || nullIsRefused || !tried.badSender || signal.aborted) return tried.outcome;
      // Nothing of it was taken. Auto-Submitted still says what it is, so only bounces come back, to an account that answers nothing.
      const { outcome } = await tryOnce({ from: sender(mail), to }, raw, signal);
      nullIsRefused = outcome.kind === 'sent';
      return outcome;
    } catch (cause) {
      if (!(cause instanceof MailError)) throw cause;
      const { trouble, message, retryAfterMs } = cause;
      return { kind: 'not-sent', permanent: false, trouble, detail: message, retryAfterMs };
    }
  }

  return {
    send,
    verify: async (signal) => quit(await connect(signal)),
    close: () => {
      closed = true;
      for (const line of kept.splice(0)) quit(line);
    },
  };
}

interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** composeMail has refused what is no address. */
function envelopeOf(mail: OutgoingMail): Envelope {
  const from = mail.envelopeFrom === '' ? '' : wireAddress(mail.envelopeFrom);
  const to = wireAddress(mail.to);
  if (from === undefined || to === undefined) throw new Error('the envelope of a message holds no address');
  return { from, to };
}

const sender = (mail: OutgoingMail): string => wireAddress(mail.from.address) ?? '';

/** The message in pieces; `atEnd` is called before the stream ends, so before the final dot can be written. */
function* inChunks(raw: Buffer, atEnd: () => void): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += CHUNK) yield raw.subarray(at, at + CHUNK);
  atEnd();
}

/** A signal that follows `signal` at once, or a little later once only the last answer is missing. */
function untilAnswered(
  signal: AbortSignal,
  isLastAnswer: () => boolean,
): { signal: AbortSignal; end(): void } {
  const own = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (!isLastAnswer()) return own.abort(signal.reason);
    timer = setTimeout(() => own.abort(signal.reason), LAST_ANSWER_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return {
    signal: own.signal,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}
