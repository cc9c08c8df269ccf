// A stand-in for the running server: answers the API over TLS with a certificate of its own and leaves run/server.json.
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { serverFilePath } from '@platen/edge-server/cli/data-dirs';
import { makeSelfSigned } from '@platen/edge-server/platform/certificate-make';
import { tempDir } from '../../support/temp-dir.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly json: unknown;
}
export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
}
/** Answers "METHOD /path"; a path may end in * for any last part. */
export type Handlers = Readonly<Record<string, (seen: Seen) => Reply>>;

export interface FakeServer {
  readonly dataDir: string;
  readonly port: number;
  readonly certificateSha256: string;
  readonly seen: readonly Seen[];
  /** Connections opened, requests or not. */
  readonly connections: () => number;
  /** Writes run/server.json anew with these fields in place of the true ones. */
  describe(fields?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Answers this one at once, without reading the body. */
  refuseEarly(reply: Reply): void;
  /** Takes no more connections; those that are open go on. */
  stopListening(): void;
  close(): Promise<void>;
}

export const TOKEN = 'operator-token-of-the-test';

export async function startFakeServer(handlers: Handlers): Promise<FakeServer> {
  const now = Date.now();
  const day = 24 * 3_600_000;
  const { cert, key } = await makeSelfSigned({
    names: ['localhost', '127.0.0.1'],
    organization: 'Platen test',
    notBefore: now - day,
    notAfter: now + day,
    key: undefined,
  });
  const certificateSha256 = createHash('sha256').update(new X509Certificate(cert).raw).digest('hex');
  const dir = await tempDir('cli');
  const seen: Seen[] = [];
  let early: Reply | undefined;
  let connections = 0;

  const server = createServer({ cert, key }, (request, response) => {
    const write = ({ status = 200, json, text }: Reply) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(text ?? JSON.stringify(json));
    };
    if (early !== undefined) {
      write(early);
      return;
    }
    void (async () => {
      const parts: Buffer[] = [];
      try {
        for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      } catch {
        // The client hung up in the middle, as some tests have it: there is nobody to answer.
        return;
      }
      const body = Buffer.concat(parts);
      const url = new URL(request.url ?? '/', 'https://127.0.0.1');
      const typed = request.headers['content-type'] === 'application/json';
      const asked: Seen = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
        json: typed ? JSON.parse(body.toString('utf8')) : undefined,
      };
      seen.push(asked);
      const name = `${asked.method} ${asked.path}`;
      const handler = handlers[name] ?? handlers[name.replace(/[^/]+$/, '*')];
      write(handler?.(asked) ?? refusal(404, 'not-found', 'This is no longer here.'));
    })();
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const fake: FakeServer = {
    dataDir: dir.path,
    port,
    certificateSha256,
    seen,
    connections: () => connections,
    describe: async (fields = {}) => {
      const path = serverFilePath(dir.path);
      await mkdir(dirname(path), { recursive: true });
      const file = {
        pid: process.pid,
        url: `https://127.0.0.1:${port}`,
        token: TOKEN,
        certificateSha256,
        ...fields,
      };
      await writeFile(path, JSON.stringify(file), { mode: 0o600 });
    },
    refuseEarly: (reply) => {
      early = reply;
    },
    stopListening: () => {
      server.close();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await dir.remove();
    },
  };
  await fake.describe();
  return fake;
}

/** An answer in the shape of api/common.ts ErrorReply. */
export function refusal(status: number, code: string, message: string): Reply {
  return {
    status,
    json: { error: { code, message, values: {}, retry: status >= 500 || code === 'job-not-ready' } },
  };
}
