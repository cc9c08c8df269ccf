// Component tests: Lit components in the system's browser that PLATEN_TEST_ENGINE names (chromium without it). `npm test` gives bundles of all
// test files, and PLATEN_TEST_RESULTS; of a file given by hand esbuild makes JavaScript module by module, on the way.
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher, defaultReporter } from '@web/test-runner';
import { findCommand } from './scripts/setup/find-command.mjs';
import { firefoxLauncher } from './scripts/test-run/firefox-launcher.mjs';
import { webReporter } from './scripts/test-run/web-reporter.mjs';
import { webkitLauncher } from './scripts/test-run/webkit-launcher.mjs';

const results = process.env.PLATEN_TEST_RESULTS;

/** The runner's own choice begins at 8000 each time: engines that start together would want the same one. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const chromiumLauncher = () =>
  chromeLauncher({
    // A context each: files that run beside each other keep nothing in common, and no page lies behind another, where it would draw no frames.
    createPage: async ({ context }) => (await context.browser().createBrowserContext()).newPage(),
    launchOptions: {
      executablePath: findCommand('chromium', 'chromium-browser', 'google-chrome'),
      args: [
        // Chromium refuses its sandbox as root, and a container's /dev/shm is too small for it.
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        // Nothing leaves the machine.
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A camera that is not there films a test picture, and nobody is asked.
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
      ],
    },
  });

const fromSources = {
  nodeResolve: { exportConditions: ['browser', 'production'], extensions: ['.ts', '.mjs', '.js'] },
  plugins: [
    esbuildPlugin({
      ts: true,
      json: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./panel-app/tsconfig.json', import.meta.url)),
    }),
  ],
};
const LAUNCHERS = { chromium: chromiumLauncher, firefox: firefoxLauncher, webkit: webkitLauncher };

export default {
  files: ['test/components/**/*.test.ts'],
  rootDir: '.',
  port: await freePort(),
  // Two cores, and each browser page is a process.
  concurrency: 2,
  ...(results === undefined ? fromSources : {}),
  browsers: [LAUNCHERS[process.env.PLATEN_TEST_ENGINE ?? 'chromium']()],
  // A loaded machine takes long until a new browser has its first page.
  browserStartTimeout: 90_000,
  testsStartTimeout: 90_000,
  // Generous: a loaded machine is slow, and a file of many screens takes minutes there.
  testFramework: { config: { timeout: '120000' } },
  testsFinishTimeout: 6 * 60_000,
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: results === undefined }),
    ...(results === undefined
      ? []
      : [webReporter({ path: results, limitMs: Number(process.env.PLATEN_TEST_LIMIT_MS) })]),
  ],
};
