// Cuts clients that send a body an octet at a time for ever (threats.md T11): each holds a connection, a descriptor and the beginnings of a
// document. Node's own limits see the header and silence, and no body that drips.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** The worst link somebody prints over, GPRS at its slowest, brings fifty times as much. */
const LEAST_OCTETS = 4_096;
const EVERY_MS = 60_000;

/** Ends with the server. @param everyMs how often is looked; a request that came in between is given a whole turn more. */
export function cutTrickles(server: Server, everyMs = EVERY_MS): void {
  /** Requests whose body is still coming, with the octets of their connection at the last look. */
  const coming = new Map<IncomingMessage, number | undefined>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.complete) return;
    coming.set(request, undefined);
    response.once('close', () => coming.delete(request));
  });
  const look = setInterval(() => {
    for (const [request, before] of coming) {
      const { bytesRead } = request.socket;
      if (request.complete) coming.delete(request);
      // Octets that lie here unread: it is we who are slow.
      else if (before === undefined || request.readableLength > 0 || bytesRead - before >= LEAST_OCTETS)
        coming.set(request, bytesRead);
      else request.socket.destroy();
    }
  }, everyMs);
  look.unref();
  server.once('close', () => clearInterval(look));
}
