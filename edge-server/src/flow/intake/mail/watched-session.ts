// A mailbox session that cannot hang: whoever waits for the server waits no longer than this says, and not at all after a stop. Our own
// dead man's switch on top of the session's time-outs, since mail connections die silently (delivery-and-mail.md section 7).
import type { Clock } from '../../../deps.ts';
import { type MailboxSession, MailError } from '../../../protocols/mail/mailbox.ts';

/** Longer than any session's own time-out for one answer; a server that gives no octet for so long is dead. */
export const DEAD_MS = 180_000;
/** A session is given up after this when it closes; whoever stops the server waits for it. */
const CLOSE_MS = 500;

export function watchSession(
  inner: MailboxSession,
  clock: Pick<Clock, 'after'>,
  deadMs: number = DEAD_MS,
): MailboxSession {
  let dead = false;

  /** Settles as `work` does, or rejects when the signal aborts or `ms` have passed. */
  function within<T>(work: Promise<T>, doing: string, signal: AbortSignal, ms: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const end = (): void => {
        stop();
        signal.removeEventListener('abort', onAbort);
      };
      const fail = (cause: unknown): void => {
        end();
        reject(cause);
      };
      const onAbort = (): void => {
        dead = true;
        fail(signal.reason);
      };
      const stop = clock.after(ms, () => {
        dead = true;
        fail(new MailError('unreachable', `The mail server fell silent while ${doing}`));
      });
      signal.addEventListener('abort', onAbort, { once: true });
      work.then((value) => {
        end();
        resolve(value);
      }, fail);
      if (signal.aborted) onAbort();
    });
  }

  async function* each<T>(source: AsyncIterable<T>, doing: string, signal: AbortSignal): AsyncIterable<T> {
    const iterator = source[Symbol.asyncIterator]();
    let ended = false;
    try {
      for (;;) {
        // Whatever is thrown ends the source as well.
        ended = true;
        const next = await within(iterator.next(), doing, signal, deadMs);
        if (next.done === true) return;
        ended = false;
        yield next.value;
      }
    } finally {
      // Left early: the session drains or cuts, and may take its time for it, but no longer.
      if (!ended && iterator.return !== undefined) await within(iterator.return(), doing, signal, deadMs);
    }
  }

  return {
    list: (signal) => within(inner.list(signal), 'listing the folder', signal, deadMs),
    headers: (uids, signal) => each(inner.headers(uids, signal), 'fetching headers', signal),
    body: (uid, signal) => each(inner.body(uid, signal), 'fetching a message', signal),
    remove: (uids, folder, signal) =>
      within(inner.remove(uids, folder, signal), 'removing messages', signal, deadMs),
    wait: (withinMs, signal) =>
      within(inner.wait(withinMs, signal), 'waiting for mail', signal, withinMs + deadMs),
    wake: () => inner.wake(),
    get ended() {
      return dead || inner.ended;
    },
    close: () => {
      const given = new AbortController();
      // It is over for us either way; what still fails now is of no use to anybody.
      return within(inner.close(), 'closing', given.signal, CLOSE_MS).catch(() => undefined);
    },
  };
}
