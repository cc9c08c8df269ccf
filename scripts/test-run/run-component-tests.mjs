// Runs the browser tests under @web/test-runner, in one engine after the other, and counts what came of each test.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findCommand } from '../setup/find-command.mjs';
import { installed, repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { mayRunAgain } from './may-run-again.mjs';

const OUT = join(repository, 'test', '.out');
// A browser that hangs would otherwise hang the run; the whole suite takes well under a minute per hundred files.
const LIMIT_MS = 15 * 60_000;

/** The screens of people run in every engine that people have; the console's, and axe, in the first. */
const ofPeople = (file) => /^(panel|portal|live)-/.test(basename(file));
/** The others on request: Firefox has hung now and then when the machine was busy, and a run that hangs says nothing about the code. */
const ASKED = (process.env.PLATEN_TEST_ENGINES ?? 'chromium').split(',');
const ENGINES = [
  { engine: 'chromium', programs: [], takes: () => true },
  { engine: 'firefox', programs: [['firefox-esr', 'firefox']], takes: ofPeople },
  { engine: 'webkit', programs: [['WebKitWebDriver'], ['Xvfb']], takes: ofPeople },
].filter(({ engine }) => ASKED.includes(engine));

const runOnce = async ({ engine, files, env }) => {
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
    {
      cwd: repository,
      env: { ...env, PLATEN_TEST_RESULTS: results, PLATEN_TEST_ENGINE: engine },
      timeoutMs: LIMIT_MS,
    },
  );
  let counts;
  try {
    counts = JSON.parse(readFileSync(results, 'utf8'));
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      skipped: [],
      output: `The browser runner gave no result in ${engine} (${error.message}):\n${run.output}`,
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

/** One engine, a second run of very few failed files included. */
const runEngine = async (engine, { files, env }) => {
  const first = await runOnce({ engine, files, env });
  if (!mayRunAgain(first.failedFiles)) return first;
  const again = await runOnce({ engine, files: first.failedFiles, env });
  if (again.failed > 0) return first;
  return { ...first, passed: first.passed + first.failed, failed: 0, output: '', unsteady: first.output };
};

/** Resolves like runNodeTests; `files` are absolute paths. Chromium itself is looked for before the tier begins. */
export const runComponentTests = async ({ files, env }) => {
  const total = { passed: 0, failed: 0, skipped: [], output: '', unsteady: '' };
  for (const { engine, programs, takes } of ENGINES) {
    const taken = files.filter(takes);
    if (taken.length === 0) continue;
    const lacking = programs.filter((names) => findCommand(...names) === undefined);
    if (lacking.length > 0) {
      total.skipped.push(
        `${lacking.map(([name]) => name).join(', ')} not found on this machine, so ${engine} ran none of its files`,
      );
      continue;
    }
    const result = await runEngine(engine, { files: taken, env });
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped.push(...result.skipped.map((line) => `${engine}: ${line}`));
    total.output += result.output;
    total.unsteady += result.unsteady ?? '';
  }
  return total;
};
