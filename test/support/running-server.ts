// The server inside the test's own process, on free loopback ports, with a client that keeps cookies. For everything that
// need not see a process die; test/servers/platen.ts starts the built program instead.
import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import { join } from 'node:path';
import { type Server, startServer } from '@platen/edge-server/build-server';
import type { Clock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import { repository } from './repository.ts';
import { tempDir } from './temp-dir.ts';

export interface RunningServer extends Server {
  /** https://localhost:PORT */
  readonly url: string;
  readonly plainUrl: string;
  readonly logged: string[];
  readonly dataDir: string;
  readonly client: () => Client;
  /** Signs a fresh user in at the portal. */
  readonly portalUser: (
    email?: string,
  ) => Promise<{ client: Client; userId: string; code: string; email: string }>;
  readonly close: () => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

export interface Ask {
  readonly body?: unknown;
  readonly raw?: Uint8Array | string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly plain?: boolean;
}

export interface Client {
  readonly cookies: Map<string, string>;
  call(method: string, path: string, ask?: Ask): Promise<Answer>;
}

let users = 0;

export async function runServer(
  options: {
    readonly mode?: 'serve' | 'try';
    readonly databaseUrl?: string;
    readonly http?: boolean;
    readonly clock?: Clock;
    /** Mail servers on this machine may be used. */
    readonly mailLoopback?: boolean;
    /** An OpenID provider on this machine may be used, without TLS. */
    readonly openIdLoopback?: boolean;
    /** A directory on this machine may be used. */
    readonly directoryLoopback?: boolean;
    /** A port that only prints; 0: any. */
    readonly ippPort?: number;
    /** Keys that may sign licences. */
    readonly licenceKeys?: readonly string[];
    /** A folder of the test's own, which stays when the server is closed; it may hold an earlier life. */
    readonly dataDir?: string;
    /** Webhooks may be on this machine, under certificates of this authority (a file of PEM). */
    readonly hookCaFile?: string;
  } = {},
): Promise<RunningServer> {
  const given = options.dataDir;
  const folder =
    given === undefined ? await tempDir('server') : { path: given, remove: async () => undefined };
  const logged: string[] = [];
  const server = await startServer({
    config: {
      mode: options.mode ?? 'serve',
      dataDir: folder.path,
      host: '127.0.0.1',
      httpPort: 0,
      httpsPort: 0,
      ippPort: options.ippPort,
      databaseUrl: options.databaseUrl,
      logLevel: 'debug',
      mailLoopback: options.mailLoopback ?? false,
      directoryLoopback: options.directoryLoopback ?? false,
      openIdLoopback: options.openIdLoopback ?? false,
      ...(options.hookCaFile === undefined ? {} : { hookLoopback: true, hookCaFile: options.hookCaFile }),
      devicesDirs: [join(folder.path, 'devices')],
      profilesDirs: [join(folder.path, 'profiles')],
    },
    log: openLog({ level: 'debug', write: (line) => logged.push(line) }),
    version: '0.0.0-test',
    staticDir: join(repository, 'panel-app', 'dist'),
    ...(options.clock === undefined ? {} : { effects: { clock: options.clock } }),
    ...(options.licenceKeys === undefined ? {} : { licenceKeys: options.licenceKeys }),
  });
  const client = () => makeClient(server.httpPort ?? 0, server.httpsPort ?? 0);
  return {
    ...server,
    url: `https://localhost:${server.httpsPort}`,
    plainUrl: `http://localhost:${server.httpPort}`,
    logged,
    dataDir: folder.path,
    client,
    portalUser: async (email = `user${++users}@example.com`) => {
      const { user, code } = await server.app.users.add(email);
      const mine = client();
      const answer = await mine.call('POST', '/api/portal/session', { body: { email, code } });
      if (answer.status !== 200)
        throw new Error(`sign-in answered ${answer.status}: ${answer.bytes.toString()}`);
      return { client: mine, userId: user.id, code, email };
    },
    close: async () => {
      await server.stop();
      await folder.remove();
    },
  };
}

function makeClient(httpPort: number, httpsPort: number): Client {
  const cookies = new Map<string, string>();
  return {
    cookies,
    call: (method, path, ask = {}) =>
      new Promise((resolve, reject) => {
        const payload = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body));
        const headers: Record<string, string> = {
          'x-platen': '1',
          ...(cookies.size > 0
            ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
            : {}),
          ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) }),
          ...ask.headers,
        };
        const to = { host: '127.0.0.1', method, path, headers, agent: false as const };
        const sent =
          ask.plain === true
            ? request({ ...to, port: httpPort })
            : requestTls({ ...to, port: httpsPort, rejectUnauthorized: false });
        sent.on('error', reject);
        sent.on('response', (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            for (const cookie of response.headers['set-cookie'] ?? []) {
              const [pair = ''] = cookie.split(';');
              const cut = pair.indexOf('=');
              if (pair.slice(cut + 1) === '') cookies.delete(pair.slice(0, cut));
              else cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
            }
            const bytes = Buffer.concat(parts);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              bytes,
              json: tryJson(bytes),
            });
          });
        });
        sent.end(payload);
      }),
  };
}

function tryJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
