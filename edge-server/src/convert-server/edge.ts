// The edge server as a conversion server sees it: claim, document, progress, outcome, over one pool of verified TLS connections.
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { ErrorReply } from '@platen/shared/api/common';
import { ConvertClaimed, type ConvertResult, type ConvertWork } from '@platen/shared/api/convert';
import * as v from 'valibot';
import { openPinnedSocket } from '../cli/pinned-socket.ts';
import type { ConverterConfig } from './config.ts';

/** How long the edge server keeps a question for work open. */
const CLAIM_MS = 25_000;
/** Silence on a connection that is not waiting for work. */
const SILENCE_MS = 60_000;
/** Answers are small, but for the document. */
const MOST_ANSWER_BYTES = 1024 * 1024;

/** The edge server refused. `gone`: the work is not ours any more. */
export class EdgeRefusal extends Error {
  override readonly name = 'EdgeRefusal';
  readonly status: number;
  readonly gone: boolean;
  constructor(status: number, code: string, message: string) {
    super(`${status} ${code}: ${message}`);
    this.status = status;
    this.gone = code === 'job-gone';
  }
}

export interface Edge {
  /** Waits for work; undefined when there was none for a while. */
  claim(signal: AbortSignal): Promise<ConvertWork | undefined>;
  /** The document, as it arrives. */
  document(work: ConvertWork, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  report(work: ConvertWork, done: number, of: number, signal: AbortSignal): Promise<void>;
  conclude(
    work: ConvertWork,
    result: ConvertResult,
    pdf: Uint8Array | undefined,
    signal: AbortSignal,
  ): Promise<void>;
  close(): void;
}

/** All calls reject with EdgeRefusal, or with the connection's error. */
export function connectEdge(config: ConverterConfig, token: string): Edge {
  const { hostname, port } = new URL(config.from);
  const host = hostname.replace(/^\[|\]$/g, '');
  const agent = new Agent({ keepAlive: true, maxSockets: config.parallel * 2 + 1 });
  const never = new AbortController().signal;
  const open = (): Promise<Duplex> => {
    if (config.pin !== undefined) {
      return openPinnedSocket({ url: config.from, certificateSha256: config.pin }, never);
    }
    return new Promise((resolve, reject) => {
      const socket = connectTls({
        host,
        port: Number(port || 443),
        minVersion: 'TLSv1.2',
        ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      });
      socket.once('secureConnect', () => resolve(socket));
      socket.once('error', reject);
    });
  };
  agent.createConnection = (_options, callback) => {
    open().then(
      (socket) => callback?.(null, socket),
      (cause: Error) => callback?.(cause, undefined as unknown as Duplex),
    );
    return undefined;
  };

  function call(
    method: 'GET' | 'POST',
    path: string,
    ask: {
      readonly body?: readonly Uint8Array[];
      readonly type?: string;
      readonly silenceMs?: number;
      readonly signal: AbortSignal;
    },
  ): Promise<IncomingMessage> {
    const parts = ask.body ?? [];
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          agent,
          host,
          port: Number(port || 443),
          method,
          path,
          signal: ask.signal,
          timeout: ask.silenceMs ?? SILENCE_MS,
          headers: {
            host: new URL(config.from).host,
            authorization: `Bearer ${token}`,
            'x-platen': '1',
            ...(method === 'POST'
              ? { 'content-type': ask.type ?? 'application/json', 'content-length': String(bytes) }
              : {}),
          },
        },
        (answer) => {
          if ((answer.statusCode ?? 0) < 300) return resolve(answer);
          readText(answer).then((text) => reject(refusalOf(answer.statusCode ?? 0, text)), reject);
        },
      );
      sent.on('error', reject);
      sent.on('timeout', () => sent.destroy(new Error(`${config.from} is silent`)));
      for (const part of parts) sent.write(part);
      sent.end();
    });
  }

  const json = (value: unknown): Uint8Array[] => [Buffer.from(JSON.stringify(value))];
  const at = (work: ConvertWork, what: string): string => `/api/convert/work/${work.id}/${what}`;
  const settle = async (answer: Promise<IncomingMessage>): Promise<void> => {
    await readText(await answer);
  };

  return {
    claim: async (signal) => {
      const silenceMs = CLAIM_MS + SILENCE_MS;
      const answer = await call('POST', '/api/convert/claim', {
        body: json({ waitMs: CLAIM_MS }),
        silenceMs,
        signal,
      });
      return v.parse(ConvertClaimed, JSON.parse(await readText(answer))).work;
    },
    document: (work, signal) => call('GET', at(work, 'document'), { signal }),
    report: (work, done, of, signal) =>
      settle(call('POST', at(work, 'progress'), { body: json({ done, of }), signal })),
    conclude: (work, result, pdf, signal) => {
      const line = Buffer.from(`${JSON.stringify(result)}\n`);
      const body = pdf === undefined ? [line] : [line, pdf];
      return settle(call('POST', at(work, 'outcome'), { body, type: 'application/octet-stream', signal }));
    },
    close: () => agent.destroy(),
  };
}

async function readText(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_ANSWER_BYTES) throw new Error('the edge server answers without end');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function refusalOf(status: number, text: string): EdgeRefusal {
  try {
    const { error } = v.parse(ErrorReply, JSON.parse(text));
    return new EdgeRefusal(status, error.code, error.message);
  } catch (cause) {
    // Something in between answered, a proxy say.
    return new EdgeRefusal(status, 'no-platen', cause instanceof Error ? cause.message : '');
  }
}
