// Writes one IPP request to an HTTP connection that stands: the message, then the document as fast as the printer
// takes it. It reads no answer and closes no source.
import type { ClientRequest } from 'node:http';

export type IppDocument = {
  /** Read at most once. A stream is destroyed at the end of the request, whatever the end. */
  readonly octets: AsyncIterable<Uint8Array>;
  /** Octets; sent as Content-Length when known (some devices take no chunked documents). */
  readonly length?: number;
};

export type SendProgress = {
  /** Octets of the document handed over so far, told before each hand-over. */
  onBytes(total: number): void;
  /** The printer took what it was given. */
  onTaken(): void;
};

/**
 * Resolves when everything is handed over (the request's own 'finish' says when it is written) or when `stopped` says
 * that nobody waits any more. Rejects when the source fails or is not as long as told; then nothing ends the request,
 * so that the printer cannot take the part for the whole.
 */
export async function sendRequest(
  request: ClientRequest,
  message: Buffer,
  document: IppDocument | undefined,
  progress: SendProgress,
  stopped: AbortSignal,
): Promise<void> {
  if (document === undefined) {
    request.end(message);
    return;
  }
  request.write(message);
  let total = 0;
  for await (const chunk of document.octets) {
    if (stopped.aborted) return;
    total += chunk.length;
    if (document.length !== undefined && total > document.length) {
      throw new Error(`the document is longer than ${String(document.length)} octets`);
    }
    progress.onBytes(total);
    if (!request.write(chunk)) await drained(request, stopped);
    progress.onTaken();
  }
  if (document.length !== undefined && total < document.length) {
    throw new Error(`the document has ${String(total)} of ${String(document.length)} octets`);
  }
  if (!stopped.aborted) request.end();
}

function drained(request: ClientRequest, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      request.off('drain', done);
      stopped.removeEventListener('abort', done);
      resolve();
    };
    request.on('drain', done);
    stopped.addEventListener('abort', done);
    if (stopped.aborted) done();
  });
}
