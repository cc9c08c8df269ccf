// Opens a TCP port for protocols that are no HTTP: who may come in, how many at once, and how slow one may be. What is said is the given function's business.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Clock } from './clock.ts';

export interface TcpPeer {
  /** As the system says it. */
  readonly address: string;
  /** What comes; ends when the client has said all, throws when the connection broke. */
  readonly octets: AsyncIterator<Uint8Array>;
  readonly say: (octets: Uint8Array | string) => void;
  /** Resets the connection: its client sees that it failed. */
  readonly cut: () => void;
}

export interface TcpListener {
  /** The port really taken (0 was asked for any). */
  readonly port: number;
  /** Connections at this moment. */
  readonly count: () => number;
  /** Takes no more connections, cuts those there are, and resolves when all have ended. */
  readonly close: () => Promise<void>;
}

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: Pick<Clock, 'every'>;
  /** Others are cut before a word. */
  readonly admits: (address: string) => boolean;
  /** The connection is closed in order when it resolves, and reset when it rejects. */
  readonly serve: (peer: TcpPeer) => Promise<void>;
  /** What `serve` rejected with while the client was still there. */
  readonly failed: (cause: unknown, address: string) => void;
}

/** A slow client costs a socket and some kilobytes: threat T11 counts a thousand of them. */
const MOST = 2_000;
/** Of one address: a print server has a connection for each printer it knows. */
const MOST_OF_ONE = 256;
/** In each period that much must come, or the connection has ended, or it is cut (threat T11): a modem is faster. */
const PERIOD_MS = 120_000;
const LEAST_OCTETS = 4_096;

const NOTHING = Buffer.alloc(0);

/** Rejects with the system's error (EADDRINUSE, EACCES) when the port cannot be had. */
export async function listenTcp(options: TcpOptions): Promise<TcpListener> {
  const open = new Map<Socket, { read: number }>();
  const byAddress = new Map<string, number>();
  const running = new Set<Promise<void>>();

  function take(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const of = byAddress.get(address) ?? 0;
    // Before it is closed, nothing of it may become an unhandled error.
    socket.on('error', () => undefined);
    if (open.size >= MOST || of >= MOST_OF_ONE || !options.admits(address)) {
      socket.resetAndDestroy();
      return;
    }
    open.set(socket, { read: 0 });
    byAddress.set(address, of + 1);
    socket.once('close', () => {
      open.delete(socket);
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left === 0) byAddress.delete(address);
      else byAddress.set(address, left);
    });
    socket.setNoDelay(true);
    const work = run(socket, address);
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  async function run(socket: Socket, address: string): Promise<void> {
    const octets = octetsOf(socket);
    let gone = false;
    socket.once('close', () => (gone = true));
    try {
      await options.serve({
        address,
        octets,
        say: (said) => {
          if (socket.writable) socket.write(said);
        },
        cut: () => socket.resetAndDestroy(),
      });
      leave(socket);
    } catch (cause) {
      if (!gone) options.failed(cause, address);
      socket.resetAndDestroy();
    }
  }

  const server = createServer({ allowHalfOpen: true }, take);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const stopWatch = options.clock.every(PERIOD_MS, () => {
    for (const [socket, seen] of open) {
      if (socket.bytesRead - seen.read < LEAST_OCTETS) socket.resetAndDestroy();
      seen.read = socket.bytesRead;
    }
  });
  return {
    port: (server.address() as AddressInfo).port,
    count: () => open.size,
    close: async () => {
      stopWatch();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open.keys()) socket.destroy();
      await Promise.all([closed, ...running]);
    },
  };
}

/** What comes. Throws where the client broke off, and ends only where it said all. */
async function* octetsOf(socket: Socket): AsyncGenerator<Uint8Array, void, undefined> {
  // Not destroyed at its end: there may be an answer to give.
  yield* socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  // A reset that comes right behind the last octets is told as an end by libuv (it takes POLLHUP for one): writing nothing shows it.
  await new Promise<void>((resolve, reject) => {
    socket.write(NOTHING, (cause) => (cause == null ? resolve() : reject(cause)));
  });
}

/** Says what is still to be said and closes; what a client goes on to send after that is read and dropped, so that it gets the answer. */
function leave(socket: Socket): void {
  if (socket.destroyed) return;
  socket.end();
  socket.resume();
  // A client that does not close is no longer ours to wait for.
  if (socket.readableEnded) socket.destroySoon();
}
