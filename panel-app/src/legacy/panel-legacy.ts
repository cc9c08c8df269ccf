// Starts the panel in browsers of the time before modules: what they lack first, then the same panel as everywhere.
import './old-language.ts';
import './old-browser.ts';
import '@webcomponents/custom-elements';
import './old-early-keys.ts';
import '../entries/panel.ts';
