// One IPP request to a printer over HTTP (RFC 8010 section 4). One call is one attempt, never a retry: only the states
// of the delivery know whether trying again could print twice. Every end is a value (outcome.ts).
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { whenReady } from '../tls-trust.ts';
import { cleanText } from './clean-text.ts';
import { isSuccess } from './codes.ts';
import { type IppConnections, openConnections } from './connections.ts';
import { encodeMessage } from './encode.ts';
import { answerTailMs, type IppTimeouts, ippLimits, ippTimeouts } from './limits.ts';
import type { IppMessage } from './message.ts';
import { type IppTrust, openRequest } from './open-request.ts';
import { type FailureReason, failureOf, type IppOutcome, type IppPhase } from './outcome.ts';
import { type IppTarget, ippTarget } from './printer-uri.ts';
import { collectHeader } from './read-header.ts';
import { type IppDocument, sendRequest } from './send-request.ts';

export type IppRequestOptions = {
  /** ipp, ipps, http or https. */
  readonly uri: string;
  readonly message: IppMessage;
  readonly document?: IppDocument;
  readonly signal: AbortSignal;
  readonly timeouts?: Partial<IppTimeouts>;
  /** Kept connections; without them the request opens one of its own and closes it. */
  readonly connections?: IppConnections;
  readonly trust?: IppTrust;
  /** More HTTP fields, such as Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxAnswerBytes?: number;
  /** Octets of the document handed to the socket so far; called before each hand-over. If it throws, nothing more goes. */
  readonly onBodyBytes?: (total: number) => void;
  /** The last octet is with the operating system and the answer is awaited. */
  readonly onRequestWritten?: () => void;
};

/** Resolves with every outcome; rejects only for a message that cannot be encoded (encode.ts). */
export async function ippRequest(options: IppRequestOptions): Promise<IppOutcome> {
  const source = options.document?.octets;
  const connections = options.connections ?? openConnections();
  try {
    const message = encodeMessage(options.message);
    const target = ippTarget(options.uri);
    const nothing = { phase: 'connect', bytesSent: 0, reusedConnection: false } as const;
    if (target === undefined) return { kind: 'bad-uri', detail: 'not the address of a printer', ...nothing };
    if (options.signal.aborted) return { kind: 'aborted', detail: 'aborted before the start', ...nothing };
    return await exchange(target, message, connections, options);
  } finally {
    if (source instanceof Readable) source.destroy();
    if (options.connections === undefined) connections.close();
  }
}

/**
 * The exchange as the events of one HTTP request: each either moves it on or settles it, and it settles once.
 * The answer may come before the document is all sent: a refusal ends the exchange there, but a printer that accepts
 * early still wants the rest.
 */
function exchange(
  target: IppTarget,
  message: Buffer,
  connections: IppConnections,
  options: IppRequestOptions,
): Promise<IppOutcome> {
  const timeouts = { ...ippTimeouts, ...options.timeouts };
  const request = openRequest(target, headersFor(message, options), connections, options.trust ?? {});
  const settled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let phase: IppPhase = 'connect';
  let tcpConnected = false;
  let fingerprint: string | undefined;
  let bytesSent = 0;
  let answer: IppMessage | undefined;
  let answerEnded = false;

  return new Promise((resolve) => {
    const facts = () => ({ phase, bytesSent, reusedConnection: request.reusedSocket });

    function settle(outcome: IppOutcome, keepsConnection: boolean): void {
      if (settled.signal.aborted) return;
      settled.abort();
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
      if (!keepsConnection) request.destroy();
      resolve(outcome);
    }

    function fail(reason: FailureReason & { readonly detail: string }): void {
      settle({ ...reason, ...facts() }, false);
    }

    function succeed(received: IppMessage): void {
      const requestComplete = phase === 'answer';
      const peer = fingerprint === undefined ? {} : { fingerprint };
      const outcome = { kind: 'answer', message: received, requestComplete, ...peer, ...facts() } as const;
      settle(outcome, requestComplete && answerEnded);
    }

    /** Whether what has come by now is the end, should nothing more come. */
    function isDecided(received: IppMessage | undefined): received is IppMessage {
      return received !== undefined && (phase === 'answer' || !isSuccess(received.code));
    }

    function wait(ms: number): void {
      clearTimeout(timer);
      if (!settled.signal.aborted) timer = setTimeout(onTimeout, ms);
    }

    function onTimeout(): void {
      if (isDecided(answer)) succeed(answer);
      else fail({ kind: 'timeout', detail: `no progress in time (${phase})` });
    }

    function onBroken(error?: unknown): void {
      if (isDecided(answer)) succeed(answer);
      else fail(failureOf(error, { phase, secure: target.secure, tcpConnected }));
    }

    function onAbort(): void {
      fail({ kind: 'aborted', detail: 'aborted' });
    }

    function onSourceFailed(cause: unknown): void {
      fail({ kind: 'document-failed', cause, detail: cleanText(String(cause)) });
    }

    function send(): void {
      phase = 'send';
      wait(timeouts.idleMs);
      const progress = {
        onBytes(total: number) {
          bytesSent = total;
          options.onBodyBytes?.(total);
        },
        onTaken() {
          wait(timeouts.idleMs);
        },
      };
      sendRequest(request, message, options.document, progress, settled.signal).catch(onSourceFailed);
    }

    function onWritten(): void {
      phase = 'answer';
      options.onRequestWritten?.();
      if (answer === undefined) wait(timeouts.answerMs);
      else awaitTail(answer);
    }

    /** The message is complete; a kept connection is worth a moment for the end of the HTTP answer. */
    function awaitTail(received: IppMessage): void {
      if (answerEnded || phase === 'send') succeed(received);
      else wait(answerTailMs);
    }

    function onResponse(response: IncomingMessage): void {
      response.on('error', onBroken);
      if (response.statusCode !== 200) {
        const status = response.statusCode ?? 0;
        fail({ kind: 'http-status', status, detail: `HTTP status ${String(status)}` });
        return;
      }
      const headerBytes = options.maxAnswerBytes ?? ippLimits.headerBytes;
      const collector = collectHeader({ ...ippLimits, headerBytes });
      response.on('data', (chunk: Buffer) => {
        if (answer !== undefined || settled.signal.aborted) return;
        const progress = collector.push(chunk);
        if (progress.kind === 'malformed') {
          fail({ kind: 'not-ipp', error: progress.error, detail: progress.error.message });
        } else if (progress.kind === 'message') {
          onAnswer(progress.message);
        }
      });
      response.on('end', () => {
        answerEnded = true;
        const error = collector.truncated();
        if (isDecided(answer)) succeed(answer);
        else if (answer === undefined) fail({ kind: 'not-ipp', error, detail: error.message });
      });
    }

    function onAnswer(received: IppMessage): void {
      if (received.requestId !== options.message.requestId) {
        fail({ kind: 'not-ipp', detail: 'the answer belongs to another request' });
        return;
      }
      answer = received;
      if (isDecided(answer)) awaitTail(answer);
    }

    options.signal.addEventListener('abort', onAbort);
    // A stream can fail while nobody reads it yet.
    const source = options.document?.octets;
    if (source instanceof Readable) source.once('error', onSourceFailed);
    wait(timeouts.connectMs);
    request.on('error', onBroken);
    request.on('close', onBroken);
    request.on('finish', onWritten);
    request.on('response', onResponse);
    whenReady(request, options.trust ?? {}, {
      onConnected() {
        tcpConnected = true;
      },
      onReady(seen) {
        fingerprint = seen;
        send();
      },
      onWrongCertificate(seen) {
        const detail = 'the certificate is not the pinned one';
        const peer = seen === undefined ? {} : { fingerprint: seen };
        fail({ kind: 'tls', code: 'pin-mismatch', detail, ...peer });
      },
    });
  });
}

function headersFor(message: Buffer, { document, headers }: IppRequestOptions): OutgoingHttpHeaders {
  const fixed = { ...headers, 'Content-Type': 'application/ipp', Accept: 'application/ipp' };
  if (document === undefined) return { ...fixed, 'Content-Length': message.length };
  if (document.length === undefined) return { ...fixed, 'Transfer-Encoding': 'chunked' };
  return { ...fixed, 'Content-Length': message.length + document.length };
}
