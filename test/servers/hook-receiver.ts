// A program that is told of events: a real HTTPS server on loopback with a certificate of its own, which notes every message it gets and
// answers as it is told to.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeSelfSigned } from '@platen/edge-server/platform/certificate-make';
import { tempDir } from '../support/temp-dir.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: {
    readonly id: string;
    readonly event: string;
    readonly at: string;
    readonly data: Record<string, unknown>;
  };
}

export interface HookReceiver {
  /** https://localhost:PORT/hook */
  readonly url: string;
  readonly port: number;
  /** PEM of its certificate, as a file. */
  readonly caFile: string;
  readonly ca: string;
  readonly received: Received[];
  /** What the next messages are answered: a status, or a function that may leave them without an answer. */
  answer: number | ((message: Received, response: ServerResponse) => void);
  /** As docs/webhooks.md tells receivers to do it. */
  readonly verify: (message: Received, secret: string) => boolean;
  readonly stop: () => Promise<void>;
}

const DAY_MS = 86_400_000;

export async function startHookReceiver(
  names: readonly string[] = ['localhost', '127.0.0.1'],
): Promise<HookReceiver> {
  const folder = await tempDir('hook');
  const now = Date.now();
  const { cert, key } = await makeSelfSigned({
    names,
    organization: 'Hook receiver',
    notBefore: now - DAY_MS,
    notAfter: now + DAY_MS,
    key: undefined,
  });
  const caFile = join(folder.path, 'ca.pem');
  await writeFile(caFile, cert);
  const server = createServer({ cert, key }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => undefined);
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const message = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        json: JSON.parse(body) as Received['json'],
      };
      receiver.received.push(message);
      if (typeof receiver.answer === 'function') receiver.answer(message, response);
      else response.writeHead(receiver.answer).end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: HookReceiver = {
    url: `https://localhost:${port}/hook`,
    port,
    caFile,
    ca: cert,
    received: [],
    answer: 200,
    verify: ({ headers, body }, secret) => {
      const header = String(headers['platen-signature']);
      const time = /(?:^|,)t=(\d+)/.exec(header)?.[1] ?? '';
      const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
      const given = [...header.matchAll(/v1=([0-9a-f]{64})/g)].map((match) =>
        Buffer.from(match[1] ?? '', 'hex'),
      );
      return given.some((one) => timingSafeEqual(one, expected));
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await folder.remove();
    },
  };
  return receiver;
}
