// Hears of changes by answers that the server holds until there is one (`GET /api/panel/changes`), for browsers that cannot take a stream beside their
// other requests. What it says, and to whom, is as in data/live-events.ts; where it is not answered it is not healthy, and whoever polls goes on.
import type { LiveEvent } from '@platen/shared/api/live';
import { type ApiResult, callApi } from '../data/api-call.ts';
import type { LiveEventsOptions } from '../data/live-events.ts';
import type { Clock } from '../state/clock.ts';
import type { TurnsWithHeld } from './turns-with-held.ts';

/** The server holds an answer for 25 s (api/live-answer.ts); later none comes. */
const LONGEST_HELD_MS = 35_000;
/** The first wait before it is tried again; twice as long each time. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

type Ask = (after: number | undefined, signal: AbortSignal) => Promise<ApiResult<LiveEvent>>;

const askServer: Ask = (after, signal) =>
  callApi({
    path: `/api/panel/changes${after === undefined ? '' : `?after=${after}`}`,
    signal,
    timeoutMs: LONGEST_HELD_MS,
  });

/** @param ask a test puts its own here. */
export function heldChanges(
  { held }: TurnsWithHeld,
  { after }: Pick<Clock, 'after'>,
  ask = askServer,
): (options: Pick<LiveEventsOptions, 'told' | 'health' | 'signal'>) => void {
  return ({ told, health, signal }) => {
    let healthy = false;
    const be = (now: boolean): void => {
      if (healthy === now) return;
      healthy = now;
      health(now);
    };
    const wait = (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const stop = after(ms, resolve);
        signal.addEventListener('abort', () => {
          stop();
          resolve();
        });
      });

    const listen = async (): Promise<void> => {
      let last: number | undefined;
      let failures = 0;
      while (!signal.aborted) {
        const answer = await held((stopped) => ask(last, stopped), signal);
        if (signal.aborted) return;
        // It gave way.
        if (!answer.ok && answer.why === 'stopped') continue;
        if (!answer.ok || typeof answer.value.n !== 'number') {
          // What comes next is answered at once, and says whether there is anybody.
          last = undefined;
          be(false);
          await wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10)));
          failures += 1;
          continue;
        }
        const { value } = answer;
        const first = last === undefined;
        last = value.n;
        be(true);
        // One that was held and answered: the way there lets them through.
        if (!first) failures = 0;
        // What happened between the page's own reading and now was told to nobody.
        if (first) told({ ...value, anew: true });
        else if (value.jobs.length > 0 || value.printer || value.anew) told(value);
      }
    };
    void listen();
  };
}
