// A stand-in for a token endpoint (RFC 6749 sections 4.4 and 5) with every way to go wrong.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OauthFault {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OauthServerOptions {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly scope?: string;
  /** `expires_in` of each token; a string as some servers write it. */
  readonly life?: number | string;
  /** Answers wait for it. */
  readonly hold?: Promise<void>;
}

export interface OauthServer {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Forms as they came. */
  readonly asked: URLSearchParams[];
  /** Every token that was given out. */
  readonly issued: string[];
  isGood(token: string): boolean;
  /** Not good any more, whatever was promised. */
  revoke(token: string): void;
  failNext(fault: OauthFault): void;
  stop(): Promise<void>;
}

export async function startOauthServer(options: OauthServerOptions = {}): Promise<OauthServer> {
  const clientId = options.clientId ?? 'platen';
  const clientSecret = options.clientSecret ?? 'a secret&with=signs+';
  const asked: URLSearchParams[] = [];
  const issued: string[] = [];
  const good = new Set<string>();
  const faults: OauthFault[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const form = new URLSearchParams(Buffer.concat(parts).toString('utf8'));
    asked.push(form);
    await options.hold;
    const say = (status: number, value: unknown): void => {
      response
        .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(value));
    };
    const fault = faults.shift();
    if (fault !== undefined) {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    if (request.method !== 'POST' || !isForm) return say(400, { error: 'invalid_request' });
    if (form.get('grant_type') !== 'client_credentials') return say(400, { error: 'unsupported_grant_type' });
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return say(401, { error: 'invalid_client', error_description: 'The secret\r\nis wrong.' });
    if (options.scope !== undefined && form.get('scope') !== options.scope)
      return say(400, { error: 'invalid_scope' });
    const token = randomBytes(32).toString('base64url');
    issued.push(token);
    good.add(token);
    return say(200, { token_type: 'Bearer', expires_in: options.life ?? 3_599, access_token: token });
  };
  const server = createServer((request, response) => {
    // A client that goes away in the middle is no failure of the test.
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    tokenUrl: `http://127.0.0.1:${port}/tenant/oauth2/v2.0/token`,
    clientId,
    clientSecret,
    asked,
    issued,
    isGood: (token) => good.has(token),
    revoke: (token) => {
      good.delete(token);
    },
    failNext: (fault) => {
      faults.push(fault);
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
