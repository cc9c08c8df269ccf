// A client of server-sent events for tests: reads what a browser's EventSource would, and can be as slow as it likes.
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { waitUntil } from './wait-until.ts';

export interface StreamedEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

export interface EventStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly events: StreamedEvent[];
  /** The server ended it. */
  readonly ended: () => boolean;
  /** Resolves with the first event from `from` on that fits. */
  readonly next: (fits: (event: StreamedEvent) => boolean, from?: number) => Promise<StreamedEvent>;
  readonly response: IncomingMessage;
  readonly close: () => void;
}

/** Resolves when the head of the answer is there. */
export function openEventStream(
  port: number,
  path: string,
  cookies: ReadonlyMap<string, string>,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      agent: false,
      rejectUnauthorized: false,
      headers: { accept: 'text/event-stream', cookie, ...headers },
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      const events: StreamedEvent[] = [];
      let rest = '';
      let ended = false;
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        const blocks = (rest + part).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const event = read(block);
          if (event !== undefined) events.push(event);
        }
      });
      const end = (): void => {
        ended = true;
      };
      response.on('close', end).on('error', end);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        events,
        ended: () => ended,
        next: (fits, from = 0) =>
          waitUntil(() => events.slice(from).find(fits), { what: 'an event', everyMs: 5 }),
        response,
        close: () => asked.destroy(),
      });
    });
    asked.end();
  });
}

/** WHATWG HTML 9.2.6, one event: lines of `field: value`; undefined for comments and for a bare retry. */
function read(block: string): StreamedEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) fields.set(name, value ?? '');
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { id: fields.get('id'), event: fields.get('event') ?? 'message', data: JSON.parse(data) };
}
