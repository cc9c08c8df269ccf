// The system's Chromium, driven by playwright-core, with nothing leaving the machine.
import { type Browser, chromium } from 'playwright-core';
import { findCommand } from '../../scripts/setup/find-command.mjs';

/** Names under which distributions install it. */
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome'] as const;

const ARGS = [
  // Chromium refuses its sandbox as root, and a container's /dev/shm is too small for it.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Text of the same width on every machine, so that screenshots can be compared.
  '--font-render-hinting=none',
];

/** Close it with `browser.close()`. Contexts need `ignoreHTTPSErrors: true` for our self-signed certificate. */
export const launchChromium = async (more: readonly string[] = []): Promise<Browser> => {
  const executablePath = findCommand(...CHROMIUM_NAMES);
  if (executablePath === undefined)
    throw new Error(`none of ${CHROMIUM_NAMES.join(', ')} found on this machine`);
  return chromium.launch({ executablePath, args: [...ARGS, ...more], headless: true });
};
