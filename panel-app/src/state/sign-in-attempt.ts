// Signing in to the portal or the console: one try at a time, a refusal as a sentence, and no try while the server does not listen.
import type { ReactiveControllerHost } from 'lit';
import type { ApiResult } from '../data/api-call.ts';
import { refusalSentence } from './refusal.ts';

export interface SignInAttempt {
  /** Another way is tried: what went wrong with the last one is of no interest. A wait goes on. */
  readonly clear: () => void;
  readonly busy: boolean;
  /** Why the last try did not work; gone when the next one may be made. */
  readonly problem: string | undefined;
  /** Seconds until the server listens again; 0: it does. */
  readonly wait: number;
  /** @returns the answer, or undefined where nothing was sent because a try is under way or the wait is not over. */
  readonly make: <T>(call: () => Promise<ApiResult<T>>) => Promise<ApiResult<T> | undefined>;
}

/** @param host is drawn anew whenever something changes. */
export function signInAttempt(host: ReactiveControllerHost): SignInAttempt {
  let busy = false;
  let problem: string | undefined;
  let wait = 0;
  let ticking: ReturnType<typeof setInterval> | undefined;

  function countDown(seconds: number): void {
    clearInterval(ticking);
    wait = seconds;
    ticking = setInterval(() => {
      wait--;
      if (wait <= 0) {
        clearInterval(ticking);
        problem = undefined;
      }
      host.requestUpdate();
    }, 1000);
  }

  host.addController({ hostDisconnected: () => clearInterval(ticking) });

  return {
    get busy() {
      return busy;
    },
    get problem() {
      return problem;
    },
    get wait() {
      return wait;
    },
    clear: () => {
      if (wait === 0) problem = undefined;
      host.requestUpdate();
    },
    make: async (call) => {
      if (busy || wait > 0) return undefined;
      busy = true;
      problem = undefined;
      host.requestUpdate();
      const answer = await call();
      busy = false;
      if (!answer.ok) problem = refusalSentence(answer);
      const seconds =
        !answer.ok && answer.why === 'refused' ? Number(answer.error.values['seconds'] ?? 0) : 0;
      if (seconds > 0) countDown(Math.ceil(seconds));
      host.requestUpdate();
      return answer;
    },
  };
}
