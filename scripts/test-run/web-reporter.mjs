// Reporter for @web/test-runner that writes the counts to a file, for run-component-tests.mjs to read.
import { writeFileSync } from 'node:fs';

const collect = (suite, path, counts) => {
  for (const test of suite.tests) {
    if (test.skipped) counts.skipped.push(`${[...path, test.name].join(' ')}: skipped in the file`);
    else if (test.passed) counts.passed += 1;
    else counts.failed += 1;
  }
  for (const inner of suite.suites) collect(inner, [...path, inner.name], counts);
};

/** Counts over all sessions; a file that could not be loaded counts as one failed test. */
export const webReporter = ({ path }) => ({
  stop({ sessions }) {
    const counts = { passed: 0, failed: 0, skipped: [], failedFiles: [] };
    for (const session of sessions) {
      const before = counts.failed;
      if (session.testResults !== undefined) collect(session.testResults, [], counts);
      if (!session.passed && counts.failed === before) counts.failed += 1;
      if (counts.failed > before) counts.failedFiles.push(session.testFile);
    }
    writeFileSync(path, JSON.stringify(counts));
  },
});
