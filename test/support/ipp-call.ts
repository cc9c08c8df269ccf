// One IPP request to our own printer, over TLS or without, with whatever a client may show: password, ticket, certificate. Tells HTTP's part of the
// answer, too.
import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import type { OperationName } from '@platen/edge-server/protocols/ipp/codes';
import { statusName } from '@platen/edge-server/protocols/ipp/codes';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { attributesOf, type IppAttribute, type IppMessage } from '@platen/edge-server/protocols/ipp/message';
import { readText } from '@platen/edge-server/protocols/ipp/read-values';
import { ippRequestHeader } from './ipp-request.ts';

export interface IppCall {
  readonly port: number;
  readonly plain?: boolean;
  readonly path?: string;
  readonly operation: OperationName;
  readonly attributes?: readonly IppAttribute[];
  readonly document?: Buffer;
  /** email:code */
  readonly basic?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** PEM of a client's certificate with its chain. */
  readonly client?: { readonly cert: string; readonly key: string };
}

export interface IppReply {
  readonly status: number;
  readonly challenges: readonly string[];
  readonly message: IppMessage | undefined;
  /** successful-ok and so on; undefined where the answer is no IPP. */
  readonly word: string | undefined;
  readonly sentence: string | undefined;
}

/** Loopback answers at once; this bounds a server that hangs. */
const TIMEOUT_MS = 30_000;

export const ippCall = (call: IppCall): Promise<IppReply> => {
  const { port, plain = false, path = '/ipp/print', operation, attributes, document } = call;
  const header = ippRequestHeader({
    host: 'localhost',
    port,
    path,
    operation,
    ...(attributes === undefined ? {} : { attributes }),
  });
  const body = Buffer.concat([header, document ?? Buffer.alloc(0)]);
  const headers = {
    'content-type': 'application/ipp',
    'content-length': String(body.length),
    ...(call.basic === undefined
      ? {}
      : { authorization: `Basic ${Buffer.from(call.basic).toString('base64')}` }),
    ...call.headers,
  };
  const to = { host: '127.0.0.1', port, path, method: 'POST', headers, agent: false as const };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const outgoing = plain
      ? request({ ...to, signal })
      : requestTls({ ...to, signal, rejectUnauthorized: false, ...call.client });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const decoded = decodeMessage(Buffer.concat(chunks));
        const message = decoded.ok ? decoded.message : undefined;
        resolve({
          status: incoming.statusCode ?? 0,
          // Node joins those that came apart.
          challenges: incoming.headers['www-authenticate']?.split(/,\s*(?=(?:Basic|Negotiate)\b)/) ?? [],
          message,
          word: message === undefined ? undefined : statusName(message.code),
          sentence:
            message === undefined
              ? undefined
              : readText(attributesOf(message, 'operation'), 'status-message'),
        });
      });
    });
    outgoing.end(body);
  });
};
