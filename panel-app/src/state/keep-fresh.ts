// Asks the server for news: the first screen's facts while nobody is signed in, a person's documents while they are.
import type { PanelSession } from '@platen/shared/api/panel';
import { makeTimer } from './clock.ts';
import type { PanelCore } from './panel-core.ts';

/** A document that is being made ready is being waited for. */
const SOON_MS = 1000;
/** One that was sent a moment ago, in front of the panel, should just appear. */
const CALM_MS = 5000;
/** The first screen changes when codes get longer or the administrator changes something. */
const START_MS = 30_000;
/** Changes are heard (panel-live.ts): asked all the same, since a way may let them through no longer and not say so. */
const HEARD_MS = 15_000;
/** While the server is away. */
const AWAY_MS = 2000;

export interface KeepFresh {
  /** Asks now and from then on, for whatever is on the screen. */
  readonly now: () => Promise<void>;
  /** Asks when it is time to: what is on the screen has just been told. */
  readonly later: () => void;
  readonly stop: () => void;
}

/** @param cameBack called when the server answers again at the first screen. */
export function keepFresh(
  core: PanelCore,
  took: (session: PanelSession) => void,
  cameBack: () => void,
): KeepFresh {
  const timer = makeTimer(core.clock);
  let round = 0;

  const askStart = async (): Promise<void> => {
    const wasAway = core.store.get().away || core.store.get().start === undefined;
    const result = await core.api.start(core.signal());
    if (result.ok) {
      const { screen } = core.store.get();
      core.store.set({
        start: result.value,
        away: false,
        closed: undefined,
        screen: screen === 'closed' ? 'code' : screen,
      });
      if (wasAway) cameBack();
    } else if (result.why === 'refused') {
      core.store.set({ away: false, closed: result.error.message, screen: 'closed' });
    } else if (result.why === 'away') core.store.set({ away: true });
  };

  const askSession = async (): Promise<void> => {
    const session = core.settle(await core.api.session(core.signal()));
    if (session !== undefined && core.store.get().session !== undefined) took(session);
  };

  const pauseMs = (): number => {
    const { away, session } = core.store.get();
    if (away) return AWAY_MS;
    if (session === undefined) return START_MS;
    if (core.calm.now && !session.jobs.some(({ state }) => state === 'received')) return HEARD_MS;
    return session.jobs.some(({ state }) => state === 'received' || state === 'releasing')
      ? SOON_MS
      : CALM_MS;
  };

  const ask = async (): Promise<void> => {
    round += 1;
    const mine = round;
    timer.clear();
    const { session, screen } = core.store.get();
    if (session === undefined) await askStart();
    // While pages print, printing.ts asks; two askers would only take turns in the queue.
    else if (screen !== 'progress') await askSession();
    // Somebody called now() meanwhile: the newer round goes on.
    if (mine === round) timer.set(pauseMs(), () => void ask());
  };

  return {
    now: ask,
    later: () => {
      round += 1;
      timer.set(pauseMs(), () => void ask());
    },
    stop: () => {
      round += 1;
      timer.clear();
    },
  };
}
