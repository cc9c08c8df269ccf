// One IPP request over HTTP, for tests and fixtures that look at a printer from outside. Not the product's client.
import { request } from 'node:http';
import { type OperationName, operations } from '@platen/edge-server/protocols/ipp/codes';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import {
  charset,
  type IppAttribute,
  type IppMessage,
  name,
  naturalLanguage,
  uri,
} from '@platen/edge-server/protocols/ipp/message';

export type IppRequestOptions = {
  readonly host?: string;
  readonly port: number;
  /** `/ipp/print` unless said otherwise. */
  readonly path?: string;
  readonly operation: OperationName;
  /** Operation attributes after charset, language, printer-uri and requesting-user-name. */
  readonly attributes?: readonly IppAttribute[];
  readonly jobAttributes?: readonly IppAttribute[];
  readonly document?: Buffer;
  readonly signal?: AbortSignal;
};

// Loopback answers at once; this bounds a daemon that hangs.
const TIMEOUT_MS = 10_000;

/** The request's octets, without the document. */
export const ippRequestHeader = ({
  host = '127.0.0.1',
  port,
  path = '/ipp/print',
  operation,
  attributes = [],
  jobAttributes = [],
}: IppRequestOptions): Buffer =>
  encodeMessage({
    version: { major: 2, minor: 0 },
    code: operations[operation],
    requestId: 1,
    groups: [
      {
        group: 'operation',
        attributes: [
          charset('attributes-charset', 'utf-8'),
          naturalLanguage('attributes-natural-language', 'en'),
          uri('printer-uri', `ipp://${host}:${port}${path}`),
          name('requesting-user-name', 'test'),
          ...attributes,
        ],
      },
      ...(jobAttributes.length > 0 ? [{ group: 'job' as const, attributes: jobAttributes }] : []),
    ],
  });

/** Sends and resolves with the decoded answer, whatever its status; rejects if the exchange itself fails. */
export const ippRequest = (options: IppRequestOptions): Promise<IppMessage> => {
  const { host = '127.0.0.1', port, path = '/ipp/print', document, signal } = options;
  const body = Buffer.concat([ippRequestHeader(options), ...(document === undefined ? [] : [document])]);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host,
      port,
      path,
      method: 'POST',
      headers: { 'Content-Type': 'application/ipp', 'Content-Length': body.length },
      agent: false,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const result = decodeMessage(Buffer.concat(chunks));
        if (result.ok) resolve(result.message);
        else
          reject(
            new Error(`HTTP ${incoming.statusCode ?? 0} without an IPP answer`, { cause: result.error }),
          );
      });
    });
    outgoing.end(body);
  });
};
