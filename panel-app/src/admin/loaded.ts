// What a console screen shows of the server: asked when the screen appears, again every few seconds while somebody looks, and never after.
import type { ReactiveControllerHost } from 'lit';
import type { ApiResult } from '../data/api-call.ts';
import { isSignedOut, refusalSentence } from './refusal.ts';

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

/** Tells the app around `element` that the session is over. */
export function signedOut(element: EventTarget): void {
  element.dispatchEvent(new CustomEvent('signed-out', { bubbles: true }));
}

/**
 * @param read asks the server; undefined while there is nothing to ask.
 * @param everyMs 0: only when asked to.
 */
export function loaded<T>(
  host: ReactiveControllerHost & EventTarget,
  read: (signal: AbortSignal) => Promise<ApiResult<T>> | undefined,
  everyMs: number,
): Loaded<T> {
  let value: T | undefined;
  let problem: string | undefined;
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let here = false;

  async function ask(): Promise<void> {
    clearTimeout(timer);
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const answer = await read(mine.signal);
    if (mine.signal.aborted || !here) return;
    if (answer !== undefined) {
      if (isSignedOut(answer)) {
        signedOut(host);
        return;
      }
      if (answer.ok) value = answer.value;
      problem = answer.ok ? undefined : refusalSentence(answer);
      host.requestUpdate();
    }
    if (everyMs > 0 && !document.hidden) timer = setTimeout(() => void ask(), everyMs);
  }

  const seen = (): void => {
    if (document.hidden) clearTimeout(timer);
    else if (everyMs > 0) void ask();
  };

  host.addController({
    hostConnected() {
      here = true;
      document.addEventListener('visibilitychange', seen);
      void ask();
    },
    hostDisconnected() {
      here = false;
      document.removeEventListener('visibilitychange', seen);
      clearTimeout(timer);
      asking?.abort();
    },
  });

  return {
    get value() {
      return value;
    },
    get problem() {
      return problem;
    },
    refresh: ask,
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
