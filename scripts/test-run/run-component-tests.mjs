// Runs the browser tests under @web/test-runner, in each engine, and counts what came of each test.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findCommand } from '../setup/find-command.mjs';
import { installed, repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { bundleComponentTests } from './bundle-component-tests.mjs';
import { mayRunAgain } from './may-run-again.mjs';

const OUT = join(repository, 'test', '.out');
const MINUTE_MS = 60_000;
/** A browser that hangs would otherwise hang the run; an engine takes a minute or two where the machine is not doing much else. */
const LIMIT_MINUTES = 15;

/** The screens of people run in every engine that people have; the console's, and axe, in the first. */
const ofPeople = (file) => /^(panel|portal|live)-/.test(basename(file));
/** Those of one turn run beside each other: the first keeps two cores busy, the others mostly wait for their browser. */
const ENGINES = [
  { engine: 'chromium', turn: 1, programs: [], takes: () => true },
  { engine: 'firefox', turn: 2, programs: [['firefox-esr', 'firefox']], takes: ofPeople },
  { engine: 'webkit', turn: 2, programs: [['WebKitWebDriver'], ['Xvfb']], takes: ofPeople },
];
/** All, or those that a developer asks for. */
const ASKED = process.env.PLATEN_TEST_ENGINES?.split(',') ?? ENGINES.map(({ engine }) => engine);

const runOnce = async ({ engine, files, env }) => {
  mkdirSync(OUT, { recursive: true });
  const results = join(OUT, `components-${engine}.json`);
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
      env: {
        ...env,
        PLATEN_TEST_RESULTS: results,
        PLATEN_TEST_LIMIT_MS: String(LIMIT_MINUTES * MINUTE_MS),
        PLATEN_TEST_ENGINE: engine,
      },
      // The runner ends itself, and says what was unfinished, unless it hangs too.
      timeoutMs: (LIMIT_MINUTES + 1) * MINUTE_MS,
    },
  );
  // The runner redraws its progress with cursor movements, which only disturb in a log.
  const output = stripVTControlCharacters(run.output);
  let counts;
  try {
    counts = JSON.parse(readFileSync(results, 'utf8'));
  } catch (error) {
    const why = run.timedOut ? `it was ended after ${LIMIT_MINUTES + 1} minutes` : error.message;
    return {
      passed: 0,
      failed: 1,
      skipped: [],
      output: `The browser runner gave no result in ${engine} (${why}):\n${output}\n`,
    };
  }
  if (counts.unfinished !== undefined) {
    const names = counts.unfinished.map((file) => basename(file)).join(', ');
    return {
      passed: counts.passed,
      failed: counts.failed,
      skipped: [],
      output: `${engine} was ended after ${LIMIT_MINUTES} minutes without having finished ${names}:\n${output}\n`,
    };
  }
  const silent = counts.passed + counts.failed + counts.skipped.length === 0;
  const crashed = counts.failed === 0 && (run.code !== 0 || silent);
  return {
    passed: counts.passed,
    failed: counts.failed + (crashed ? 1 : 0),
    skipped: counts.skipped.map((line) => `${engine}: ${line}`),
    output: counts.failed > 0 || crashed ? `--- ${engine}\n${output}\n` : '',
    failedFiles: crashed ? undefined : counts.failedFiles,
  };
};

/** One engine, a second run of very few failed files included. */
const runEngine = async ({ engine, programs }, { files, env }) => {
  const lacking = programs.filter((names) => findCommand(...names) === undefined);
  if (lacking.length > 0) {
    const names = lacking.map(([name]) => name).join(', ');
    const sentence = `${names} not found on this machine, so ${engine} ran none of its ${files.length} files`;
    return { passed: 0, failed: 0, skipped: [sentence], output: '' };
  }
  const first = await runOnce({ engine, files, env });
  if (!mayRunAgain(first.failedFiles)) return first;
  const again = await runOnce({ engine, files: first.failedFiles, env });
  if (again.failed > 0) return first;
  return { ...first, passed: first.passed + first.failed, failed: 0, output: '', unsteady: first.output };
};

/** Resolves like runNodeTests; `files` are absolute paths. Chromium itself is looked for before the tier begins. */
export const runComponentTests = async ({ files, env }) => {
  const total = { passed: 0, failed: 0, skipped: [], output: '', unsteady: '' };
  const { bundleOf, output: broken } = await bundleComponentTests(files);
  if (broken !== '') return { ...total, failed: 1, output: broken };
  const asked = ENGINES.map((one) => ({ ...one, files: files.filter(one.takes).map(bundleOf) })).filter(
    (one) => ASKED.includes(one.engine) && one.files.length > 0,
  );
  for (const turn of [1, 2]) {
    const results = await Promise.all(
      asked.filter((one) => one.turn === turn).map((one) => runEngine(one, { files: one.files, env })),
    );
    for (const result of results) {
      total.passed += result.passed;
      total.failed += result.failed;
      total.skipped.push(...result.skipped);
      total.output += result.output;
      total.unsteady += result.unsteady ?? '';
    }
  }
  return total;
};
