// The command line's way into a running server process, for tests that prepare or look at it from outside.
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { PlatenServer } from '../servers/platen.ts';

export interface OperatorAnswer {
  readonly status: number;
  readonly text: string;
  /** The body as JSON, as the caller knows it. */
  json<T>(): T;
}

/** One call with the server's operator token (run/server.json), over loopback HTTP. */
export async function operatorCall(
  server: Pick<PlatenServer, 'dataDir' | 'httpPort'>,
  method: string,
  path: string,
  body?: Uint8Array | object,
): Promise<OperatorAnswer> {
  const facts = JSON.parse(await readFile(join(server.dataDir, 'run', 'server.json'), 'utf8')) as {
    token: string;
  };
  const raw = body === undefined || body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  const headers = {
    authorization: `Bearer ${facts.token}`,
    'x-platen': '1',
    ...(raw === undefined ? {} : { 'content-length': raw.length }),
  };
  return new Promise((resolve, reject) => {
    const sending = request(
      { host: '127.0.0.1', port: server.httpPort, method, path, headers, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('error', reject);
        answer.on('close', () => {
          if (!answer.complete) return reject(new Error('the answer was cut'));
          resolve({ status: answer.statusCode ?? 0, text, json: <T>() => JSON.parse(text) as T });
        });
      },
    );
    sending.on('error', reject);
    sending.end(raw);
  });
}
