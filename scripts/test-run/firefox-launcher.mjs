// Launcher of @web/test-runner for Firefox: WebDriver BiDi through puppeteer-core.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromeLauncher } from '@web/test-runner';
import puppeteer from 'puppeteer-core';
import { findCommand } from '../setup/find-command.mjs';
import { within } from './within.mjs';

/** A new profile takes a loaded machine many seconds. */
const START_MS = 90_000;

/** Going to an empty page takes milliseconds; a test that never returns to the browser makes it take for ever. */
const LEAVE_MS = 20_000;

/** What a page of Firefox cannot be told over BiDi is the same for all of them. */
const PREFERENCES = {
  // emulateMedia asks for it; 1 is "reduce".
  'ui.prefersReducedMotion': 1,
  // Light or dark is what the page chooses, not what the machine likes.
  'ui.systemUsesDarkTheme': 0,
  // Each frame is painted by the processor: a third of them is enough to wait for, and a fifth of all work less.
  'layout.frame_rate': 20,
};

/**
 * One browser, one page at a time. Of two tabs one is behind the other, and there Firefox doubles the time between two frames each time
 * one was drawn, up to ten minutes: whoever waits for a frame, as `setViewport` does, waits for ever in the end. Of two windows, only one
 * has the focus. Its home is a folder of its own, because Firefox writes there, and is gone with it.
 */
export const firefoxLauncher = () => {
  const home = mkdtempSync(join(tmpdir(), 'platen-firefox-'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  let running;
  const launcher = chromeLauncher({
    puppeteer,
    concurrency: 1,
    launchOptions: {
      browser: 'firefox',
      executablePath: findCommand('firefox-esr', 'firefox'),
      timeout: START_MS,
      extraPrefsFirefox: PREFERENCES,
      env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), MOZ_HEADLESS: '1' },
    },
    createPage: async ({ browser, context }) => {
      running = browser;
      const page = await context.newPage();
      // See PREFERENCES.
      page.emulateMediaFeatures = async () => undefined;
      // puppeteer also sends how the screen is turned, at the same moment, and Firefox's second answer then waits 40 ms until the first is
      // acknowledged: minutes, over all screens and sizes.
      const { browsingContext } = page.mainFrame();
      page.setViewport = ({ width, height }) => browsingContext.setViewport({ viewport: { width, height } });
      return page;
    },
  });
  // It leads a group of its own, which the processes of its pages are in.
  const kill = async () => {
    const leader = running?.process();
    if (leader?.pid === undefined || leader.exitCode !== null || leader.signalCode !== null) return;
    // The launcher starts another as soon as it knows that this one is gone.
    const gone = new Promise((resolve) => running.once('disconnected', resolve));
    process.kill(-leader.pid, 'SIGKILL');
    await within(LEAVE_MS, 'Firefox was not gone', gone);
  };

  const leave = launcher.stopSession.bind(launcher);
  launcher.stopSession = async (sessionId) => {
    try {
      return await within(LEAVE_MS, 'Firefox did not leave the page', leave(sessionId));
    } catch (error) {
      // The next file gets a new one.
      await kill();
      throw error;
    }
  };

  const stop = launcher.stop.bind(launcher);
  launcher.stop = async () => {
    await within(LEAVE_MS, 'Firefox did not end', stop()).catch(kill);
    rmSync(home, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  };
  return launcher;
};
