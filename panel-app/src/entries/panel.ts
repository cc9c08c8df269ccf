// Starts the panel app in panel.html, in place of the keypad that was painted before this script came.
import { connectPanel } from '../data/panel.ts';
import { PlatenPanel } from '../panel/platen-panel.ts';
import { browserClock } from '../state/clock.ts';
import { openPanel } from '../state/panel-session.ts';

const app = new PlatenPanel();
app.panel = openPanel(connectPanel(), browserClock);
const painted = document.querySelector('[data-painted]');
if (painted === null) document.body.appendChild(app);
else painted.replaceWith(app);
