// Takes keys on the painted first screen of panel.html while the app is still on its way: a script of its own, small enough to come before it. It
// calls for the app behind the first frame, since reading that script would hold the frame up on a slow panel.
import { keepEarlyKeys } from '../panel/early-keys.ts';

window.platenEarlyKeys = keepEarlyKeys();

/** Fetched meanwhile (vite/early-keys-script.ts). The legacy panel is one script instead (legacy/old-early-keys.ts). */
const app = document.querySelector<HTMLLinkElement>('link[rel=modulepreload]');
const load = (): void => void (app && import(/* @vite-ignore */ app.href));
// A hidden page has no frames.
if (document.hidden) load();
else requestAnimationFrame(() => setTimeout(load, 0));
