// While somebody is signed in at a modern panel: what changes is heard at once, and asking becomes a safety net. Loaded after the list is
// there. The old browsers of devices, which take one request at a time, go on asking.
import { followEvents } from '../data/live-events.ts';
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
  // A browser without modules is a device's old one: it loses answers of parallel requests.
  if (signal.aborted || !('noModule' in HTMLScriptElement.prototype)) return;
  let reading = false;
  let more = false;
  // One question at a time, and one more for all that came meanwhile.
  const read = async (): Promise<void> => {
    if (reading) {
      more = true;
      return;
    }
    reading = true;
    do {
      more = false;
      await heard();
    } while (more && !signal.aborted);
    reading = false;
  };
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
