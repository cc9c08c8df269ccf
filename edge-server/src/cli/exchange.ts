// One HTTP request and its answer over a pinned connection; bodies from memory or streamed from a file with their exact length.
import { createReadStream } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { CliError, EXIT, unreachable } from './cli-error.ts';
import { openPinnedSocket } from './pinned-socket.ts';
import type { ServerFile } from './server-file.ts';

/** Registering a printer asks the printer first, and a slow one may take half a minute; nothing here takes longer silently. */
const SILENT_MS = 90_000;

export interface FileBody {
  /** A dash: standard input. */
  readonly path: string;
  /** Bytes announced; a file that grows is cut there, one that shrinks is an error. Absent where nobody knows. */
  readonly size?: number;
  readonly onSent: (bytes: number) => void;
}

export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly json?: unknown;
  readonly file?: FileBody;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Rejects with a CliError when no server answers, and with the signal's reason when aborted. */
export async function exchange(server: ServerFile, ask: Ask, signal: AbortSignal): Promise<Answer> {
  const socket = await openPinnedSocket(server, signal);
  const text = ask.json === undefined ? undefined : JSON.stringify(ask.json);
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      method: ask.method,
      path: ask.path,
      createConnection: () => socket,
      headers: {
        host: new URL(server.url).host,
        accept: 'application/json',
        authorization: `Bearer ${server.token}`,
        'x-platen': '1',
        // "close" would let a server that refuses a large file early drop the connection before its answer is read.
        connection: 'keep-alive',
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...(ask.file === undefined
          ? {}
          : {
              'content-type': 'application/octet-stream',
              ...(ask.file.size === undefined ? {} : { 'content-length': ask.file.size }),
            }),
      },
    });
    let source: { destroy(): unknown } | undefined;
    let answered = false;
    const settle = (act: () => void) => {
      signal.removeEventListener('abort', aborted);
      source?.destroy();
      // What a connection says after its last word is of no interest.
      request.on('error', () => undefined);
      request.destroy();
      socket.destroy();
      act();
    };
    const fail = (error: Error) => settle(() => reject(error));
    const aborted = () => fail(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    const brokeOff = (cause?: unknown) =>
      fail(
        unreachable(
          'The server broke the connection off.',
          'It may have been stopped. Look with "platen jobs" what arrived before you try again.',
          cause,
        ),
      );
    signal.addEventListener('abort', aborted, { once: true });
    socket.setTimeout(SILENT_MS, () =>
      fail(unreachable('The server has not answered for a long time.', 'Its log says more.')),
    );
    request.on('error', (cause) => {
      // Once an answer is on its way, a failed write of the rest of the body means nothing.
      if (!answered) brokeOff(cause);
    });
    request.on('response', (response) => {
      answered = true;
      source?.destroy();
      collect(response).then((body) => {
        settle(() => resolve({ status: response.statusCode ?? 0, body }));
      }, brokeOff);
    });
    if (ask.file === undefined) request.end(text);
    else source = pump(ask.file, request, fail);
  });
}

function pump(
  file: FileBody,
  request: NodeJS.WritableStream,
  fail: (error: Error) => void,
): { destroy(): unknown } {
  if (file.size === 0) {
    request.end();
    return { destroy: () => undefined };
  }
  const { size } = file;
  const source =
    file.path === '-'
      ? process.stdin
      : createReadStream(file.path, {
          ...(size === undefined ? {} : { end: size - 1 }),
          highWaterMark: 256 * 1024,
        });
  let sent = 0;
  source.on('data', (chunk: Buffer | string) => {
    sent += chunk.length;
    file.onSent(sent);
  });
  source.on('error', (cause: Error) => fail(changed(`${file.path} cannot be read.`, cause)));
  source.on('end', () => {
    if (size === undefined || sent === size) request.end();
    else fail(changed(`${file.path} became shorter while it was being sent.`));
  });
  source.pipe(request, { end: false });
  return source;
}

function changed(message: string, cause?: unknown): CliError {
  return new CliError(EXIT.usage, { code: 'file', message, hint: 'Nothing of it was kept.', cause });
}

async function collect(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
