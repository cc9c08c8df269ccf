// Reporter for @web/test-runner that writes the counts to a file, for run-component-tests.mjs to read, and ends a run that does not end.
import { writeFileSync } from 'node:fs';

const collect = (suite, path, counts) => {
  for (const test of suite.tests) {
    if (test.skipped) counts.skipped.push(`${[...path, test.name].join(' ')}: skipped in the file`);
    else if (test.passed) counts.passed += 1;
    else counts.failed += 1;
  }
  for (const inner of suite.suites) collect(inner, [...path, inner.name], counts);
};

/** Counts over all sessions; a file that could not be loaded, or did not come to its end, counts as one failed test. */
const count = (sessions) => {
  const counts = { passed: 0, failed: 0, skipped: [], failedFiles: [] };
  for (const session of sessions) {
    const before = counts.failed;
    if (session.testResults !== undefined) collect(session.testResults, [], counts);
    if (!session.passed && counts.failed === before) counts.failed += 1;
    if (counts.failed > before) counts.failedFiles.push(session.testFile);
  }
  return counts;
};

/**
 * Writes `{ passed, failed, skipped, failedFiles }` to `path`, and beside them `unfinished`, a list of files, where the run took longer than
 * `limitMs`: its process ends then, and its browsers with it.
 */
export const webReporter = ({ path, limitMs, end = () => process.exit(1) }) => {
  let limit;
  return {
    start({ sessions }) {
      limit = setTimeout(() => {
        const all = [...sessions.all()];
        const unfinished = all.filter(({ status }) => status !== 'FINISHED').map(({ testFile }) => testFile);
        writeFileSync(path, JSON.stringify({ ...count(all), unfinished }));
        end();
      }, limitMs);
    },
    stop({ sessions }) {
      clearTimeout(limit);
      writeFileSync(path, JSON.stringify(count(sessions)));
    },
  };
};
