// Something the server is asked to do: busy meanwhile, its refusal as a sentence, and word to the app when the session is over.
// For portal and console; signing in, where a refusal does not mean the end of a session, is sign-in-attempt.ts.
import type { ReactiveControllerHost } from 'lit';
import type { ApiResult } from '../data/api-call.ts';
import { isSignedOut, refusalSentence, signedOut } from './refusal.ts';

export interface Attempt {
  readonly busy: boolean;
  /** Why the last one did not work. Nothing is said of one that was stopped or came after the session's end. */
  readonly problem: string | undefined;
  /** Waits for the answer and hands it on. */
  readonly make: <T>(call: Promise<ApiResult<T>>) => Promise<ApiResult<T>>;
  /** Shows `problem` in place of what there was; undefined: nothing. */
  readonly show: (problem: string | undefined) => void;
}

/** What shows the attempt: it is drawn anew whenever something changes, and fires `signed-out`. */
export type AttemptHost = Pick<ReactiveControllerHost, 'requestUpdate'> & EventTarget;

export function attempt(host: AttemptHost): Attempt {
  let busy = false;
  let problem: string | undefined;

  const show = (next: string | undefined): void => {
    problem = next;
    host.requestUpdate();
  };

  return {
    get busy() {
      return busy;
    },
    get problem() {
      return problem;
    },
    make: async (call) => {
      busy = true;
      show(undefined);
      const answer = await call;
      busy = false;
      const told = !answer.ok && answer.why !== 'stopped' && !isSignedOut(answer);
      show(told ? refusalSentence(answer) : undefined);
      if (isSignedOut(answer)) signedOut(host);
      return answer;
    },
    show,
  };
}
