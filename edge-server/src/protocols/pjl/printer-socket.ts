// One TCP connection to a printer: bytes out as fast as it takes them, bytes back, and how it ended. Used by raw printing and
// by LPR. Every end is a value; nothing here throws.
import { connect, type LookupFunction, type Socket } from 'node:net';
import { cleanText } from '../ipp/clean-text.ts';

/** How host names are resolved; for whoever must pin the address that was checked. */
export type PrinterLookup = LookupFunction;

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly lookup?: PrinterLookup | undefined;
}

/** The connection does not stand: not one octet has left. `code` is the system's, such as ECONNREFUSED. */
export interface NotConnected {
  readonly kind: 'not-connected';
  readonly code: string;
  readonly detail: string;
}

/** `closed`: the printer ended it in order. */
export type SocketEnd =
  | { readonly kind: 'closed' }
  | { readonly kind: 'broken' | 'given-up'; readonly detail: string };

export interface PrinterSocket {
  readonly kind: 'connected';
  /** Octets handed over so far. */
  written(): number;
  /** Undefined while it stands. */
  ended(): SocketEnd | undefined;
  /** Resolves to true when the printer's side took it, to false when the connection is over. Pieces leave as one. */
  write(...pieces: readonly Uint8Array[]): Promise<boolean>;
  /** Says that nothing more will come; the printer may still answer. */
  finish(): void;
  /** One listener; what came before it was set is handed to it at once. */
  onData(listener: (chunk: Uint8Array) => void): void;
  /** Resolves when the connection is over. */
  readonly over: Promise<SocketEnd>;
  /** Cuts it: what the printer has not read yet is lost to it. */
  destroy(): void;
  /** Leaves it in order: the system still delivers what was written. */
  leave(): void;
}

/** What a printer may say before anybody listens: a status line, never a document. */
const MOST_UNHEARD = 64 * 1024;
/** A dead peer is noticed while nothing is sent. */
const KEEP_ALIVE_MS = 30_000;

export function connectPrinter(options: ConnectOptions): Promise<PrinterSocket | NotConnected> {
  const { host, port, timeoutMs, signal, lookup } = options;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(notConnected('ABORTED', 'nobody waits any more'));
      return;
    }
    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
      // A printer that closes its side after the document has not failed.
      allowHalfOpen: true,
      ...(lookup === undefined ? {} : { lookup }),
    });
    const settle = (outcome: PrinterSocket | NotConnected): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      if (outcome.kind === 'not-connected') {
        socket.on('error', () => undefined);
        socket.destroy();
      }
      resolve(outcome);
    };
    const onAbort = (): void => settle(notConnected('ABORTED', 'nobody waits any more'));
    const onError = (error: Error): void => settle(notConnected(codeOf(error), lineOf(error)));
    const timer = setTimeout(
      () => settle(notConnected('ETIMEDOUT', `no connection within ${String(timeoutMs)} ms`)),
      timeoutMs,
    );
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('connect', () => settle(standing(socket)));
  });
}

function standing(socket: Socket): PrinterSocket {
  let end: SocketEnd | undefined;
  let written = 0;
  let listener: ((chunk: Uint8Array) => void) | undefined;
  let unheard: Uint8Array[] = [];
  let unheardBytes = 0;
  let finished = false;
  let settleOver: (end: SocketEnd) => void = () => undefined;
  const over = new Promise<SocketEnd>((resolve) => {
    settleOver = resolve;
  });
  const finishAs = (as: SocketEnd): void => {
    if (end !== undefined) return;
    end = as;
    settleOver(as);
  };
  socket.on('error', (error) => finishAs({ kind: 'broken', detail: lineOf(error) }));
  socket.on('end', () => {
    // Before we were done it is a break all the same: the printer will read no more.
    finishAs(finished ? { kind: 'closed' } : { kind: 'broken', detail: 'the printer closed the connection' });
    socket.end();
  });
  socket.on('close', () => finishAs({ kind: 'broken', detail: 'the connection was closed' }));
  socket.on('data', (chunk: Buffer) => {
    if (listener !== undefined) {
      listener(chunk);
      return;
    }
    if (unheardBytes + chunk.length > MOST_UNHEARD) return;
    unheard.push(chunk);
    unheardBytes += chunk.length;
  });

  return {
    kind: 'connected',
    written: () => written,
    ended: () => end,
    over,
    async write(...pieces) {
      if (end !== undefined || finished) return false;
      socket.cork();
      let room = true;
      for (const piece of pieces) {
        if (piece.length === 0) continue;
        written += piece.length;
        room = socket.write(piece);
      }
      socket.uncork();
      if (!room) await drained(socket);
      return end === undefined;
    },
    finish() {
      if (finished) return;
      finished = true;
      if (end === undefined) socket.end();
    },
    onData(hear) {
      listener = hear;
      const before = unheard;
      unheard = [];
      for (const chunk of before) hear(chunk);
    },
    destroy() {
      finishAs({ kind: 'given-up', detail: 'cut by us' });
      socket.resetAndDestroy();
    },
    leave() {
      finishAs({ kind: 'given-up', detail: 'left by us' });
      socket.destroySoon();
    },
  };
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
    if (socket.destroyed) done();
  });
}

const notConnected = (code: string, detail: string): NotConnected => ({
  kind: 'not-connected',
  code,
  detail,
});

/** One clean line for the operator and the log. */
function lineOf(error: Error): string {
  return error.message === '' ? codeOf(error) : cleanText(error.message);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'closed';
}
