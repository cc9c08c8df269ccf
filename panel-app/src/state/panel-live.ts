// While somebody is signed in at a panel: what changes is heard at once, and asking becomes a safety net. Loaded after the list is there. By a
// stream of events here; the old browsers of devices, which take one request at a time, have legacy/old-live.ts.
import { followEvents } from '../data/live-events.ts';
import { andOnceMore } from './and-once-more.ts';
import type { PanelCore } from './panel-core.ts';

/**
 * @param heard asks for whatever is on the screen; resolves when the answer was taken.
 * @param signal ends with the person's session.
 */
export function followPanel(
  core: Pick<PanelCore, 'calm'>,
  heard: () => Promise<void>,
  signal: AbortSignal,
  follow = followEvents,
): void {
  if (signal.aborted) return;
  const read = andOnceMore(heard, signal);
  signal.addEventListener('abort', () => {
    core.calm.now = false;
  });
  follow({
    path: '/api/panel/events',
    signal,
    told: () => void read(),
    health: (healthy) => {
      core.calm.now = healthy && !signal.aborted;
      // Whatever ended it may have ended more: the session, the server.
      if (!healthy) void read();
    },
  });
}
