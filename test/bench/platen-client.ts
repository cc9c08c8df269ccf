// A plain HTTP and HTTPS client for the benchmarks: keep-alive connections, the header every changing call needs, cookies by hand.
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export type Call = {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
};

export type Reply = {
  readonly status: number;
  readonly body: Buffer;
  /** The cookies that were set, as a Cookie header wants them. */
  readonly cookies: string;
};

export type Client = {
  /** Rejects, with the answer's text, for a status of 400 and above. */
  readonly call: (call: Call) => Promise<Reply>;
  close(): void;
};

const cookiesOf = (incoming: IncomingMessage): string =>
  (incoming.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');

export const makeClient = (): Client => {
  const plain = new Agent({ keepAlive: true, maxSockets: 64 });
  // Our own server a moment after it made its certificate: there is nobody else on this loopback port.
  const secure = new HttpsAgent({ keepAlive: true, maxSockets: 64, rejectUnauthorized: false });

  const call = ({ url, method = 'GET', headers = {}, body }: Call): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const isSecure = url.startsWith('https:');
      const options = {
        method,
        agent: isSecure ? secure : plain,
        headers: { 'X-Platen': '1', 'Content-Length': body?.length ?? 0, ...headers },
      };
      const outgoing = isSecure ? httpsRequest(url, options) : httpRequest(url, options);
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const status = incoming.statusCode ?? 0;
          const reply = { status, body: Buffer.concat(chunks), cookies: cookiesOf(incoming) };
          if (status < 400) resolve(reply);
          else
            reject(new Error(`${method} ${url} answered ${status}: ${reply.body.toString('utf8', 0, 300)}`));
        });
      });
      outgoing.end(body);
    });

  return {
    call,
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
};
