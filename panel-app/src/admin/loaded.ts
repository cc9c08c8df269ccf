// What a console screen shows of the server: asked when the screen appears, again every few seconds while somebody looks, and never after.
import type { ReactiveControllerHost } from 'lit';
import type { ApiResult } from '../data/api-call.ts';
import { askAgain } from '../state/ask-again.ts';
import { isSignedOut, refusalSentence, signedOut } from '../state/refusal.ts';

export interface Loaded<T> {
  /** The last answer; stays while newer ones fail. */
  readonly value: T | undefined;
  /** Why the last question got no answer, as a sentence. */
  readonly problem: string | undefined;
  refresh(): Promise<void>;
  /** Takes over what another call has just answered. */
  put(value: T): void;
  /** Forgets the answer: something else is asked from now on. */
  forget(): void;
}

/**
 * @param read asks the server; undefined while there is nothing to ask.
 * @param everyMs 0: only when asked to. A function is asked after each answer.
 */
export function loaded<T>(
  host: ReactiveControllerHost & EventTarget,
  read: (signal: AbortSignal) => Promise<ApiResult<T>> | undefined,
  everyMs: number | (() => number),
): Loaded<T> {
  let value: T | undefined;
  let problem: string | undefined;

  const asker = askAgain({
    read,
    took: (answer) => {
      if (isSignedOut(answer)) {
        signedOut(host);
        return false;
      }
      if (answer.ok) value = answer.value;
      problem = answer.ok ? undefined : refusalSentence(answer);
      host.requestUpdate();
      return true;
    },
    pauseMs: () => (typeof everyMs === 'number' ? everyMs : everyMs()),
  });
  host.addController({ hostConnected: asker.begin, hostDisconnected: asker.end });

  return {
    get value() {
      return value;
    },
    get problem() {
      return problem;
    },
    refresh: asker.now,
    put(next) {
      value = next;
      problem = undefined;
      host.requestUpdate();
    },
    forget() {
      value = undefined;
      problem = undefined;
    },
  };
}
