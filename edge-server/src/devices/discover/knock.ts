// Whether a TCP port opens. Nothing is sent: what is sent to a raw port is printed.
import { connect } from 'node:net';

/** False for every other end: refused, silent, no route, aborted. Never rejects. */
export function knock(
  address: string,
  port: number,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const timer = setTimeout(() => end(false), timeoutMs);
    const onAbort = (): void => end(false);
    function end(opened: boolean): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(opened);
    }
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
