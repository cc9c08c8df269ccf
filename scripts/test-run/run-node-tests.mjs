// Runs test files under node:test and counts what came of each test.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { mayRunAgain } from './may-run-again.mjs';

const REPORTER = fileURLToPath(new URL('./node-reporter.mjs', import.meta.url));
const OUT = join(repository, 'test', '.out');
const MINUTE_MS = 60_000;

const short = (file) => (file === undefined ? '' : relative(repository, file));

const readEvents = (path) => {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  } catch (error) {
    // No file: the runner died before its first event. Half a line: it was killed while writing.
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return [];
    throw error;
  }
};

const tally = (events) => {
  const result = { passed: 0, failed: 0, skipped: [], failures: [], failedFiles: new Set() };
  for (const event of events) {
    if (event.kind === 'output' || (event.suite && event.skip === undefined && event.kind === 'pass'))
      continue;
    // A skipped suite runs none of its tests, so it stands for them all.
    const withheld = event.skip ?? event.todo;
    if (withheld !== undefined && withheld !== false) {
      const reason = typeof withheld === 'string' && withheld !== '' ? withheld : 'no reason given';
      result.skipped.push(`${event.name}: ${reason}`);
    } else if (event.kind === 'fail') {
      if (event.becauseOfChild) continue;
      result.failed += 1;
      result.failedFiles.add(event.file);
      result.failures.push(`${short(event.file)}:${event.line} ${event.name}\n${event.error}`);
    } else if (event.name === event.file) {
      // node:test reports a file itself only when there was no test in it.
      result.failed += 1;
      result.failures.push(`${short(event.file)} holds no test.`);
    } else {
      result.passed += 1;
    }
  }
  return result;
};

const outputOf = (events, files) =>
  [...files].map((file) => {
    const text = events
      .filter((event) => event.kind === 'output' && event.file === file)
      .map((event) => event.text)
      .join('');
    return text === '' ? '' : `--- output of ${short(file)}\n${text}`;
  });

/** One run of the test runner over `files`; `failedFiles` is undefined where the runner itself went wrong. */
const runOnce = async ({ name, files, concurrency, fileMinutes, env }) => {
  mkdirSync(OUT, { recursive: true });
  const eventsPath = join(OUT, `${name}.jsonl`);
  rmSync(eventsPath, { force: true });
  const run = await runCommand(
    process.execPath,
    [
      '--import',
      'tsx',
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${fileMinutes * MINUTE_MS}`,
      `--test-reporter=${REPORTER}`,
      `--test-reporter-destination=${eventsPath}`,
      ...files,
    ],
    // Twice what all files may take one after the other: only a runner that hangs itself gets there.
    { cwd: repository, env, timeoutMs: 2 * files.length * fileMinutes * MINUTE_MS },
  );
  const events = readEvents(eventsPath);
  const { passed, failed, skipped, failures, failedFiles } = tally(events);
  const silent = passed + failed + skipped.length === 0;
  const crashed = failed === 0 && (run.code !== 0 || silent);
  if (crashed)
    failures.push(
      `The test runner ended with status ${run.code}${silent ? ' and reported no test' : ''}:\n${run.output}`,
    );
  const output = [...failures, ...outputOf(events, failedFiles)].filter((text) => text !== '').join('\n\n');
  return {
    passed,
    failed: failed + (crashed ? 1 : 0),
    skipped,
    output,
    failedFiles: crashed || failedFiles.has(undefined) ? undefined : [...failedFiles],
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
