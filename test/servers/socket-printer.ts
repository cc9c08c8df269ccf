// A printer on a raw TCP port (AppSocket, "9100"): takes bytes, says when the first came, and can stall or cut.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** One connection's worth of bytes. Times are performance.now() of this process. */
export type RawJob = {
  readonly data: Buffer;
  /** How many there were, kept or not. */
  readonly bytes: number;
  readonly firstByteAt: number;
  readonly endedAt: number;
};

export type SocketPrinterOptions = {
  /** Stops reading after that many bytes of a connection, as a device without paper does. */
  readonly stallAfterBytes?: number;
  /** Resets the connection after that many bytes. */
  readonly resetAfterBytes?: number;
  /** Forget the bytes and count them only: for benchmarks with large documents. */
  readonly discard?: boolean;
};

export type SocketPrinter = {
  readonly port: number;
  /** socket://127.0.0.1:PORT */
  readonly uri: string;
  /** Completed connections, the oldest first. */
  readonly jobs: readonly RawJob[];
  /** Resolves with the time at which the next connection's first byte comes. Ask before causing it. */
  readonly nextFirstByte: () => Promise<number>;
  stop(): Promise<void>;
};

export const startSocketPrinter = async ({
  stallAfterBytes = Number.POSITIVE_INFINITY,
  resetAfterBytes = Number.POSITIVE_INFINITY,
  discard = false,
}: SocketPrinterOptions = {}): Promise<SocketPrinter> => {
  const jobs: RawJob[] = [];
  const sockets = new Set<Socket>();
  let waiting: ((at: number) => void)[] = [];

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    const chunks: Buffer[] = [];
    let bytes = 0;
    let firstByteAt: number | undefined;
    socket.on('data', (chunk: Buffer) => {
      if (firstByteAt === undefined) {
        const at = performance.now();
        firstByteAt = at;
        const told = waiting;
        waiting = [];
        for (const tell of told) tell(at);
      }
      bytes += chunk.length;
      if (!discard) chunks.push(chunk);
      if (bytes >= resetAfterBytes) socket.resetAndDestroy();
      else if (bytes >= stallAfterBytes) socket.pause();
    });
    // A sender that resets is one of the things tests do; what arrived until then is kept all the same.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      if (firstByteAt === undefined) return;
      jobs.push({ data: Buffer.concat(chunks), bytes, firstByteAt, endedAt: performance.now() });
    });
  };

  const server = createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port for the socket printer');
  return {
    port: address.port,
    uri: `socket://127.0.0.1:${address.port}`,
    jobs,
    nextFirstByte: () => new Promise((resolve) => waiting.push(resolve)),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
