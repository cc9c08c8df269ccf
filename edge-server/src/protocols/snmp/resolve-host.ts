// The IP address of a device: itself, or what the system's resolver says of its name now.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** undefined for an unknown name. Never rejects. */
export type ResolveHost = (host: string) => Promise<string | undefined>;

export const resolveHost: ResolveHost = async (host) => {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (isIP(bare) !== 0) return bare;
  try {
    return (await lookup(bare)).address;
  } catch (error) {
    // Every reason (no such name, no resolver) has the same end: there is nowhere to send to.
    if (error instanceof Error) return undefined;
    throw error;
  }
};

/** The same, but undefined at the `deadline` (monotonic ms) and when a signal aborts: the system's resolver may take minutes. */
export function resolveBefore(
  resolve: ResolveHost,
  host: string,
  deadline: number,
  signals: readonly AbortSignal[],
): Promise<string | undefined> {
  return new Promise((settle) => {
    const end = (address: string | undefined): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', giveUp);
      settle(address);
    };
    const giveUp = (): void => end(undefined);
    const timer = setTimeout(giveUp, Math.max(0, deadline - performance.now()));
    for (const signal of signals) signal.addEventListener('abort', giveUp, { once: true });
    resolve(host).then(end, giveUp);
  });
}
