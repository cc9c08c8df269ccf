// One message handed over in one HTTP request, and how that ended: whether the server may have it is decided from how far the request came.
import type { HttpAnswer } from './http-client.ts';
import { MailError } from './mailbox.ts';
import type { SendOutcome } from './sending.ts';

/** When we stop while the answer is awaited: that long it is worth waiting, for else nobody knows whether it was sent. */
const LAST_ANSWER_MS = 5_000;

export interface HttpSend {
  readonly message: () => Promise<Buffer>;
  /** Host of the server, for details. */
  readonly from: string;
  readonly post: (
    message: Buffer,
    signal: AbortSignal,
    onPhase: (phase: 'open' | 'sent') => void,
  ) => Promise<HttpAnswer>;
  /** What the answer says; a MailError it throws means that the message was not taken. */
  readonly judge: (answer: HttpAnswer) => Promise<SendOutcome>;
  readonly signal: AbortSignal;
}

/** @throws the signal's reason when it aborts before the request was out, and what `message` throws */
export async function sendOverHttp(send: HttpSend): Promise<SendOutcome> {
  const message = await send.message();
  send.signal.throwIfAborted();
  const stop = new AbortController();
  let out = false;
  let refusedByStatus = false;
  let patience: NodeJS.Timeout | undefined;
  const aborted = (): void => {
    if (out) patience = setTimeout(() => stop.abort(send.signal.reason), LAST_ANSWER_MS);
    else stop.abort(send.signal.reason);
  };
  send.signal.addEventListener('abort', aborted, { once: true });
  try {
    const answer = await send.post(message, stop.signal, (phase) => {
      out = phase === 'sent';
    });
    refusedByStatus = answer.status !== 200 && answer.status !== 202;
    return await send.judge(answer);
  } catch (error) {
    if (!(error instanceof MailError)) {
      if (!out || !stop.signal.aborted) throw error;
      return { kind: 'unknown', detail: `${send.from}: stopped before it answered` };
    }
    const { trouble, message: detail, retryAfterMs } = error;
    // Without an answer, with half of one, or with one of a gateway that waited in vain (http-trouble.ts), nobody knows.
    const lost = trouble === 'unreachable' || (trouble === 'protocol' && !refusedByStatus);
    if (out && lost) return { kind: 'unknown', detail };
    return { kind: 'not-sent', permanent: false, trouble, detail, retryAfterMs };
  } finally {
    clearTimeout(patience);
    send.signal.removeEventListener('abort', aborted);
  }
}
