// A stand-in for a Xerox device: its registration service and the two configuration services, over HTTPS and HTTP, as strict and as
// odd as shared/reference/panel-platforms.md sections 1.1 to 1.5 say devices are. What is not known of real ones (wording of the
// answers, names of screens) is made up here.
import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describeCertificate } from '@platen/edge-server/platform/certificate';
import { makeSelfSigned } from '@platen/edge-server/platform/certificate-make';
import { childOf, type XmlElement } from '@platen/edge-server/protocols/soap/xml-element';
import { answerEip } from './eip-device-answers.ts';
import { makeEipLock } from './eip-device-lock.ts';
import { type EipService, serviceAt } from './eip-device-paths.ts';
import { readEipRequest } from './eip-device-request.ts';
import type { EipCall, EipOptions, EipState } from './eip-device-state.ts';

export interface EipDevice {
  readonly ports: { readonly https: number; readonly http: number };
  /** SHA-256 of its certificate, hex. */
  readonly pin: string;
  readonly calls: readonly EipCall[];
  readonly state: EipState;
  /** Changes its behaviour from now on. */
  set(options: EipOptions): void;
  /** What happens when somebody touches the app's icon. @param certificate DER that the app's server shows. */
  open(name: string, certificate: Uint8Array): 'opened' | 'certificate-refused' | 'no-app';
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

export async function startEipDevice(first: EipOptions = {}): Promise<EipDevice> {
  let options = first;
  const now = () => options.now?.() ?? Date.now();
  const ends = first.certificateEnds ?? now() + 300 * DAY_MS;
  const { cert, key } = await makeSelfSigned({
    names: ['localhost', '127.0.0.1'],
    organization: 'Stand-in device',
    notBefore: Math.min(ends, now()) - 30 * DAY_MS,
    notAfter: ends,
    key: undefined,
  });
  const calls: EipCall[] = [];
  const lock = makeEipLock();
  const state: EipState = {
    apps: new Map([['Scan To Somewhere', { fields: { Name: 'Scan To Somewhere' }, checksum: '11AA' }]]),
    pool: [],
    defaultPathway: 'ServicesHome',
    pathwayApp: new Map(),
    changes: 0,
  };

  async function answer(request: IncomingMessage, response: ServerResponse, secure: boolean): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    if (options.tellsNoTime === true) response.sendDate = false;
    else response.setHeader('date', new Date(now() + (options.skewMs ?? 0)).toUTCString());
    const send = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body);

    const service = serviceAt(request.url ?? '');
    const read = readEipRequest(request, Buffer.concat(parts), service, options.versaLink === true);
    calls.push({
      service,
      operation: read.ok ? read.operation : '',
      secure,
      signedIn: read.ok && read.header !== undefined && childOf(read.header, 'Security') !== undefined,
      raw: Buffer.concat(parts).toString('latin1'),
    });
    if (request.method !== 'POST' || service === undefined || options.off?.includes(service) === true) {
      // What a disabled service says is not known; a web server without the page says this.
      send(404, 'text/html', '<html><body>Not Found</body></html>');
      return;
    }
    if (!read.ok) {
      send(500, 'text/xml', fault(service, 'Client', read.why, ''));
      return;
    }
    const security: XmlElement | undefined =
      read.header === undefined ? undefined : childOf(read.header, 'Security');
    const caller = request.socket.remoteAddress ?? '';
    const who = lock.judge(caller, security, options.admin, now() + (options.skewMs ?? 0));
    if (who === 'wrong') {
      const name = service === 'registration' ? 'FailedAuthenticationException' : 'FailedAuthentication';
      send(500, 'text/xml', fault(service, 'Server', 'Authentication failed', name));
      return;
    }
    const outcome = answerEip({ ...read, service, administrator: who === 'administrator', options, state });
    if ('fault' in outcome) send(500, 'text/xml', fault(service, 'Server', outcome.reason, outcome.fault));
    else send(200, 'text/xml; charset=utf-8', outcome.xml);
  }

  const handle = (secure: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, secure).catch(() => response.destroy());
  };
  const https = createHttps({ cert, key }, handle(true));
  const http = createHttp(handle(false));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
  const ports = {
    https: (https.address() as AddressInfo).port,
    http: (http.address() as AddressInfo).port,
  };
  const close = (server: typeof http | typeof https) =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  if (first.withoutHttps === true) await close(https);

  return {
    ports,
    pin: describeCertificate(cert).sha256.replaceAll(':', '').toLowerCase(),
    calls,
    state,
    set: (changed) => {
      options = { ...options, ...changed };
    },
    open: (name, certificate) => {
      const app = state.apps.get(name);
      if (app === undefined) return 'no-app';
      const trusted = state.pool.some((known) => known.equals(certificate));
      return options.verifiesCertificates === true && !trusted ? 'certificate-refused' : 'opened';
    },
    stop: async () => {
      await close(http);
      if (first.withoutHttps !== true) await close(https);
    },
  };
}

/** SOAP 1.1 with the name in the detail, SOAP 1.2 with the name in the subcode. */
function fault(service: EipService, code: string, reason: string, name: string): string {
  if (service === 'registration') {
    const detail =
      name === '' ? '' : `<detail><xrxflt:${name} xmlns:xrxflt="http://example.test/faults"/></detail>`;
    return `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:${code}</faultcode><faultstring>${reason}</faultstring>${detail}</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
  }
  const subcode =
    name === ''
      ? ''
      : `<e:Subcode xmlns:x="http://example.test/faults"><e:Value>x:${name}</e:Value></e:Subcode>`;
  return `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>e:Receiver</e:Value>${subcode}</e:Code><e:Reason><e:Text xml:lang="en">${reason}</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>`;
}
