// One request to an ACME authority: https only, its certificate verified, every wait and every answer bounded, no redirection followed.
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AcmeError } from './acme-error.ts';

export interface AcmeAsk {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly body?: string;
}

export interface AcmeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type AskAcme = (ask: AcmeAsk, signal: AbortSignal) => Promise<AcmeAnswer>;

export interface AcmeTrust {
  /** PEM of an authority of the organisation's own; the well-known ones besides. */
  readonly ca?: readonly string[] | undefined;
  /** Judges the addresses of names. Addresses in place of names go through `mayAsk`. */
  readonly lookup: LookupFunction;
  /** Undefined when the server may speak to this address, else why not. */
  readonly mayAsk: (address: string) => string | undefined;
}

/** One request with its answer: authorities take a few seconds for an order, never half a minute. */
const ASK_MS = 30_000;
/** A chain has 10 kB, an order of 50 names 20 kB. */
const MOST_BYTES = 256 * 1024;

/** @throws AcmeError 'unreachable', 'untrusted' or 'refused', or the signal's reason */
export function openAcmeHttp(trust: AcmeTrust): AskAcme {
  return (ask, signal) =>
    new Promise((resolve, reject) => {
      const url = secureUrl(ask.url);
      const host = url.hostname.replace(/^\[|\]$/g, '');
      const refusal = isIP(host) > 0 ? trust.mayAsk(host) : undefined;
      if (refusal !== undefined) throw new AcmeError('refused', refusal);
      const fail = (cause: Error): void => {
        sent.destroy();
        reject(signal.aborted && signal.reason instanceof Error ? signal.reason : troubleOf(cause, url.host));
      };
      const sent = request(url, {
        method: ask.method,
        agent: false,
        servername: isIP(host) > 0 ? '' : host,
        lookup: trust.lookup,
        ...(trust.ca === undefined ? {} : { ca: [...trust.ca] }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ASK_MS)]),
        headers: {
          'user-agent': 'Platen',
          'accept-language': 'en',
          ...(ask.body === undefined
            ? {}
            : { 'content-type': 'application/jose+json', 'content-length': Buffer.byteLength(ask.body) }),
        },
      });
      sent.on('error', fail);
      sent.on('response', (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > MOST_BYTES) fail(new Error('the answer is far too long'));
          else parts.push(part);
        });
        response.on('error', fail);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
      });
      sent.end(ask.body);
    });
}

/** RFC 8555 section 6.1: ACME is spoken over https only, whatever an address in an answer says. */
export function secureUrl(text: string): URL {
  if (!URL.canParse(text)) throw new AcmeError('refused', 'this is no address');
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw new AcmeError('refused', 'its address has to begin with https://');
  return url;
}

function troubleOf(cause: Error, host: string): AcmeError {
  if (cause instanceof AcmeError) return cause;
  const code = 'code' in cause ? String(cause.code) : '';
  // Node's names for what X.509 verification finds (OpenSSL x509_vfy).
  const untrusted = /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|ALTNAME/.test(code);
  const said = cause.name === 'TimeoutError' ? 'no answer in time' : cause.message;
  return new AcmeError(untrusted ? 'untrusted' : 'unreachable', `${host}: ${said}`, { cause });
}
