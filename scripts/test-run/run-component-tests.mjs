// Runs the browser tests under @web/test-runner and counts what came of each test.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { installed, repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { mayRunAgain } from './may-run-again.mjs';

const OUT = join(repository, 'test', '.out');
// A browser that hangs would otherwise hang the run; the whole suite takes well under a minute per hundred files.
const LIMIT_MS = 15 * 60_000;

const runOnce = async ({ files, env }) => {
  mkdirSync(OUT, { recursive: true });
  const results = join(OUT, 'components.json');
  rmSync(results, { force: true });
  const run = await runCommand(
    process.execPath,
    [
      installed('@web', 'test-runner', 'dist', 'bin.js'),
      '--config',
      'web-test-runner.config.mjs',
      '--files',
      ...files,
    ],
    { cwd: repository, env: { ...env, PLATEN_TEST_RESULTS: results }, timeoutMs: LIMIT_MS },
  );
  let counts;
  try {
    counts = JSON.parse(readFileSync(results, 'utf8'));
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      skipped: [],
      output: `The browser runner gave no result (${error.message}):\n${run.output}`,
    };
  }
  const silent = counts.passed + counts.failed + counts.skipped.length === 0;
  const crashed = counts.failed === 0 && (run.code !== 0 || silent);
  return {
    passed: counts.passed,
    failed: counts.failed + (crashed ? 1 : 0),
    skipped: counts.skipped,
    // The runner redraws its progress with cursor movements, which only disturb in a log.
    output: counts.failed > 0 || crashed ? stripVTControlCharacters(run.output) : '',
    failedFiles: crashed ? undefined : counts.failedFiles,
  };
};

/** Resolves like runNodeTests, a second run of very few failed files included; `files` are absolute paths. */
export const runComponentTests = async ({ files, env }) => {
  const first = await runOnce({ files, env });
  if (!mayRunAgain(first.failedFiles)) return first;
  const again = await runOnce({ files: first.failedFiles, env });
  if (again.failed > 0) return first;
  return { ...first, passed: first.passed + first.failed, failed: 0, output: '', unsteady: first.output };
};
