// Waits for mail on an IMAP connection: IDLE (RFC 2177) where the server has it, never longer than nine minutes without a sign of life,
// since connections die silently; otherwise the time passes.
import { type Exchange, type ImapLink } from './imap-link.ts';
import { MailError } from './mailbox.ts';
import { pause } from './pause.ts';

export interface ImapWait {
  wait(withinMs: number, signal: AbortSignal): Promise<void>;
  wake(): void;
  /** What has arrived so far is known. */
  settle(): void;
}

/** While nothing is asked nothing is owed, but a flood is one all the same. Giving up a wait is no reason to leave. */
const QUIET: Exchange = {
  doing: 'waiting for mail',
  signal: new AbortController().signal,
  silentMs: Number.POSITIVE_INFINITY,
};

export function imapWait(link: ImapLink): ImapWait {
  const { client } = link;
  let news = false;
  let stir: (() => void) | undefined;
  const woken = (): void => {
    news = true;
    stir?.();
  };
  client.on('exists', ({ count, prevCount }) => {
    if (count > prevCount) woken();
  });
  client.on('close', () => stir?.());
  let canIdle = client.capabilities.has('IDLE');

  return {
    settle: () => {
      news = false;
    },
    wake: woken,
    async wait(withinMs, signal) {
      const end = performance.now() + withinMs;
      for (;;) {
        if (link.ended()) throw new MailError('unreachable', 'the connection has ended');
        const left = end - performance.now();
        if (news || left <= 0) break;
        const quiet = link.run(QUIET, () =>
          pause(Math.min(left, link.idleMs), signal, (act) => {
            stir = act;
          }),
        );
        const idle = canIdle ? client.idle() : undefined;
        idle?.then(
          (refused) => {
            // It ended before we ended it: the server refuses IDLE, or ends it itself. Either way time passes by NOOP.
            if (refused === false && !link.ended()) canIdle = false;
          },
          () => undefined,
        );
        try {
          await quiet;
        } finally {
          stir = undefined;
        }
        // Ends the IDLE too, and shows whether the other side is still there.
        await link.run({ doing: 'waiting for mail', signal }, () => client.noop());
      }
      news = false;
    },
  };
}
