// Takes a large answer of the server straight into a file: whole and durable under its name, or not there at all.
import { open, rename, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { ErrorReply } from '@platen/shared/api/common';
import * as v from 'valibot';
import { CliError, EXIT, unreachable } from './cli-error.ts';
import { openPinnedSocket } from './pinned-socket.ts';
import type { ServerFile } from './server-file.ts';

export interface Download {
  readonly path: string;
  readonly json: unknown;
  /** Where it goes; an existing file is replaced when the new one is whole. */
  readonly file: string;
  readonly onBytes: (bytes: number) => void;
}

/** @returns bytes written. Rejects with a CliError; nothing is left behind then. */
export async function download(server: ServerFile, ask: Download, signal: AbortSignal): Promise<number> {
  const answer = await send(server, ask, signal);
  if (answer.statusCode !== 200) throw await refusal(answer);
  const part = `${ask.file}.part`;
  const file = await open(part, 'w', 0o600).catch((cause: unknown) => {
    throw new CliError(EXIT.usage, {
      code: 'file',
      message: `${ask.file} cannot be written.`,
      hint: 'Nothing was kept.',
      cause,
    });
  });
  let bytes = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      await file.write(piece);
      bytes += piece.length;
      ask.onBytes(bytes);
    }
    await file.sync();
    await file.close();
    await rename(part, ask.file);
    return bytes;
  } catch (cause) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    if (signal.aborted) throw cause;
    throw unreachable('The backup broke off. Nothing was kept.', 'The log of the server says why.', cause);
  } finally {
    answer.destroy();
  }
}

async function send(
  server: ServerFile,
  { path, json }: Download,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const socket = await openPinnedSocket(server, signal);
  const body = JSON.stringify(json);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      method: 'POST',
      path,
      createConnection: () => socket,
      signal,
      headers: {
        host: new URL(server.url).host,
        authorization: `Bearer ${server.token}`,
        'x-platen': '1',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    });
    sent.on('error', (cause) =>
      reject(signal.aborted ? cause : unreachable('The server broke the connection off.', undefined, cause)),
    );
    sent.on('response', resolve);
    sent.end(body);
  });
}

async function refusal(answer: IncomingMessage): Promise<CliError> {
  const parts: Buffer[] = [];
  for await (const part of answer as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ErrorReply), text);
  if (!parsed.success) {
    const message = `The server answered with status ${answer.statusCode ?? 0}.`;
    return new CliError(EXIT.refused, { code: 'unknown-answer', message });
  }
  const { code, message, retry } = parsed.output.error;
  return new CliError(EXIT.refused, { code, message, retry });
}
