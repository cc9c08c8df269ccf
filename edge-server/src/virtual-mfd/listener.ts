// The HTTP side of the virtual MFD (RFC 8010 section 4): takes IPP requests on one port and gives their answers. It knows
// no printer, only a function that answers a message.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeMessage } from '../protocols/ipp/encode.ts';
import type { IppMessage } from '../protocols/ipp/message.ts';
import { discard, readHeader } from '../protocols/ipp/read-header.ts';
import { httpHeadersMs, idleConnectionMs, maxConnections, maxDiscardBytes, requestLimits } from './limits.ts';

export type ListenerOptions = {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Paths from here down are the printer and its jobs. */
  readonly path: string;
  /** One line for whoever opens the root in a browser. */
  readonly about: string;
  /** May reject when the document breaks off. */
  readonly answer: (message: IppMessage, document: AsyncIterable<Uint8Array>) => Promise<IppMessage>;
  readonly log: (line: string) => void;
};

export type Listener = {
  readonly port: number;
  /** Cuts every connection, in use or not, and frees the port. */
  close(): Promise<void>;
};

/** Rejects when the port cannot be had. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const served = serve(options, request, response, stopping.signal)
      .catch((error: unknown) => {
        // A client that broke off; its socket is gone or no use any more.
        options.log(`a request broke off: ${error instanceof Error ? error.message : String(error)}`);
        request.destroy();
      })
      .finally(() => underWay.delete(served));
    underWay.add(served);
  });
  server.maxConnections = maxConnections;
  server.headersTimeout = httpHeadersMs;
  // No time for a whole request: a large document over a slow line is in order as long as it moves.
  server.requestTimeout = 0;
  server.setTimeout(idleConnectionMs);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      stopping.abort(new Error('the printer was switched off'));
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      // So that nothing is written any more when this resolves.
      await Promise.all(underWay);
    },
  };
}

async function serve(
  { path, about, answer }: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const target = request.url ?? '';
  if (request.method === 'GET' && target === '/') {
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`${about}\n`);
    return;
  }
  if (target !== path && !target.startsWith(`${path}/`)) {
    refuseHttp(response, 404);
    return;
  }
  if (request.method !== 'POST') {
    refuseHttp(response, 405, { Allow: 'POST' });
    return;
  }
  if (!/^application\/ipp\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    refuseHttp(response, 415);
    return;
  }
  const header = await readHeader(request, { limits: requestLimits, signal });
  if (header.kind === 'malformed') {
    refuseHttp(response, 400);
    return;
  }
  const octets = encodeMessage(await answer(header.message, header.body));
  response.writeHead(200, { 'Content-Type': 'application/ipp', 'Content-Length': octets.length });
  response.end(octets);
  // A refused document is still coming: reading it lets the client get to the answer.
  if (!(await discard(header.body, maxDiscardBytes))) request.destroy();
}

/** The body is not IPP, so nobody reads it: the connection ends with the answer. */
function refuseHttp(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, Connection: 'close', 'Content-Length': 0 });
  response.end();
}
