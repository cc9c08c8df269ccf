// Reporter for node:test that writes one JSON line per outcome, for run-node-tests.mjs to count.
import { inspect } from 'node:util';

const textOf = (error) => {
  // node:test wraps what the test threw; the wrapper says nothing of its own unless there is no cause.
  const thrown = error?.cause instanceof Error ? error.cause : (error?.cause ?? error);
  return inspect(thrown, { depth: 6, colors: false });
};

// What the runner says at the end of every file; anything else of this kind tells of an error outside the tests.
const COUNT = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

const lineOf = ({ type, data }) => {
  if (type === 'test:diagnostic')
    return COUNT.test(data.message) ? undefined : { kind: 'note', text: data.message };
  if (type !== 'test:pass' && type !== 'test:fail') return undefined;
  return {
    kind: type === 'test:pass' ? 'pass' : 'fail',
    suite: data.details?.type === 'suite',
    name: data.name,
    file: data.file,
    line: data.line,
    column: data.column,
    ms: Math.round(data.details?.duration_ms ?? 0),
    skip: data.skip,
    todo: data.todo,
    // A parent fails because a child did: the child has been reported already.
    becauseOfChild: data.details?.error?.failureType === 'subtestsFailed',
    error: type === 'test:fail' ? textOf(data.details?.error) : undefined,
  };
};

export default async function* nodeReporter(events) {
  for await (const event of events) {
    const line = lineOf(event);
    if (line !== undefined) yield `${JSON.stringify(line)}\n`;
  }
}
