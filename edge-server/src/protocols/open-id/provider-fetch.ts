// Calls to an OpenID provider for openid-client: over TLS to the addresses that were allowed, bounded in time and size, without following a
// redirection. What the answer means is openid-client's business.
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { CustomFetch } from 'openid-client';

/** A provider that does not answer in this time is away: somebody is waiting at the sign-in page. */
const ANSWER_MS = 10_000;
/** Discovery documents and key sets are some kilobytes; the largest known have a hundred. */
const MOST_BYTES = 1_000_000;

/** It could not be reached, or what came is no answer. */
export class ProviderAway extends Error {
  override name = 'ProviderAway';
}

export interface ProviderFetchOptions {
  /** Addresses that a host may be spoken to at; rejects with a sentence when there is none (threat T36). */
  readonly addressesOf: (host: string, port: number) => Promise<readonly string[]>;
  /** http:// is taken, too: a provider of a test on this machine. */
  readonly plain: boolean;
}

export function providerFetch({ addressesOf, plain }: ProviderFetchOptions): CustomFetch {
  return async (text, options) => {
    const url = new URL(text);
    if (url.protocol !== 'https:' && !(plain && url.protocol === 'http:')) {
      throw new ProviderAway(`${url.host}: the address must begin with https://`);
    }
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    const addresses = await addressesOf(url.hostname, port);
    const { headers, method } = options;
    const body = options.body === undefined || options.body === null ? undefined : String(options.body);
    const answer = await send(url, {
      addresses,
      method,
      headers: { ...headers },
      body,
      signal: options.signal,
    });
    return new Response(answer.bytes.length === 0 ? null : new Uint8Array(answer.bytes), {
      status: answer.status,
      headers: answer.headers,
    });
  };
}

interface Sending {
  readonly addresses: readonly string[];
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: Buffer;
}

/** Nothing else than what was judged: a name may resolve to something else by now. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (host, options, done) => {
    const fit = all.filter(({ family }) => options.family !== 4 || family === 4);
    const [first] = fit;
    if (first === undefined) done(new ProviderAway(`${host} has no address`), '', 0);
    else if (options.all === true) done(null, fit);
    else done(null, first.address, first.family);
  };
}

function send(url: URL, { addresses, method, headers, body, signal }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? requestHttps : requestHttp;
    // `signal` and the time-out end the request, and with it the answer that is being read.
    const limit = AbortSignal.timeout(ANSWER_MS);
    const outgoing = open(url, {
      method,
      agent: false,
      lookup: pinned(addresses),
      headers: {
        ...headers,
        'user-agent': 'Platen',
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      },
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    outgoing.on('error', (cause) => {
      reject(
        signal?.aborted === true
          ? cause
          : new ProviderAway(`${url.host}: ${limit.aborted ? 'no answer in time' : cause.message}`, {
              cause,
            }),
      );
    });
    outgoing.on('response', (incoming) => {
      readWhole(incoming, url.host).then(resolve, (cause: unknown) => {
        outgoing.destroy();
        reject(cause instanceof Error ? cause : new ProviderAway(url.host));
      });
    });
    outgoing.end(body);
  });
}

async function readWhole(incoming: IncomingMessage, host: string): Promise<Answer> {
  const status = incoming.statusCode ?? 0;
  // Where it leads was not judged, and RFC 8414 knows of none.
  if (status >= 300 && status < 400) throw new ProviderAway(`${host}: answered with a redirection`);
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of incoming as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MOST_BYTES) throw new ProviderAway(`${host}: the answer is too long`);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof ProviderAway) throw cause;
    throw new ProviderAway(`${host}: the answer was cut off`, { cause });
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  return { status, headers, bytes: Buffer.concat(parts) };
}
