// A stand-in for an ACME authority (RFC 8555): directory, nonces, accounts, orders, http-01 looked at for real, certificates of its own CA. Every
// request's signature, nonce, address and account is checked, and it can be told to misbehave. Its clock is the test's.
import 'reflect-metadata';
import { createHmac, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import * as x509 from '@peculiar/x509';
import { makeTestCa } from '../support/test-ca.ts';
import { readJws, sameBytes, thumbprintOf } from './acme-jws.ts';

export interface AcmeServerOptions {
  /** Where the names lead over plain HTTP: 127.0.0.1 with this port. */
  readonly httpPort: () => number;
  readonly now?: () => number;
  /** Life of what it issues. */
  readonly days?: number;
  readonly terms?: string | null;
  /** RFC 8555 section 7.3.4: only who knows this may have an account. The key is base64url. */
  readonly binding?: { readonly kid: string; readonly key: string };
}

export type AcmeFault =
  /** Once, for the next signed request. */
  | 'badNonce'
  | 'rateLimited'
  | 'serverInternal'
  | 'userActionRequired'
  /** The next order asks of itself for longer than is good, then goes on. */
  | 'slow'
  /** What it issues names somebody else. */
  | 'wrongNames';

export interface AcmeServer {
  readonly directory: string;
  /** PEM of the certificate that it shows: its own root. */
  readonly root: string;
  /** PEM of the root of what it issues. */
  readonly issuerRoot: string;
  readonly issued: string[];
  /** Paths of signed requests. */
  readonly asked: string[];
  readonly contacts: string[][];
  readonly orders: () => number;
  failNext(fault: AcmeFault, times?: number): void;
  stop(): Promise<void>;
}

interface Authz {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  status: 'pending' | 'valid' | 'invalid';
  error?: { type: string; detail: string };
}
interface Order {
  readonly id: string;
  readonly names: readonly string[];
  readonly authz: readonly string[];
  status: 'pending' | 'ready' | 'processing' | 'valid' | 'invalid';
  cert?: string;
}

const DAY = 24 * 3_600_000;
const ERROR = 'urn:ietf:params:acme:error:';

class Refusal extends Error {
  readonly type: string;
  readonly status: number;
  constructor(type: string, status: number, detail: string) {
    super(detail);
    this.type = type;
    this.status = status;
  }
}

export async function startAcmeServer(options: AcmeServerOptions): Promise<AcmeServer> {
  const now = options.now ?? Date.now;
  const own = await makeTestCa('Authority');
  const shown = await own.issue({ names: ['localhost', '127.0.0.1'] });
  const issuer = await makeTestCa('Stand-in', now());
  const nonces = new Set<string>();
  const accounts = new Map<string, KeyObject>();
  const authzs = new Map<string, Authz>();
  const orders = new Map<string, Order>();
  const faults: AcmeFault[] = [];
  const issued: string[] = [];
  const asked: string[] = [];
  const contacts: string[][] = [];
  let base = '';
  const id = (): string => randomBytes(9).toString('base64url');
  const takeFault = (...kinds: AcmeFault[]): AcmeFault | undefined => {
    const at = faults.findIndex((one) => kinds.includes(one));
    return at < 0 ? undefined : faults.splice(at, 1)[0];
  };

  function nonce(): string {
    const made = randomBytes(16).toString('base64url');
    nonces.add(made);
    return made;
  }

  /** Section 8.3: GET http://NAME/.well-known/acme-challenge/TOKEN, no redirection needed, body compared. */
  function fetchChallenge({ name, token }: Authz): Promise<string> {
    return new Promise((resolve, reject) => {
      const asking = get(
        {
          host: '127.0.0.1',
          port: options.httpPort(),
          path: `/.well-known/acme-challenge/${token}`,
          headers: { host: name },
          agent: false,
          timeout: 10_000,
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            text += part;
          });
          response.on('end', () =>
            response.statusCode === 200 ? resolve(text) : reject(new Error(`status ${response.statusCode}`)),
          );
        },
      );
      asking.on('timeout', () => asking.destroy(new Error('timeout')));
      asking.on('error', reject);
    });
  }

  async function validate(authz: Authz, key: KeyObject): Promise<void> {
    const wanted = `${authz.token}.${thumbprintOf(key)}`;
    try {
      const got = (await fetchChallenge(authz)).trimEnd();
      if (!sameBytes(got, wanted)) throw new Error('the answer is another one');
      authz.status = 'valid';
    } catch (cause) {
      authz.status = 'invalid';
      const why = cause instanceof Error ? cause.message : String(cause);
      authz.error = {
        type: `${ERROR}unauthorized`,
        detail: `Invalid response from http://${authz.name}/: ${why}`,
      };
    }
    for (const order of orders.values()) {
      const all = order.authz.map((one) => authzs.get(one)?.status);
      if (order.status !== 'pending') continue;
      if (all.every((status) => status === 'valid')) order.status = 'ready';
      if (all.includes('invalid')) order.status = 'invalid';
    }
  }

  async function finalize(order: Order, csr64: unknown): Promise<void> {
    if (order.status !== 'ready') throw new Refusal('orderNotReady', 403, `the order is ${order.status}`);
    const csr = new x509.Pkcs10CertificateRequest(Buffer.from(String(csr64), 'base64url'));
    if (!(await csr.verify())) throw new Refusal('badCSR', 400, 'its signature is wrong');
    const names = csr.extensions
      .filter((one) => one instanceof x509.SubjectAlternativeNameExtension)
      .flatMap((one) => one.names.toJSON().map(({ value }) => value));
    if (names.toSorted().join() !== order.names.toSorted().join())
      throw new Refusal('badCSR', 400, `the request names ${names.join()}, the order ${order.names.join()}`);
    const { createPublicKey } = await import('node:crypto');
    const publicKey = createPublicKey({
      key: Buffer.from(csr.publicKey.rawData),
      format: 'der',
      type: 'spki',
    });
    if ([...accounts.values()].some((key) => thumbprintOf(key) === thumbprintOf(publicKey)))
      throw new Refusal('badCSR', 400, 'the key is that of an account');
    const made = await issuer.issue({
      names: takeFault('wrongNames') === undefined ? names : ['somebody-else.example'],
      publicKey,
      notBefore: now() - 3_600_000,
      notAfter: now() + (options.days ?? 90) * DAY,
    });
    order.cert = made.cert + issuer.intermediate;
    order.status = 'processing';
    issued.push(made.cert);
  }

  const orderView = (order: Order) => ({
    status: order.status,
    identifiers: order.names.map((value) => ({ type: 'dns', value })),
    authorizations: order.authz.map((one) => `${base}/authz/${one}`),
    finalize: `${base}/finalize/${order.id}`,
    ...(order.status === 'valid' ? { certificate: `${base}/cert/${order.id}` } : {}),
  });
  const challengeView = ({ id: of, token, status, error }: Authz) => ({
    type: 'http-01',
    url: `${base}/chall/${of}`,
    token,
    status,
    ...(error === undefined ? {} : { error }),
  });

  async function signed(request: IncomingMessage, path: string) {
    asked.push(path);
    if (request.headers['content-type'] !== 'application/jose+json')
      throw new Refusal('malformed', 415, 'not application/jose+json');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    let jws: ReturnType<typeof readJws>;
    try {
      jws = readJws(Buffer.concat(parts).toString('utf8'), (kid) => accounts.get(kid));
    } catch (cause) {
      throw new Refusal('malformed', 400, cause instanceof Error ? cause.message : 'no JWS');
    }
    const { head, payload, key } = jws;
    if (head.url !== `${base}${path}`) throw new Refusal('unauthorized', 401, `signed for ${head.url}`);
    if (!nonces.delete(head.nonce ?? '') || takeFault('badNonce') !== undefined)
      throw new Refusal('badNonce', 400, 'this nonce was used or never given out');
    if ((path === '/new-account') === (head.jwk === undefined))
      throw new Refusal('malformed', 400, 'a new account shows its key, everything else its kid');
    const fault = takeFault('rateLimited', 'serverInternal', 'userActionRequired');
    if (fault === 'rateLimited')
      throw new Refusal('rateLimited', 429, 'too many certificates already issued');
    if (fault === 'serverInternal') throw new Refusal('serverInternal', 500, 'the database is away');
    if (fault === 'userActionRequired')
      throw new Refusal('userActionRequired', 403, 'the terms have changed');
    return { payload, key };
  }

  function bound(payload: Record<string, unknown> | undefined, key: KeyObject): void {
    const { binding } = options;
    if (binding === undefined) return;
    const given = payload?.['externalAccountBinding'] as Record<string, string> | undefined;
    const { protected: head = '', payload: body = '', signature = '' } = given ?? {};
    const mac = createHmac('sha256', Buffer.from(binding.key, 'base64url')).update(`${head}.${body}`);
    const said =
      head === '' ? {} : (JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, string>);
    const jwk =
      body === '' ? {} : (JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, string>);
    const same = jwk['x'] === (key.export({ format: 'jwk' }) as Record<string, unknown>)['x'];
    const good = sameBytes(mac.digest('base64url'), signature) && said['kid'] === binding.kid && same;
    if (!good || said['url'] !== `${base}/new-account`)
      throw new Refusal('externalAccountRequired', 403, 'an account of ours has to be named');
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const say = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      response
        .writeHead(status, { 'replay-nonce': nonce(), 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    };
    if (path === '/directory' && request.method === 'GET') {
      const { terms = `${base}/terms-1` } = options;
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          newNonce: `${base}/new-nonce`,
          newAccount: `${base}/new-account`,
          newOrder: `${base}/new-order`,
          meta: {
            ...(terms === null ? {} : { termsOfService: terms }),
            externalAccountRequired: options.binding !== undefined,
          },
        }),
      );
      return;
    }
    if (path === '/new-nonce') {
      response.writeHead(request.method === 'HEAD' ? 200 : 204, { 'replay-nonce': nonce() }).end();
      return;
    }
    if (request.method !== 'POST') throw new Refusal('malformed', 405, 'POST only');
    const { payload, key } = await signed(request, path);
    const [, area = '', of = ''] = path.split('/');
    if (area === 'new-account') {
      if (payload?.['termsOfServiceAgreed'] !== true)
        throw new Refusal('userActionRequired', 403, 'nobody agreed to the terms');
      bound(payload, key);
      contacts.push((payload['contact'] as string[] | undefined) ?? []);
      const print = thumbprintOf(key);
      const known = [...accounts].find(([, one]) => thumbprintOf(one) === print)?.[0];
      const kid = known ?? `${base}/account/${id()}`;
      accounts.set(kid, key);
      say(known === undefined ? 201 : 200, { status: 'valid' }, { location: kid });
    } else if (area === 'new-order') {
      const names = (payload?.['identifiers'] as { value: string }[]).map(({ value }) => value);
      const order: Order = {
        id: id(),
        names,
        status: 'pending',
        authz: names.map((name) => {
          const authz: Authz = { id: id(), name, token: id() + id(), status: 'pending' };
          authzs.set(authz.id, authz);
          return authz.id;
        }),
      };
      orders.set(order.id, order);
      say(201, orderView(order), { location: `${base}/order/${order.id}` });
    } else if (area === 'authz') {
      const authz = found(authzs.get(of));
      const decoy = { type: 'dns-01', url: `${base}/dns`, token: 'x', status: 'pending' };
      say(200, {
        status: authz.status,
        identifier: { type: 'dns', value: authz.name },
        challenges: [decoy, challengeView(authz), { type: 'made-up' }],
      });
    } else if (area === 'chall') {
      const authz = found(authzs.get(of));
      void validate(authz, key);
      say(200, challengeView(authz));
    } else if (area === 'finalize') {
      const order = found(orders.get(of));
      await finalize(order, payload?.['csr']);
      say(200, orderView(order));
    } else if (area === 'order') {
      const order = found(orders.get(of));
      say(200, orderView(order), takeFault('slow') === undefined ? {} : { 'retry-after': '86400' });
      // Valid at the next look, as a busy authority is.
      if (order.status === 'processing') order.status = 'valid';
    } else if (area === 'cert') {
      response
        .writeHead(200, { 'content-type': 'application/pem-certificate-chain', 'replay-nonce': nonce() })
        .end(found(orders.get(of)).cert);
    } else throw new Refusal('malformed', 404, 'no such place');
  }

  function found<T>(thing: T | undefined): T {
    if (thing === undefined) throw new Refusal('malformed', 404, 'no such thing');
    return thing;
  }

  const server = createServer(
    { cert: shown.cert + own.intermediate, key: shown.key },
    (request, response) => {
      handle(request, response).catch((cause: unknown) => {
        const refusal = cause instanceof Refusal ? cause : new Refusal('serverInternal', 500, String(cause));
        const headers: Record<string, string> = {
          'content-type': 'application/problem+json',
          'replay-nonce': nonce(),
          ...(refusal.type === 'rateLimited' ? { 'retry-after': '7200' } : {}),
        };
        response
          .writeHead(refusal.status, headers)
          .end(JSON.stringify({ type: `${ERROR}${refusal.type}`, detail: refusal.message }));
      });
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `https://localhost:${(server.address() as AddressInfo).port}`;

  return {
    directory: `${base}/directory`,
    root: own.root,
    issuerRoot: issuer.root,
    issued,
    asked,
    contacts,
    orders: () => orders.size,
    failNext: (fault, times = 1) => {
      faults.push(...Array.from({ length: times }, () => fault));
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The names of a certificate, as the stand-in and its tests compare them. */
export const namesIn = (cert: string): string =>
  (new X509Certificate(cert).subjectAltName ?? '').replaceAll('DNS:', '');
