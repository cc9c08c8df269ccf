// Opens the HTTP request that will carry an IPP message. When it may be written is tls-trust.ts's to say.
import { type ClientRequest, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type TlsTrust, tlsChecks } from '../tls-trust.ts';
import type { IppConnections } from './connections.ts';
import type { IppTarget } from './printer-uri.ts';

export type IppTrust = TlsTrust;

export function openRequest(
  target: IppTarget,
  headers: OutgoingHttpHeaders,
  connections: IppConnections,
  trust: IppTrust,
): ClientRequest {
  const { host, port, path } = target;
  const request = { method: 'POST', host, port, path, headers };
  if (!target.secure) return httpRequest({ ...request, agent: connections.http });
  // A kept connection may have been opened without a pin: whenReady looks at it for each request anew.
  return httpsRequest({ ...request, agent: connections.https, ...tlsChecks(trust) });
}
