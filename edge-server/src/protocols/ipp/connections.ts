// Connections to printers that stay open between the requests of one release: preflight, Create-Job, Send-Document and
// the first polls go over one TCP and TLS connection. Opened by whoever owns the work, closed when it stops.
import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import { keepAliveMs } from './limits.ts';

export type IppConnections = {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** Closes every connection, in use or not. */
  close(): void;
};

/** `options` reach the socket: lookup, localAddress, ca. Certificates are judged per request (client.ts). */
export function openConnections(options: AgentOptions = {}): IppConnections {
  const kept: AgentOptions = { ...options, keepAlive: true, timeout: keepAliveMs, scheduling: 'lifo' };
  const http = new HttpAgent(kept);
  const https = new HttpsAgent(kept);
  return {
    http,
    https,
    close() {
      http.destroy();
      https.destroy();
    },
  };
}
