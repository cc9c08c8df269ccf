// One SOAP call over HTTP (SOAP 1.1 section 6): one attempt, never a retry, no redirection followed, everything bounded. Nothing is
// written before the connection stands and the device has shown the right certificate.
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { failureOf } from '../ipp/outcome.ts';
import { type TlsTrust, tlsChecks, whenReady } from '../tls-trust.ts';
import { maxAnswerBytes, type SoapTimeouts, soapTimeouts } from './limits.ts';
import type { AnswerFacts, SoapFailure, SoapOutcome } from './outcome.ts';
import { readAnswer } from './read-answer.ts';

export interface SoapPlace {
  readonly secure: boolean;
  /** Name or address as the administrator gave it, IPv6 without brackets: for the Host field and for TLS. */
  readonly host: string;
  /** The IP address to connect to, judged before by the caller; without one, what the host's name resolves to. */
  readonly address?: string;
  readonly port: number;
  readonly path: string;
}

export interface SoapAsk {
  readonly to: SoapPlace;
  readonly contentType: string;
  readonly body: Buffer;
  readonly trust: TlsTrust;
  readonly timeouts?: Partial<SoapTimeouts>;
  readonly signal?: AbortSignal;
}

export type SoapCaller = (ask: SoapAsk) => Promise<SoapOutcome>;

export const callSoap: SoapCaller = (ask) =>
  new Promise((resolve) => {
    const { to, trust, signal } = ask;
    if (signal?.aborted === true) {
      resolve({ kind: 'failed', why: 'aborted', detail: 'the caller gave up' });
      return;
    }
    const timeouts = { ...soapTimeouts, ...ask.timeouts };
    let facts: AnswerFacts = {};
    let tcpConnected = false;
    let ready = false;
    let settled = false;
    let timer: NodeJS.Timeout | undefined;

    const settle = (outcome: SoapOutcome): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      opened.destroy();
      resolve({ ...facts, ...outcome });
    };
    const fail = (why: SoapFailure, detail: string): void => settle({ kind: 'failed', why, detail });
    const aborted = (): void => fail('aborted', 'the caller gave up');
    const wait = (ms: number, detail: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail('timeout', detail), ms);
    };

    const options = {
      method: 'POST',
      host: to.address ?? to.host,
      port: to.port,
      path: to.path,
      agent: false,
      headers: {
        host: hostField(to),
        'content-type': ask.contentType,
        'content-length': ask.body.length,
        soapaction: '""',
        accept: 'text/xml, application/soap+xml, multipart/related',
        'accept-encoding': 'identity',
        'user-agent': 'Platen',
      },
    };
    const opened = to.secure
      ? // An address is no server name (RFC 6066 section 3).
        httpsRequest({ ...options, servername: isIP(to.host) > 0 ? '' : to.host, ...tlsChecks(trust) })
      : httpRequest(options);
    wait(timeouts.connectMs, 'no connection in time');
    signal?.addEventListener('abort', aborted, { once: true });

    opened.on('error', (error) => {
      const phase = ready ? ('answer' as const) : ('connect' as const);
      const { kind, detail } = failureOf(error, { phase, secure: to.secure, tcpConnected });
      const known = kind === 'refused-connection' || kind === 'tls' || kind === 'timeout' || kind === 'reset';
      fail(known ? kind : 'not-soap', detail);
    });
    opened.on('close', () => fail('reset', 'the connection was closed without an answer'));
    whenReady(opened, trust, {
      onConnected: () => {
        tcpConnected = true;
      },
      onWrongCertificate: (fingerprint) => {
        facts = { ...facts, ...(fingerprint === undefined ? {} : { fingerprint }) };
        fail('wrong-certificate', 'another certificate than the pinned one');
      },
      onReady: (fingerprint) => {
        ready = true;
        facts = { ...certificateFacts(opened), ...(fingerprint === undefined ? {} : { fingerprint }) };
        wait(timeouts.answerMs, 'no answer in time');
        opened.end(ask.body);
      },
    });
    opened.on('response', (response) => {
      facts = { ...facts, ...timeOf(response) };
      collect(response).then(
        (octets) => {
          if (octets === undefined) return fail('too-large', `more than ${maxAnswerBytes} octets`);
          settle(readAnswer(response.statusCode ?? 0, response.headers['content-type'] ?? '', octets));
        },
        (error: unknown) => fail('reset', error instanceof Error ? error.message : 'the answer broke off'),
      );
    });
  });

function hostField({ host, port, secure }: SoapPlace): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (secure ? 443 : 80) ? name : `${name}:${port}`;
}

function certificateFacts(request: ClientRequest): AnswerFacts {
  if (!(request.socket instanceof TLSSocket)) return {};
  const ends = Date.parse(request.socket.getPeerCertificate().valid_to);
  return Number.isNaN(ends) ? {} : { certificateEndsAt: ends };
}

function timeOf(response: IncomingMessage): AnswerFacts {
  const at = Date.parse(response.headers.date ?? '');
  return Number.isNaN(at) ? {} : { deviceTime: at };
}

/** Undefined when it is larger than we take. */
async function collect(response: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxAnswerBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
