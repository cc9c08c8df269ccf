// Signs a person out who has walked away, after a warning; never while pages are being printed.
import { makeTimer } from './clock.ts';
import type { PanelCore } from './panel-core.ts';
import { isFeeding } from './panel-state.ts';

export interface IdleWatch {
  readonly start: () => void;
  readonly stop: () => void;
  /** A key or a tap. While the warning is up only its own buttons count: a tap meant for what it covers is not an answer. */
  readonly touch: () => void;
  /** "I need more time". */
  readonly moreTime: () => void;
}

/** A quarter of the shortest idle time there is (panel.idleSeconds, 20 s): the server hears of a person long before it forgets them. */
const TELL_SERVER_MS = 5000;

export function isWarning(secondsLeft: number | undefined, warnSeconds: number): boolean {
  return secondsLeft !== undefined && secondsLeft <= warnSeconds;
}

export function watchIdle(core: PanelCore, timeUp: () => void): IdleWatch {
  const timer = makeTimer(core.clock);
  let lastTouch = 0;
  let lastTold = 0;
  const limits = (): { idle: number; warn: number } => {
    const { start } = core.store.get();
    // Until the server said otherwise, the values of the settings panel.idleSeconds and panel.warnSeconds.
    return { idle: start?.idleSeconds ?? 60, warn: start?.warnSeconds ?? 20 };
  };
  const tellServer = (now: number): void => {
    if (lastTouch <= lastTold || now - lastTold < TELL_SERVER_MS) return;
    lastTold = now;
    void core.api.extend(core.signal()).then(core.settle);
  };
  const show = (secondsLeft: number | undefined): void => {
    if (core.store.get().secondsLeft !== secondsLeft) core.store.set({ secondsLeft });
  };
  const again = (): void => {
    const now = core.clock.now();
    lastTouch = now;
    show(limits().idle);
    tellServer(now);
  };
  const tick = (): void => {
    timer.set(1000, tick);
    const now = core.clock.now();
    tellServer(now);
    if (isFeeding(core.store.get())) {
      lastTouch = now;
      show(undefined);
      return;
    }
    const left = Math.ceil((lastTouch + limits().idle * 1000 - now) / 1000);
    if (left > 0) show(left);
    else timeUp();
  };
  return {
    start: () => {
      lastTouch = core.clock.now();
      lastTold = lastTouch;
      show(limits().idle);
      timer.set(1000, tick);
    },
    stop: () => {
      timer.clear();
    },
    touch: () => {
      const { secondsLeft } = core.store.get();
      if (secondsLeft !== undefined && !isWarning(secondsLeft, limits().warn)) again();
    },
    moreTime: again,
  };
}
