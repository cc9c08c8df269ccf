// Starts the panel app in panel.html, in place of the first screen that was painted before this script came.
import { oneAtATime } from '../data/one-at-a-time.ts';
import { connectPanel } from '../data/panel.ts';
import { speak } from '../locales/spoken.ts';
import { PlatenPanel } from '../panel/platen-panel.ts';
import { owedClicks } from '../platform/owed-clicks.ts';
import { browserClock } from '../state/clock.ts';
import { openPanel } from '../state/panel-session.ts';

function begin(): void {
  const app = new PlatenPanel();
  app.inTurn = oneAtATime();
  const panel = openPanel(connectPanel(app.inTurn), browserClock);
  app.panel = panel;
  // What was read so far is for the painted screen alone (vite/painted-styles.ts); the older panel and the gallery have all of it.
  const [styles, whole] = [document.querySelector('style'), document.querySelector('script[data-styles]')];
  if (styles !== null && whole !== null) styles.textContent = whole.textContent;
  const painted = document.querySelector('[data-painted]');
  if (painted === null) document.body.appendChild(app);
  else painted.replaceWith(app);
  // Of panel-early.ts, which came first.
  app.clicks = owedClicks(window.platenEarlyKeys?.(panel.code));
}

// The page is painted in the panel's own language, and goes on in it; whatever becomes of the words, it goes on.
const words = speak(document.documentElement.lang.slice(0, 2));
const start = (): void => void words.then(begin);
// On a slow panel the script may come before the first frame: it lets that one go first. A hidden page has no frames.
if (document.hidden) start();
else requestAnimationFrame(() => setTimeout(start, 0));
