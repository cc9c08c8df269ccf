// Messages of LDAP one by one off a socket (RFC 4511 section 5.1: BER with definite lengths), read only as they are asked for, so that a
// server can neither fill the memory nor keep anybody waiting.
import type { Socket } from 'node:net';
import { LdapError } from './ldap-error.ts';

/** Octets of one message. An entry of some attributes has a few thousand; a group with 10,000 members a million. */
const MOST_FRAME = 4 * 1024 * 1024;

export interface FrameReader {
  /** The next whole message. Rejects with LdapError, or with the signal's reason. */
  readonly next: (timeoutMs: number, signal: AbortSignal) => Promise<Buffer>;
  /** Octets that came and that nobody has asked for. */
  readonly left: () => number;
  /** Lets go of the socket; `next` must not be called any more. */
  readonly detach: () => void;
}

export function readFrames(socket: Socket): FrameReader {
  let held: Buffer = Buffer.alloc(0);
  let failure: LdapError | undefined;
  let wake: (() => void) | undefined;
  const ring = (): void => wake?.();
  const ended = (): void => {
    failure ??= new LdapError('unreachable', 'the directory closed the connection');
    ring();
  };
  const failed = (cause: Error): void => {
    failure ??= new LdapError('unreachable', `the connection broke: ${cause.message}`, { cause });
    ring();
  };
  socket.on('readable', ring);
  socket.on('end', ended);
  socket.on('close', ended);
  socket.on('error', failed);

  function pull(): boolean {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) return false;
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    return true;
  }

  function take(): Buffer | undefined {
    const length = frameLength(held);
    if (length === undefined || held.length < length) return undefined;
    const frame = held.subarray(0, length);
    held = held.subarray(length);
    return frame;
  }

  function wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        wake = undefined;
        settle();
      };
      const onAbort = (): void => done(() => reject(signal.reason));
      const timer = setTimeout(() => {
        const seconds = Math.round(timeoutMs / 1000);
        done(() =>
          reject(new LdapError('unreachable', `the directory did not answer within ${seconds} seconds`)),
        );
      }, timeoutMs);
      wake = () => done(resolve);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
    });
  }

  return {
    next: async (timeoutMs, signal) => {
      for (;;) {
        signal.throwIfAborted();
        const frame = take();
        if (frame !== undefined) return frame;
        if (pull()) continue;
        if (failure !== undefined) throw failure;
        await wait(timeoutMs, signal);
      }
    },
    left: () => held.length + socket.readableLength,
    detach: () => {
      socket.off('readable', ring);
      socket.off('end', ended);
      socket.off('close', ended);
      socket.off('error', failed);
    },
  };
}

/** Octets of the message that `held` begins with, header included; undefined while that is not known. */
function frameLength(held: Buffer): number | undefined {
  if (held.length < 2) return undefined;
  if (held[0] !== 0x30) throw new LdapError('protocol', 'what answers at this address is no LDAP server');
  const first = held[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const octets = first & 0x7f;
  if (octets < 1 || octets > 4)
    throw new LdapError('protocol', 'the directory sent a message of no known length');
  if (held.length < 2 + octets) return undefined;
  const length = held.readUIntBE(2, octets);
  if (length > MOST_FRAME) throw new LdapError('protocol', 'the directory sent a message that is too large');
  return 2 + octets + length;
}
