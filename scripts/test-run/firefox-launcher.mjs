// Launcher of @web/test-runner for Firefox: WebDriver BiDi through puppeteer-core.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromeLauncher } from '@web/test-runner';
import puppeteer from 'puppeteer-core';
import { findCommand } from '../setup/find-command.mjs';

/** What a page of Firefox cannot be told over BiDi is the same for all of them. */
const PREFERENCES = {
  // emulateMedia asks for it; 1 is "reduce".
  'ui.prefersReducedMotion': 1,
  // Light or dark is what the page chooses, not what the machine likes.
  'ui.systemUsesDarkTheme': 0,
  // A test page in a tab behind another one must not wait for its turn.
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'layout.throttled_frame_rate': 60,
};

/** One browser for all test pages. Its home is a folder of its own, because Firefox writes there, and is gone with it. */
export const firefoxLauncher = () => {
  const home = mkdtempSync(join(tmpdir(), 'platen-firefox-'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  const launcher = chromeLauncher({
    puppeteer,
    launchOptions: {
      browser: 'firefox',
      executablePath: findCommand('firefox-esr', 'firefox'),
      extraPrefsFirefox: PREFERENCES,
      env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), MOZ_HEADLESS: '1' },
    },
    createPage: async ({ context }) => {
      const page = await context.newPage();
      // See PREFERENCES.
      page.emulateMediaFeatures = async () => undefined;
      return page;
    },
  });
  const stop = launcher.stop.bind(launcher);
  launcher.stop = async () => {
    await stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  };
  return launcher;
};
