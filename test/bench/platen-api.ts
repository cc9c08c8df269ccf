// The few calls of Platen's API that the benchmarks need, against a server of their own. Plain HTTP, like the peers: what is
// measured is Platen, not OpenSSL.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { ServerFile } from '@platen/edge-server/cli/server-file';
import type { AdminPrinter } from '@platen/shared/api/admin';
import type { PanelProgress, PanelReleased, PanelSession } from '@platen/shared/api/panel';
import type { PortalJobs } from '@platen/shared/api/portal';
import { type PlatenOptions, type PlatenServer, startPlaten } from '../servers/platen.ts';
import { waitUntil } from '../support/wait-until.ts';
import { documentParts } from './documents.ts';
import { takeAnswer } from './load/http-answers.ts';
import { makeClient } from './platen-client.ts';

export type BenchUser = {
  readonly email: string;
  readonly code: string;
  /** Cookie header of the portal session. */
  readonly cookie: string;
};
/** `path` opens the panel app and shows its key; `cookie` is what that sets. */
export type BenchPanel = { readonly path: string; readonly cookie: string };
export type BenchSession = { readonly cookie: string; readonly jobs: PanelSession['jobs'] };

export type BenchPlaten = {
  readonly server: PlatenServer;
  changeSetting(key: string, value: unknown): Promise<void>;
  /** Registers a person and signs in to the portal. */
  addUser(email: string): Promise<BenchUser>;
  /** `profile`: the family of a device that cannot be asked what it takes. */
  addPrinter(name: string, uri: string, profile?: string): Promise<BenchPanel>;
  /** The octets of one whole upload request, for the load generator. */
  readonly uploadRequest: (user: BenchUser, document: Buffer, name: string) => Buffer;
  upload(user: BenchUser, document: Buffer, name: string): Promise<void>;
  /** Streams a PDF of `bytes` bytes; resolves with the seconds until it was acknowledged. */
  uploadLarge(user: BenchUser, bytes: number, name: string): Promise<number>;
  /** Waits until every document of the user is converted and held. */
  allHeld(user: BenchUser): Promise<void>;
  signInPanel(panel: BenchPanel, user: BenchUser): Promise<BenchSession>;
  release(session: BenchSession, jobId: string): Promise<void>;
  /** Waits until no release of the session is under way. */
  releasesEnded(session: BenchSession): Promise<void>;
  stop(): Promise<void>;
};

/** Written by the server for the command line on the same machine (cli/server-file.ts); readable by its own user only. */
const SERVER_FILE = join('run', 'server.json');
/** Ten thousand documents are converted before the panel is measured; two cores need some minutes for that. */
const CONVERT_LIMIT_MS = 30 * 60_000;
const PIECE_BYTES = 1024 * 1024;

/** A server with plain HTTP allowed everywhere, and an administrator's access to it. */
export const startBenchPlaten = async (options: PlatenOptions = {}): Promise<BenchPlaten> => {
  const server = await startPlaten(options);
  const client = makeClient();
  let token = '';

  const json = async <T>(
    url: string,
    method: 'GET' | 'POST' | 'PUT',
    headers: Readonly<Record<string, string>>,
    value?: unknown,
  ): Promise<{ readonly value: T; readonly cookies: string }> => {
    const body = value === undefined ? undefined : Buffer.from(JSON.stringify(value));
    const { body: text, cookies } = await client.call({
      url,
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return { value: JSON.parse(text.toString('utf8')) as T, cookies };
  };
  const admin = async <T>(path: string, method: 'POST' | 'PUT', value: unknown): Promise<T> =>
    (
      await json<T>(
        `${server.httpsUrl}/api/admin/${path}`,
        method,
        { Authorization: `Bearer ${token}` },
        value,
      )
    ).value;
  const http = (path: string): string => `${server.httpUrl}/api/${path}`;

  const stop = async (): Promise<void> => {
    client.close();
    await server.stop();
  };
  try {
    // The server listens a moment before it writes the file.
    const text = await waitUntil(() => readFile(join(server.dataDir, SERVER_FILE), 'utf8'), {
      what: 'the server to say where it is',
    });
    ({ token } = JSON.parse(text) as ServerFile);
    for (const [key, value] of [
      ['site.portalOverHttp', true],
      ['site.panelOverHttp', true],
      ['secure.passwordEntry', false],
    ] as const)
      await admin(`settings/${key}`, 'PUT', { value });
  } catch (error) {
    await stop();
    throw error;
  }

  const uploadHead = (user: BenchUser, bytes: number, name: string): string =>
    `POST /api/portal/documents?name=${encodeURIComponent(name)} HTTP/1.1\r\nHost: 127.0.0.1:${server.httpPort}\r\n` +
    `X-Platen: 1\r\nCookie: ${user.cookie}\r\nContent-Type: application/pdf\r\nContent-Length: ${bytes}\r\n\r\n`;

  return {
    server,
    async changeSetting(key, value) {
      await admin(`settings/${key}`, 'PUT', { value });
    },
    async addUser(email) {
      const { code } = await admin<{ readonly code: string }>('users', 'POST', { email });
      const { cookies } = await json(http('portal/session'), 'POST', {}, { email, code });
      return { email, code, cookie: cookies };
    },
    async addPrinter(name, uri, profile) {
      const printer = { name, uri, allowHttp: true, ...(profile === undefined ? {} : { profile }) };
      const { panelPath } = await admin<AdminPrinter>('printers', 'POST', printer);
      const { cookies } = await client.call({ url: `${server.httpUrl}${panelPath}` });
      return { path: panelPath, cookie: cookies };
    },
    uploadRequest: (user, document, name) =>
      Buffer.concat([Buffer.from(uploadHead(user, document.length, name)), document]),
    async upload(user, document, name) {
      await client.call({
        url: `${http('portal/documents')}?name=${encodeURIComponent(name)}`,
        method: 'POST',
        headers: { 'Content-Type': 'application/pdf', Cookie: user.cookie },
        body: document,
      });
    },
    async uploadLarge(user, bytes, name) {
      const { head, fillerBytes, tail } = documentParts(bytes);
      const piece = randomBytes(PIECE_BYTES);
      const socket = connect(server.httpPort, '127.0.0.1');
      await once(socket, 'connect');
      let received: Buffer = Buffer.alloc(0);
      const answered = new Promise<number>((resolve, reject) => {
        socket.on('error', reject);
        socket.on('close', () => reject(new Error('the connection ended before the answer')));
        socket.on('data', (chunk: Buffer) => {
          received = Buffer.concat([received, chunk]);
          const status = takeAnswer(received)?.answer.status;
          if (status === 201) resolve(performance.now());
          else if (status !== undefined) reject(new Error(`HTTP ${received.toString('latin1', 0, 500)}`));
        });
      });
      const write = async (data: Buffer): Promise<void> => {
        if (!socket.write(data)) await Promise.race([once(socket, 'drain'), answered]);
      };
      const began = performance.now();
      try {
        await write(Buffer.concat([Buffer.from(uploadHead(user, bytes, name)), head]));
        for (let sent = 0; sent < fillerBytes; sent += PIECE_BYTES)
          await write(piece.subarray(0, Math.min(PIECE_BYTES, fillerBytes - sent)));
        await write(tail);
        return ((await answered) - began) / 1000;
      } finally {
        socket.destroy();
      }
    },
    async allHeld(user) {
      await waitUntil(
        async () => {
          const { value } = await json<PortalJobs>(http('portal/jobs'), 'GET', { Cookie: user.cookie });
          const bad = value.jobs.find(({ state }) => state !== 'received' && state !== 'held');
          if (bad !== undefined) throw new Error(`a document is ${bad.state}: ${bad.sentence}`);
          return value.jobs.length > 0 && value.jobs.every(({ state }) => state === 'held');
        },
        { what: `the documents of ${user.email} to be held`, timeoutMs: CONVERT_LIMIT_MS, everyMs: 100 },
      );
    },
    async signInPanel(panel, user) {
      const { value, cookies } = await json<PanelSession>(
        http('panel/session'),
        'POST',
        { Cookie: panel.cookie },
        { code: user.code },
      );
      return { cookie: `${panel.cookie}; ${cookies}`, jobs: value.jobs };
    },
    async release(session, jobId) {
      const { value } = await json<PanelReleased>(
        http('panel/release'),
        'POST',
        { Cookie: session.cookie },
        { jobs: [{ id: jobId }] },
      );
      const refused = value.refused[0];
      if (refused !== undefined) throw new Error(`not released: ${refused.message}`);
    },
    async releasesEnded(session) {
      await waitUntil(
        async () => {
          const { value } = await json<PanelProgress>(http('panel/progress'), 'GET', {
            Cookie: session.cookie,
          });
          return value.releases.every(({ ended }) => ended);
        },
        { what: 'the release to end' },
      );
    },
    stop,
  };
};
