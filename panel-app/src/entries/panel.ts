// Starts the panel app in panel.html, in place of the first screen that was painted before this script came.
import { connectPanel } from '../data/panel.ts';
import { keepEarlyKeys } from '../panel/early-keys.ts';
import { PlatenPanel } from '../panel/platen-panel.ts';
import { browserClock } from '../state/clock.ts';
import { openPanel } from '../state/panel-session.ts';

const pressEarlyKeys = keepEarlyKeys();

function begin(): void {
  const app = new PlatenPanel();
  const panel = openPanel(connectPanel(), browserClock);
  app.panel = panel;
  const painted = document.querySelector('[data-painted]');
  if (painted === null) document.body.appendChild(app);
  else painted.replaceWith(app);
  pressEarlyKeys(panel.code);
}

// On a slow panel the script may come before the first frame: it lets that one go first. A hidden page has no frames.
if (document.hidden) begin();
else requestAnimationFrame(() => setTimeout(begin, 0));
