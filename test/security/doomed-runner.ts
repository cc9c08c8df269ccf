// A server that is going to be killed while a program runs in its sandbox; sandbox.test.ts starts it with a mark.
import { findSandbox } from '@platen/edge-server/sandbox/find-sandbox';
import { runInSandbox } from '@platen/edge-server/sandbox/run-in-sandbox';

const mark = process.argv[2] ?? '';
const sandbox = await findSandbox();
if (!sandbox.ok) throw new Error(sandbox.why);
await runInSandbox(sandbox, {
  command: '/bin/sh',
  args: ['-c', `setsid sh -c 'while :; do sleep 1; done # ${mark}' & while :; do sleep 1; done # ${mark}`],
  input: new Uint8Array(),
  signal: new AbortController().signal,
});
