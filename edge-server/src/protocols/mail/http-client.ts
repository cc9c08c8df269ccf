// HTTP of the mail protocols that go over it (EWS, Graph, OAuth 2): one request, its answer as a stream. No redirection is followed,
// every wait is bounded, and nothing is written before the server has shown the right certificate.
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { failureOf } from '../ipp/outcome.ts';
import { type TlsTrust, tlsChecks, whenReady } from '../tls-trust.ts';
import { readBody } from './http-body.ts';
import { MailError } from './mailbox.ts';

/** Waits in milliseconds. */
export interface HttpTimeouts {
  /** Name look-up, TCP and TLS. */
  readonly connectMs: number;
  /** From the request to the first line of the answer; Exchange converts a large message before it says a word. */
  readonly answerMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
}

const TIMEOUTS: HttpTimeouts = { connectMs: 15_000, answerMs: 120_000, idleMs: 60_000 };

export interface HttpAsk {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Must not happen twice: goes over a connection of its own and is never repeated here. */
  readonly once?: boolean;
  /** open: an attempt begins. sent: the last octet of the request is with the operating system. */
  readonly onPhase?: (phase: 'open' | 'sent') => void;
  /** Instead of the client's. */
  readonly idleMs?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Ends normally only where HTTP says that this was all; throws MailError else. To be read once; left early it cuts the connection. */
  readonly body: AsyncIterable<Buffer>;
  /** The rest is not wanted. */
  cut(): void;
}

export interface HttpClient {
  /** @throws MailError, or the signal's reason */
  ask(ask: HttpAsk, signal: AbortSignal): Promise<HttpAnswer>;
  /** Cuts what is open. */
  close(): void;
}

export interface HttpOptions {
  readonly trust: TlsTrust;
  readonly timeouts?: Partial<HttpTimeouts> | undefined;
}

/** @param of what it is the address of. @throws MailError 'refused' when it is none: no other try will mend it */
export function readUrl(typed: string, of: string): URL {
  if (URL.canParse(typed)) return new URL(typed);
  throw new MailError('refused', `the address of ${of} is no address`);
}

export function openHttp(options: HttpOptions): HttpClient {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  // Without remembered TLS sessions: each new connection shows its certificate again.
  const secure = new HttpsAgent({ keepAlive: true, maxCachedSessions: 0 });
  const plain = new HttpAgent({ keepAlive: true });
  return {
    async ask(ask, signal) {
      signal.throwIfAborted();
      checkSecrecy(ask.url);
      const kept = ask.url.protocol === 'https:' ? secure : plain;
      const first = await attempt(ask, signal, options.trust, timeouts, ask.once === true ? false : kept);
      // The server had closed a kept connection while the request was on its way to it. What is asked here may be asked twice.
      const answer = first === 'stale' ? await attempt(ask, signal, options.trust, timeouts, false) : first;
      if (answer === 'stale') throw new MailError('unreachable', `${ask.url.host}: the connection broke`);
      return answer;
    },
    close() {
      secure.destroy();
      plain.destroy();
    },
  };
}

/** Passwords and tokens go through here: to this machine itself without TLS, to any other only with it. */
function checkSecrecy({ protocol, hostname, host }: URL): void {
  if (protocol === 'https:') return;
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
  if (protocol === 'http:' && loopback) return;
  throw new MailError(
    'refused',
    `${host}: the address must begin with https://, or secrets could be read on the way`,
  );
}

function attempt(
  ask: HttpAsk,
  signal: AbortSignal,
  trust: TlsTrust,
  timeouts: HttpTimeouts,
  agent: HttpAgent | HttpsAgent | false,
): Promise<HttpAnswer | 'stale'> {
  return new Promise((resolve, reject) => {
    const { url } = ask;
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    let tcpConnected = false;
    let ready = false;
    let settled = false;
    let timer: NodeJS.Timeout | undefined;

    const wait = (ms: number, detail: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(new MailError('unreachable', `${url.host}: ${detail}`)), ms);
    };
    /** True for the first to call. */
    const settle = (): boolean => {
      const first = !settled;
      settled = true;
      clearTimeout(timer);
      return first;
    };
    const release = (): void => signal.removeEventListener('abort', aborted);
    const fail = (error: Error): void => {
      if (!settle()) return;
      release();
      opened.destroy();
      reject(error);
    };
    const aborted = (): void => {
      const reason: unknown = signal.reason;
      fail(reason instanceof Error ? reason : new DOMException('The wait was aborted', 'AbortError'));
      // The answer may have begun: then its reader is told.
      opened.destroy();
    };

    ask.onPhase?.('open');
    const shared = {
      method: ask.method,
      host,
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      path: url.pathname + url.search,
      headers: {
        'user-agent': 'Platen',
        'accept-encoding': 'identity',
        ...ask.headers,
        host: url.host,
        ...(ask.body === undefined && ask.method === 'GET'
          ? {}
          : { 'content-length': ask.body?.length ?? 0 }),
      },
    };
    const opened = secure
      ? // An address is no server name (RFC 6066 section 3).
        httpsRequest({ ...shared, agent, servername: isIP(host) > 0 ? '' : host, ...tlsChecks(trust) })
      : httpRequest({ ...shared, agent });
    wait(timeouts.connectMs, 'no connection in time');
    signal.addEventListener('abort', aborted, { once: true });

    opened.on('error', (error) => {
      if (opened.reusedSocket && 'code' in error && /^(ECONNRESET|EPIPE)$/.test(String(error.code))) {
        if (!settle()) return;
        release();
        resolve('stale');
        return;
      }
      const phase = ready ? ('answer' as const) : ('connect' as const);
      const failure = failureOf(error, { phase, secure, tcpConnected });
      fail(new MailError(troubleOf(failure), `${url.host}: ${failure.detail}`, { cause: error }));
    });
    opened.on('close', () =>
      fail(new MailError('unreachable', `${url.host}: the connection was closed without an answer`)),
    );
    opened.once('finish', () => ask.onPhase?.('sent'));
    whenReady(opened, trust, {
      onConnected: () => {
        tcpConnected = true;
      },
      onWrongCertificate: () =>
        fail(new MailError('certificate', `${url.host}: another certificate than the pinned one`)),
      onReady: () => {
        ready = true;
        wait(timeouts.answerMs, 'no answer in time');
        opened.end(ask.body);
      },
    });
    opened.on('response', (response) => {
      if (!settle()) {
        response.destroy();
        return;
      }
      const idleMs = ask.idleMs ?? timeouts.idleMs;
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: readBody(response, { host: url.host, idleMs, signal, release }),
        cut: () => {
          release();
          response.destroy();
        },
      });
    });
  });
}

function troubleOf(failure: ReturnType<typeof failureOf>): 'certificate' | 'unreachable' | 'protocol' {
  if (failure.kind === 'not-ipp') return 'protocol';
  if (failure.kind !== 'tls') return 'unreachable';
  // No TLS is spoken there: that is no certificate.
  return /^(EPROTO$|ERR_SSL_)/.test(failure.code) ? 'protocol' : 'certificate';
}
