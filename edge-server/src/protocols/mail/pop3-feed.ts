// The octets of a socket for one reader who asks for them, each wait with an end. Whoever does not read is not read for either.
import type { Socket } from 'node:net';
import { MailError } from './mailbox.ts';

/** Read ahead at most: beyond it the server waits for whoever reads. */
const AHEAD = 256 * 1024;

export interface Limits {
  readonly signal: AbortSignal;
  readonly ms: number;
}

export interface Feed {
  from(socket: Socket): void;
  /** Takes nothing more from the socket; what was not read yet is handed back. */
  leave(): Buffer;
  /** Waits for octets. @throws the socket's error, or MailError */
  next(limits: Limits): Promise<Buffer>;
  putBack(chunk: Buffer): void;
  readonly ended: () => boolean;
}

/** Octets of a socket for one reader who asks for them, read ahead by no more than AHEAD. */
export function feeder(): Feed {
  let socket: Socket | undefined;
  let chunks: Buffer[] = [];
  let waiting = 0;
  let end: unknown;
  let stir: (() => void) | undefined;
  const onData = (chunk: Buffer): void => {
    chunks.push(chunk);
    waiting += chunk.length;
    if (waiting > AHEAD) socket?.pause();
    stir?.();
  };
  const over = (error: unknown): void => {
    end ??= error;
    stir?.();
  };
  const onEnd = (): void => over(new MailError('unreachable', 'the server ended the connection'));
  const onError = (error: Error): void => over(error);
  const take = (): Buffer | undefined => {
    const chunk = chunks.shift();
    if (chunk === undefined) return undefined;
    waiting -= chunk.length;
    if (waiting <= AHEAD) socket?.resume();
    return chunk;
  };

  return {
    ended: () => end !== undefined,
    from(next) {
      socket = next;
      socket.on('data', onData);
      socket.on('error', onError);
      socket.on('end', onEnd);
      socket.on('close', onEnd);
    },
    leave() {
      socket?.off('data', onData);
      socket?.off('error', onError);
      socket?.off('end', onEnd);
      socket?.off('close', onEnd);
      socket?.pause();
      const left = Buffer.concat(chunks);
      chunks = [];
      waiting = 0;
      socket = undefined;
      return left;
    },
    putBack(chunk) {
      if (chunk.length === 0) return;
      chunks.unshift(chunk);
      waiting += chunk.length;
    },
    next: ({ signal, ms }) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          stir = undefined;
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          act();
        };
        const onAbort = (): void =>
          settle(() => reject(new MailError('unreachable', 'given up', { cause: signal.reason })));
        const look = (): void => {
          const chunk = take();
          if (chunk !== undefined) settle(() => resolve(chunk));
          else if (end !== undefined)
            settle(() => reject(end instanceof Error ? end : new Error(String(end))));
        };
        const timer = setTimeout(
          () => settle(() => reject(new MailError('unreachable', 'no answer in time'))),
          Math.min(Math.max(ms, 0), 2 ** 31 - 1),
        );
        stir = look;
        signal.addEventListener('abort', onAbort, { once: true });
        if (signal.aborted) onAbort();
        else look();
      }),
  };
}
