// Launcher of @web/test-runner for WebKitGTK: windows of its MiniBrowser on a screen that nobody sees, driven over WebDriver.
import { openWebKitWindow, startScreen } from './webkit-window.mjs';
import { within } from './within.mjs';

/** What chromeLauncher begins each test file with. */
const VIEWPORT = { width: 800, height: 600 };

/** Going to an empty page takes milliseconds; a test that never returns to the browser makes it take for ever. */
const LEAVE_MS = 20_000;

/** Each test page has a window of its own, because a tab behind another one draws nothing; windows are used again. */
export const webkitLauncher = () => {
  /** The screen, as soon as one was asked for. */
  let screen;
  const idle = [];
  const active = new Map();

  const takeWindow = async () => {
    const free = idle.pop();
    if (free !== undefined) return free;
    screen ??= startScreen();
    return openWebKitWindow(await screen);
  };

  return {
    name: 'WebKitGTK',
    // The commands of @web/test-runner-commands look for this type, and call what `getPage` gives.
    type: 'puppeteer',
    getPage: (sessionId) => {
      const page = active.get(sessionId);
      if (page === undefined) throw new Error(`No window for session ${sessionId}`);
      // Every window likes no movement, which is all that our tests ask for: see webkit-window.mjs.
      return { setViewport: page.setViewport, emulateMediaFeatures: async () => undefined };
    },
    startSession: async (sessionId, url) => {
      const page = await takeWindow();
      active.set(sessionId, page);
      await page.setViewport(VIEWPORT);
      await page.goto(url);
    },
    isActive: (sessionId) => active.has(sessionId),
    getBrowserUrl: (sessionId) => active.get(sessionId)?.url(),
    stopSession: async (sessionId) => {
      const page = active.get(sessionId);
      try {
        // Ends whatever the test page still does.
        await within(LEAVE_MS, 'WebKitGTK did not leave the page', page.goto('about:blank'));
      } catch (error) {
        // The next file gets a new one.
        await page.close();
        throw error;
      } finally {
        active.delete(sessionId);
      }
      idle.push(page);
      return {};
    },
    startDebugSession: () => Promise.reject(new Error('WebKitGTK runs tests only; debug them in Chromium.')),
    stop: async () => {
      const open = [...idle.splice(0), ...active.values()];
      active.clear();
      await Promise.all(open.map((page) => page.close()));
      const shown = await screen;
      screen = undefined;
      await shown?.close();
    },
  };
};
