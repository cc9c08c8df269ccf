// A server for the walks over all routes, a quick client that keeps its connection, and somebody of each kind who calls.
import { createHash } from 'node:crypto';
import { Agent, request } from 'node:https';
import type { Route } from '@platen/edge-server/api/route';
import { allRoutes } from '@platen/edge-server/api/routes';
import type { Tx } from '@platen/edge-server/db/database';
import type { AdminRole, Scope } from '@platen/shared/scopes';
import { getTableName } from 'drizzle-orm';
import { type RunningServer, runServer } from '../../support/running-server.ts';

export const PASSWORD = 'correct horse battery';
const MINUTE_MS = 60_000;

export interface Said {
  readonly status: number;
  /** The error's code; '' for an answer that is none. */
  readonly code: string;
  readonly text: string;
}

export interface Caller {
  call(
    method: string,
    path: string,
    ask?: { body?: string; headers?: Readonly<Record<string, string>> },
  ): Promise<Said>;
}

export interface AccessSite {
  readonly server: RunningServer;
  readonly routes: readonly Route[];
  readonly panelPath: string;
  /** Nobody, or whoever holds these headers. */
  readonly caller: (headers?: Readonly<Record<string, string>>) => Caller;
  /** An administrator with this role, just signed in. */
  readonly admin: (role: AdminRole) => Promise<Caller & { readonly id: string; readonly cookie: string }>;
  /** A program with these scopes. */
  readonly program: (scopes: readonly Scope[]) => Promise<Caller>;
  /** Lets every administrator's last proof grow old. */
  readonly growStale: () => Promise<void>;
  /** Every row of the database but those that change by themselves, as one hash. */
  readonly databaseHash: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function openAccessSite(options: Parameters<typeof runServer>[0] = {}): Promise<AccessSite> {
  const server = await runServer(options);
  const { app } = server;
  const agent = new Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false });
  const printer = await app.printers.add({ name: 'P', uri: 'ipp://127.0.0.1:1/ipp/print' }, {}, 'test');
  await app.admins.setup(server.setupToken ?? '', 'anna', PASSWORD);
  let made = 0;

  const caller = (own: Readonly<Record<string, string>> = {}): Caller => ({
    call: (method, path, ask = {}) =>
      new Promise((resolve, reject) => {
        const headers: Record<string, string> = { 'x-platen': '1', ...own, ...ask.headers };
        if (ask.body !== undefined) headers['content-length'] = String(Buffer.byteLength(ask.body));
        const sent = request(
          { host: '127.0.0.1', port: server.httpsPort, method, path, headers, agent },
          (answer) => {
            const parts: Buffer[] = [];
            answer.on('data', (part: Buffer) => parts.push(part));
            answer.on('error', reject);
            answer.on('end', () => {
              const text = Buffer.concat(parts).toString();
              resolve({ status: answer.statusCode ?? 0, code: codeOf(text), text });
            });
          },
        );
        sent.on('error', reject);
        sent.end(ask.body);
      }),
  });

  return {
    server,
    routes: allRoutes(app),
    panelPath: app.printers.panelPath(printer),
    caller,
    admin: async (role) => {
      const name = `${role} ${++made}`;
      const { admin, token } = await app.admins.invite({ name, role }, 'test');
      const row = await app.admins.join(token, PASSWORD);
      const entered = await app.door.signIn.proceed(row, 'password', { address: '127.0.0.1' });
      if (entered.kind !== 'in') throw new Error('a second step was asked for');
      const cookie = `__Host-platen_admin=${entered.token}`;
      return { ...caller({ cookie }), id: admin.id, cookie };
    },
    program: async (scopes) => {
      const { token } = await app.apiTokens.create({ name: `program ${++made}`, scopes }, 'test');
      return caller({ authorization: `Bearer ${token}` });
    },
    growStale: async () => {
      await app.db.write(async (tx) => {
        await tx.q.update(tx.t.sessions).set({ strongAt: app.clock.now() - 11 * MINUTE_MS });
      });
      // A session that was looked at is believed for a few seconds.
      const rows = await app.db.read((tx) => tx.q.select().from(tx.t.sessions));
      app.sessions.forget(rows.map(({ tokenHash }) => tokenHash));
    },
    databaseHash: () => app.db.read(hashOfAll),
    close: async () => {
      agent.destroy();
      await server.close();
    },
  };
}

/** What changes without anybody's doing: use that is noted, work under way, a printer's condition, wrong tries of the test itself. */
const RESTLESS = new Set([
  'sessions',
  'steps',
  'lanes',
  'printers',
  'guesses',
  'guess_days',
  'api_tokens',
  'mail_accounts',
]);

async function hashOfAll(tx: Tx): Promise<string> {
  const hash = createHash('sha256');
  for (const table of Object.values(tx.t)) {
    const name = getTableName(table);
    if (RESTLESS.has(name)) continue;
    const rows: unknown[] = await tx.q.select().from(table as typeof tx.t.facts);
    // The seal of the audit log is renewed by the clock.
    const kept = rows.filter((row) => !JSON.stringify(row).includes('audit-seal:'));
    hash.update(`${name} ${JSON.stringify(kept)}`);
  }
  return hash.digest('hex');
}

function codeOf(text: string): string {
  try {
    const answer = JSON.parse(text) as { error?: { code?: string } };
    return answer.error?.code ?? '';
  } catch {
    return '';
  }
}

export const changing = (route: Pick<Route, 'method'>): boolean =>
  !['GET', 'HEAD', 'OPTIONS'].includes(route.method);

/** The route's path with an id in place of each parameter; the id is nobody's unless told. */
export const pathOf = (route: Pick<Route, 'path'>, id = 'aaaaaaaaaaaaaaaaaaaaaaaaaa'): string =>
  route.path.replace(/:page\{[^}]*\}/, '1.jpg').replace(/:\w+(\{[^}]*\})?/g, encodeURIComponent(id));
