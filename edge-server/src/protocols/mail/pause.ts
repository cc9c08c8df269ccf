// A wait for mail that can be ended early: by whoever wakes it, or by its signal.
import { MailError } from './mailbox.ts';

/** Until `ms` have passed or the function handed to `keep` is called. @throws MailError when given up */
export function pause(ms: number, signal: AbortSignal, keep: (act: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      act();
    };
    const onAbort = (): void =>
      settle(() =>
        reject(new MailError('unreachable', 'given up while waiting for mail', { cause: signal.reason })),
      );
    const timer = setTimeout(() => settle(resolve), ms);
    signal.addEventListener('abort', onAbort, { once: true });
    keep(() => settle(resolve));
    if (signal.aborted) onAbort();
  });
}
