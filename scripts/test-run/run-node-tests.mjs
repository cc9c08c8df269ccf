// Runs test files, each in a process of its own under node:test, and counts what came of each test.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { bundleTests } from './bundle-tests.mjs';
import { mayRunAgain } from './may-run-again.mjs';
import { sourcePositions } from './source-positions.mjs';

const REPORTER = fileURLToPath(new URL('./node-reporter.mjs', import.meta.url));
const OUT = join(repository, 'test', '.out');
const MINUTE_MS = 60_000;

const short = (file) => (file === undefined ? '' : relative(repository, file));

const readEvents = (path) => {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    // The process died before its first event.
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  // What follows the last line break is half a line of a process that was killed while writing.
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
};

/** Adds one event to the counts of its file. */
const count = (result, event, positions) => {
  if (event.kind === 'note') return;
  if (event.suite && event.skip === undefined && event.kind === 'pass') return;
  // A skipped suite runs none of its tests, so it stands for them all.
  const withheld = event.skip ?? event.todo;
  if (withheld !== undefined && withheld !== false) {
    const reason = typeof withheld === 'string' && withheld !== '' ? withheld : 'no reason given';
    result.skipped.push(`${event.name}: ${reason}`);
  } else if (event.kind === 'pass') {
    result.passed += 1;
  } else if (!event.becauseOfChild) {
    result.failed += 1;
    const { file, line } = positions.of(event.file, event.line, event.column);
    result.failures.push(`${short(file)}:${line} ${event.name}\n${positions.inText(event.error)}`);
  }
};

/** One file to its end. Its outcome has the counts, the failures as text, and what the process wrote where any failed. */
const runFile = async ({ file, bundle, eventsPath, fileMinutes, env, positions }) => {
  const limitMs = fileMinutes * MINUTE_MS;
  const run = await runCommand(
    process.execPath,
    [
      // Also the limit of each test in it, so that a hanging test is named.
      `--test-timeout=${limitMs}`,
      `--test-reporter=${REPORTER}`,
      `--test-reporter-destination=${eventsPath}`,
      bundle,
    ],
    // A file of several tests that hang one after the other would take their sum.
    { cwd: repository, env, timeoutMs: limitMs + MINUTE_MS },
  );
  const events = readEvents(eventsPath);
  const result = { passed: 0, failed: 0, skipped: [], failures: [], file, events };
  for (const event of events) count(result, event, positions);
  const silent = result.passed + result.failed + result.skipped.length === 0;
  if (result.failed === 0 && (run.code !== 0 || silent)) {
    result.failed += 1;
    const ending = run.timedOut
      ? `was ended after ${fileMinutes + 1} minutes`
      : run.code === 0
        ? 'holds no test'
        : `ended with status ${run.code} beside its tests`;
    result.failures.push(
      `${short(file)} ${ending}.`,
      ...events.filter(({ kind }) => kind === 'note').map(({ text }) => positions.inText(text)),
    );
  }
  if (result.failed > 0 && run.output !== '')
    result.failures.push(`--- output of ${short(file)}\n${positions.inText(run.output)}`);
  return result;
};

/** One run over `files`, `concurrency` at a time. */
const runOnce = async ({ name, files, concurrency, fileMinutes, env }) => {
  const folder = join(OUT, 'events', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { folder: bundles, bundleOf, output: broken } = await bundleTests({ name, files });
  if (broken !== '') return { passed: 0, failed: 1, skipped: [], output: broken };
  const positions = sourcePositions(bundles);
  const results = [];
  const waiting = files.map((file, index) => ({ file, index }));
  const runNext = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { file, index } = next;
      const eventsPath = join(folder, `${index}.jsonl`);
      results[index] = await runFile({
        file,
        bundle: bundleOf(file),
        eventsPath,
        fileMinutes,
        env,
        positions,
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, runNext));
  // All in one file, to look at what took long.
  writeFileSync(
    join(OUT, `${name}.jsonl`),
    results
      .flatMap(({ file, events }) => events.map((event) => `${JSON.stringify({ ...event, file })}\n`))
      .join(''),
  );
  const failed = results.filter((result) => result.failed > 0);
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, result) => sum + result.failed, 0),
    skipped: results.flatMap(({ skipped }) => skipped),
    output: failed.flatMap(({ failures }) => failures).join('\n\n'),
    failedFiles: failed.map(({ file }) => file),
  };
};

/**
 * Runs `files` (absolute paths) and resolves with `{ passed, failed, skipped, output, unsteady }`: two counts, the skipped tests with their
 * reasons, and everything about the failures. `concurrency` = files at a time, `fileMinutes` = limit for each. Where very few files failed
 * they run once more, alone: `unsteady` tells of those that passed then, and is to be printed, since each of them is a defect to find.
 */
export const runNodeTests = async (options) => {
  const first = await runOnce(options);
  if (!mayRunAgain(first.failedFiles)) return first;
  const again = await runOnce({
    ...options,
    name: `${options.name}-again`,
    files: first.failedFiles,
    concurrency: 1,
  });
  if (again.failed > 0) return first;
  return { ...first, passed: first.passed + first.failed, failed: 0, output: '', unsteady: first.output };
};
