// The queue of a browser that has one request at a time, with one more below it that is held by the server until something changed: it begins when
// nothing else is asked, and gives way to whatever is.
import type { ApiResult } from '../data/api-call.ts';
import { oneAtATime } from '../data/one-at-a-time.ts';
import type { InTurn } from '../platform/panel-platform.ts';
import type { Clock } from '../state/clock.ts';

/** A press often asks twice: shorter than this the held one would only be begun to be broken off. */
const QUIET_MS = 300;

export interface TurnsWithHeld {
  readonly inTurn: InTurn;
  /** `stopped`: it gave way, or `end` ended it. At most one at a time. */
  readonly held: <T>(
    ask: (signal: AbortSignal) => Promise<ApiResult<T>>,
    end: AbortSignal,
  ) => Promise<ApiResult<T>>;
}

export function turnsWithHeld({ after }: Pick<Clock, 'after'>): TurnsWithHeld {
  const inTurn = oneAtATime();
  /** Calls under way and in line. */
  let asked = 0;
  let giveWay = (): void => undefined;
  let whenQuiet = (): void => undefined;

  const quiet = (end: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      let stop = (): void => undefined;
      const settle = (): void => {
        stop();
        whenQuiet = () => undefined;
        end.removeEventListener('abort', settle);
        resolve();
      };
      whenQuiet = () => {
        stop();
        if (asked === 0) stop = after(QUIET_MS, settle);
      };
      end.addEventListener('abort', settle);
      whenQuiet();
    });

  return {
    inTurn: (task) => {
      asked += 1;
      giveWay();
      whenQuiet();
      const over = (): void => {
        asked -= 1;
        whenQuiet();
      };
      const answer = inTurn(task);
      answer.then(over, over);
      return answer;
    },
    held: async (ask, end) => {
      await quiet(end);
      if (end.aborted) return { ok: false, why: 'stopped' };
      const life = new AbortController();
      const stop = (): void => giveWay();
      try {
        // Not every old engine says that a request was broken off, and the queue must go on.
        const broken = new Promise<{ ok: false; why: 'stopped' }>((resolve) => {
          giveWay = () => {
            life.abort();
            resolve({ ok: false, why: 'stopped' });
          };
        });
        end.addEventListener('abort', stop);
        return await inTurn(() => Promise.race([ask(life.signal), broken]));
      } finally {
        end.removeEventListener('abort', stop);
        giveWay = () => undefined;
      }
    },
  };
}
