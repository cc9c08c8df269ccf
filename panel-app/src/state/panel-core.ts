// What the parts of the panel's controller share: the store, the wire, the clock, and how every call's bad ends are taken.
import type { ApiResult } from '../data/api-call.ts';
import type { PanelApi } from '../data/panel.ts';
import type { Clock } from './clock.ts';
import type { PanelMessage, PanelState } from './panel-state.ts';
import type { Store } from './store.ts';

export interface PanelCore {
  readonly api: PanelApi;
  readonly clock: Clock;
  readonly store: Store<PanelState>;
  /** Ends when the person's session does; every call made for them carries it. */
  readonly signal: () => AbortSignal;
  /**
   * Takes what all calls have in common: a silent server raises the banner, an answer lowers it, a session that is over
   * ends here too. @returns the value, or undefined when there is none (the caller then does nothing more).
   */
  readonly settle: <T>(result: ApiResult<T>) => T | undefined;
  /** Changes are heard as they happen: asking is a safety net only. */
  readonly calm: { now: boolean };
  /** Forgets the person and shows the keypad. @param told false when they asked for it themselves. */
  readonly end: (told: boolean) => void;
}

/** What a refusal says, as the line above the list. */
export function refusalMessage(result: ApiResult<unknown>): PanelMessage {
  return !result.ok && result.why === 'refused'
    ? { code: 'server', tone: 'warn', text: result.error.message }
    : { code: 'not-answered', tone: 'warn' };
}
