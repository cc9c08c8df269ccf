// Starts the panel app in panel.html, in place of the first screen that was painted before this script came.
import { connectPanel } from '../data/panel.ts';
import { PlatenPanel } from '../panel/platen-panel.ts';
import { browserClock } from '../state/clock.ts';
import { openPanel } from '../state/panel-session.ts';

function begin(): void {
  const app = new PlatenPanel();
  app.panel = openPanel(connectPanel(), browserClock);
  const painted = document.querySelector('[data-painted]');
  if (painted === null) document.body.appendChild(app);
  else painted.replaceWith(app);
}

// On a slow panel the script may come before the first frame: it lets that one go first. A hidden page has no frames.
if (document.hidden) begin();
else requestAnimationFrame(() => setTimeout(begin, 0));
