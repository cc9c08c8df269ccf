// A TCP proxy on loopback that cuts the connection at a chosen place: after so many octets or lines in one direction, counted from the
// moment it was armed and over all connections since. Then it lets everything pass until it is armed again.
import { connect, createServer, type Socket } from 'node:net';

export interface Cut {
  /** `up`: from the client to the server. */
  readonly direction: 'up' | 'down';
  readonly unit: 'octets' | 'lines';
  /** What is let through before the cut. */
  readonly after: number;
}

export interface CuttingProxy {
  readonly port: number;
  /** The counts begin anew; undefined: nothing is cut. */
  arm(cut?: Cut): void;
  /** True once the cut was made. */
  cut(): boolean;
  /** Ends every connection at once. */
  cutNow(): void;
  /** New connections wait for the returned word before they go through. */
  hold(): () => void;
  /** What has passed since it was armed. */
  passed(): { readonly up: Passed; readonly down: Passed };
  stop(): Promise<void>;
}

interface Passed {
  octets: number;
  lines: number;
}

export async function startCuttingProxy(target: { host: string; port: number }): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let armed: Cut | undefined;
  let made = false;
  let passed = { up: { octets: 0, lines: 0 }, down: { octets: 0, lines: 0 } };

  const cutNow = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };

  /** @returns the octets of `chunk` that may pass; fewer than it has when the cut is due. */
  function admit(direction: 'up' | 'down', chunk: Buffer): number {
    const count = passed[direction];
    const cut = armed?.direction === direction && !made ? armed : undefined;
    if (cut?.unit === 'octets' && count.octets + chunk.length > cut.after) {
      made = true;
      return Math.max(0, cut.after - count.octets);
    }
    let at = 0;
    for (;;) {
      if (cut?.unit === 'lines' && count.lines >= cut.after) {
        made = true;
        return at;
      }
      const newline = chunk.indexOf(0x0a, at);
      if (newline === -1) break;
      count.lines++;
      at = newline + 1;
    }
    count.octets += chunk.length;
    return chunk.length;
  }

  function pass(from: Socket, to: Socket, direction: 'up' | 'down'): void {
    from.on('data', (chunk: Buffer) => {
      const some = admit(direction, chunk);
      if (some === chunk.length) {
        to.write(chunk);
        return;
      }
      // What was let through arrives; only then the connection breaks.
      to.write(chunk.subarray(0, some), cutNow);
      if (some === 0) cutNow();
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }

  let held: Promise<void> | undefined;
  async function take(client: Socket): Promise<void> {
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => sockets.delete(client));
    await held;
    if (client.destroyed) return;
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      sockets.add(socket);
    }
    pass(client, upstream, 'up');
    pass(upstream, client, 'down');
  }

  const server = createServer((client) => void take(client));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');

  return {
    port: address.port,
    arm(cut) {
      armed = cut;
      made = false;
      passed = { up: { octets: 0, lines: 0 }, down: { octets: 0, lines: 0 } };
    },
    cut: () => made,
    cutNow,
    hold() {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = undefined;
        release();
      };
    },
    passed: () => passed,
    async stop() {
      cutNow();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
