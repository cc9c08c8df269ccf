// What comes of a run of browser tests, and of one whose browser hangs.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type WebSession, webReporter } from '../../../scripts/test-run/web-reporter.mjs';

const DONE: WebSession = {
  testFile: 'panel-code.test.js',
  status: 'FINISHED',
  passed: true,
  testResults: {
    name: '',
    tests: [{ name: 'a digit is drawn', passed: true }],
    suites: [{ name: 'help', tests: [{ name: 'opens', passed: true, skipped: true }], suites: [] }],
  },
};
const RUNNING: WebSession = { testFile: 'panel-idle.test.js', status: 'TEST_STARTED', passed: false };

function results(t: TestContext): { readonly path: string; readonly read: () => unknown } {
  const folder = mkdtempSync(join(tmpdir(), 'platen-reporter-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'results.json');
  return { path, read: () => JSON.parse(readFileSync(path, 'utf8')) as unknown };
}

test('a run that does not end is ended, and the files that it had not finished are named and count as failed', async (t) => {
  const { path, read } = results(t);
  await new Promise<void>((end) =>
    webReporter({ path, limitMs: 1, end }).start({ sessions: { all: () => [DONE, RUNNING] } }),
  );
  assert.deepEqual(read(), {
    passed: 1,
    failed: 1,
    skipped: ['help opens: skipped in the file'],
    failedFiles: ['panel-idle.test.js'],
    unfinished: ['panel-idle.test.js'],
  });
});

test('a file that could not be loaded counts as one failed test, and nothing is unfinished', (t) => {
  const { path, read } = results(t);
  const reporter = webReporter({ path, limitMs: 60_000 });
  reporter.start({ sessions: { all: () => [] } });
  reporter.stop({ sessions: [DONE, { ...RUNNING, status: 'FINISHED' }] });
  assert.deepEqual(read(), {
    passed: 1,
    failed: 1,
    skipped: ['help opens: skipped in the file'],
    failedFiles: ['panel-idle.test.js'],
  });
});
