// How a screen hears of changes: a stream of server-sent events (WHATWG HTML 9.2), or one answer that is held until there is something.
// Both end with the session, and neither keeps it alive.
import type { LiveEvent } from '@platen/shared/api/live';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../app.ts';
import type { SessionRow } from '../people/sessions.ts';

/** Proxies cut a silent connection after 60 s or so, and we do (platform/listen.ts); each beat also looks whether the session still lives. */
const BEAT_MS = 20_000;
/** Changes that come close together are told together: the first one at once, further ones after this. */
const GATHER_MS = 100;
/** As long as a held answer may wait: shorter than proxies and panels give up. */
export const HELD_MS = 25_000;
/** Bytes that may wait in us for a slow reader, beyond the system's own buffers. A change is some 100. */
const WAITING_BYTES = 4_096;
/** Beats in a row that found the reader still behind: then it is cut, and will read anew. */
const MOST_BEHIND = 2;
/** What EventSource waits before it comes again, ms; the app has a growing wait of its own. */
const RETRY_MS = 2_000;

type Wake = Parameters<App['live']['follow']>[2];

/** A person at a panel or in the portal. */
export interface Listening {
  readonly session: SessionRow;
  readonly userId: string;
  readonly printerId?: string;
}

const followerOf = ({ session, userId, printerId }: Listening) => ({
  userId,
  sessionHash: session.tokenHash,
  jobIds: session.jobIds,
  printerId,
});

const nothing = (app: App): LiveEvent => ({ n: app.live.now(), jobs: [], printer: false, anew: false });

/** Last-Event-ID as browsers send it back; undefined for none, and for what is no number of ours. */
export function lastEventId(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,16}$/.test(header) ? Number(header) : undefined;
}

/** @throws `too-many-streams` */
export function eventStream(app: App, who: Listening, after: number | undefined): Response {
  const encoder = new TextEncoder();
  let end = (): void => undefined;
  let flush = (): void => undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(out) {
        let over = false;
        let behind = 0;
        let gathering: (() => void) | undefined;
        // First of all: it may refuse, and then nothing is left behind.
        const following = app.live.follow(followerOf(who), after, (why) => wake(why));
        const beat = app.clock.every(BEAT_MS, () => {
          behind = full() ? behind + 1 : 0;
          if (behind >= MOST_BEHIND) return end();
          wake('news');
          if (!over && !full()) write(':\n\n');
        });
        const full = (): boolean => (out.desiredSize ?? 0) <= 0;
        const write = (text: string): void => out.enqueue(encoder.encode(text));

        end = () => {
          if (over) return;
          over = true;
          beat();
          gathering?.();
          following.end();
          // Cut by the reader: closing would throw.
          if (out.desiredSize !== null) out.close();
        };

        const look = async (fresh: boolean): Promise<void> => {
          const lives = await app.sessions.lives(who.session.tokenHash, who.session.kind, fresh);
          if (over) return;
          if (!lives) return end();
          if (full()) return;
          const event = following.take();
          if (event !== undefined) write(`id: ${event.n}\ndata: ${JSON.stringify(event)}\n\n`);
        };
        const wake: Wake = (why) => {
          if (over || app.live.closed()) return end();
          if (why === 'session') look(true).catch(failed);
          if (gathering !== undefined) return;
          gathering = app.clock.after(GATHER_MS, () => {
            gathering = undefined;
            look(false).catch(failed);
          });
          look(false).catch(failed);
        };
        const failed = (cause: unknown): void => {
          app.log.warn('a stream of events ended', { cause });
          end();
        };
        flush = () => wake('news');

        write(`retry: ${RETRY_MS}\n\n`);
        // Says that it is open, and from which number on; `anew` where something was missed since `after`.
        const hello = following.take() ?? nothing(app);
        write(`event: hello\nid: ${hello.n}\ndata: ${JSON.stringify(hello)}\n\n`);
      },
      // The reader caught up: what was gathered meanwhile is told.
      pull: () => flush(),
      cancel: () => end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: WAITING_BYTES }),
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      // No proxy may keep, compress or gather it.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

/** One answer: at once where there is something after `after`, or after HELD_MS with nothing. Rejects with `too-many-streams` or `not-signed-in`. */
export async function heldEvent(
  app: App,
  who: Listening,
  after: number | undefined,
  signal: AbortSignal,
): Promise<LiveEvent> {
  if (after === undefined || app.live.closed()) return nothing(app);
  let tell = (): void => undefined;
  let fresh = false;
  const woken = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const following = app.live.follow(followerOf(who), after, (why) => {
    fresh ||= why === 'session';
    tell();
  });
  const endWait = app.clock.after(HELD_MS, tell);
  signal.addEventListener('abort', tell, { once: true });
  try {
    const there = following.take();
    if (there !== undefined) return there;
    await woken;
    if (!(await app.sessions.lives(who.session.tokenHash, who.session.kind, fresh)))
      throw new AppError('not-signed-in', { role: `${who.session.kind}-user` });
    return following.take() ?? nothing(app);
  } finally {
    endWait();
    signal.removeEventListener('abort', tell);
    following.end();
  }
}
