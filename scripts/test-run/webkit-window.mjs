// A window of WebKitGTK, driven over plain WebDriver: what our tests need of it, opening pages at a size.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findCommand } from '../setup/find-command.mjs';
import { within } from './within.mjs';

/** A loaded machine takes seconds for a new process. */
const START_MS = 60_000;

/** The same for a window that gets another size. */
const RESIZE_MS = 20_000;

/** A window whose page hangs does not close when it is asked to. */
const CLOSE_MS = 5000;

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

const ended = async (child) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await within(CLOSE_MS, 'did not end', exit).catch(() => child.kill('SIGKILL'));
};

/** An X server without a screen, and a folder for whatever its windows write: `{ display, folder, close }`. */
export const startScreen = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'platen-webkit-'));
  // It chooses a free number by itself and writes it to the descriptor.
  const child = spawn(
    findCommand('Xvfb'),
    ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const lines = createInterface(child.stdio[3]);
  const [number] = await Promise.race([
    once(lines, 'line', { signal: AbortSignal.timeout(START_MS) }),
    once(child, 'exit').then(() => Promise.reject(new Error('Xvfb did not start'))),
  ]);
  lines.close();
  return {
    display: `:${number}`,
    folder,
    close: async () => {
      // A window that is still closing goes with its screen.
      await ended(child);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
};

/** The tools of the window would keep it wider than a phone. */
const NARROW = '* { min-width: 0; min-height: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; }\n';

/** A home of its own, in which nothing moves: WebKit asks GTK whether the person likes animations. */
const makeHome = (folder) => {
  const home = mkdtempSync(join(folder, 'home-'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  mkdirSync(join(home, '.config', 'gtk-3.0'), { recursive: true });
  writeFileSync(join(home, '.config', 'gtk-3.0', 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n');
  writeFileSync(join(home, '.config', 'gtk-3.0', 'gtk.css'), NARROW);
  return home;
};

/** Asks the driver; what it refuses is an error with its own words. */
const askDriver = async (origin, method, path, body) => {
  const response = await fetch(`${origin}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'Content-Type': 'application/json' },
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebKitWebDriver: ${value?.error}: ${value?.message}`);
  return value;
};

/** What the window has around the page, as soon as two looks at a new window agree. */
const measureFrame = async ({ inner, rect }) => {
  let before;
  const began = Date.now();
  while (Date.now() - began < RESIZE_MS) {
    const [page, whole] = [await inner(), await rect()];
    const frame = { width: whole.width - page.width, height: whole.height - page.height };
    const same = before?.width === frame.width && before.height === frame.height;
    if (same && page.width > 0) return frame;
    before = frame;
    await pause();
  }
  throw new Error('A new window of WebKitGTK does not come to a size');
};

export const openWebKitWindow = async ({ display, folder }) => {
  const home = makeHome(folder);
  const port = await freePort();
  const child = spawn(findCommand('WebKitWebDriver'), ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      // The browser's own language, as the other two have it.
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en_US:en',
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_DATA_HOME: join(home, '.local'),
      XDG_RUNTIME_DIR: join(home, 'run'),
      // Neither a bus nor a graphics card is needed to lay pages out.
      NO_AT_BRIDGE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  const began = Date.now();
  for (;;) {
    try {
      await askDriver(origin, 'GET', '/status');
      break;
    } catch (error) {
      if (child.exitCode !== null || Date.now() - began > START_MS) throw error;
      await pause();
    }
  }
  const { sessionId } = await askDriver(origin, 'POST', '/session', { capabilities: { alwaysMatch: {} } });
  const ask = (method, path, body) => askDriver(origin, method, `/session/${sessionId}${path}`, body);
  const run = (script, ...args) => ask('POST', '/execute/sync', { script, args });
  const inner = () => run('return { width: innerWidth, height: innerHeight }');
  // Long page loads and scripts are ended by the test runner, not here.
  await ask('POST', '/timeouts', { pageLoad: 300_000, script: 300_000 });
  const frame = await measureFrame({ inner, rect: () => ask('GET', '/window/rect') });

  return {
    goto: (url) => ask('POST', '/url', { url }),
    url: () => ask('GET', '/url'),
    /** Size of the page, not of the window around it. */
    setViewport: async ({ width, height }) => {
      await ask('POST', '/window/rect', { width: width + frame.width, height: height + frame.height });
      // The window is another at once, the page in it as soon as it has been told.
      const began = Date.now();
      for (;;) {
        const now = await inner();
        if (now.width === width && now.height === height) return;
        if (Date.now() - began > RESIZE_MS)
          throw new Error(`The page is ${now.width}x${now.height} and does not become ${width}x${height}`);
        await pause();
      }
    },
    /** PNG. */
    screenshot: async () => Buffer.from(await ask('GET', '/screenshot'), 'base64'),
    run,
    close: async () => {
      await within(CLOSE_MS, 'did not close', ask('DELETE', '')).catch(() => undefined);
      await ended(child);
    },
  };
};
