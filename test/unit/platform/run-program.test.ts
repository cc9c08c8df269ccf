import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runProgram } from '@platen/edge-server/platform/run-program';

const never = new AbortController().signal;

describe('a program of the system', () => {
  const ask = { program: 'sh', env: {}, timeLimitMs: 20_000, signal: never };

  it('gets its input, gives its output, and tells how it ended', async () => {
    const ran = runProgram({ ...ask, args: ['-c', 'cat; echo words >&2; exit 3'], input: 'hello' });
    let text = '';
    for await (const chunk of ran.output) text += Buffer.from(chunk).toString();
    assert.equal(text, 'hello');
    assert.deepEqual(await ran.ended, { code: 3, missing: false, said: 'words' });
  });

  it('sees nothing of the environment of the server', async () => {
    process.env['PLATEN_TEST_SECRET_WORD'] = 'secret';
    const ran = runProgram({
      ...ask,
      args: ['-c', 'echo "$PLATEN_TEST_SECRET_WORD.$OWN"'],
      env: { OWN: 'own' },
    });
    let text = '';
    for await (const chunk of ran.output) text += Buffer.from(chunk).toString();
    delete process.env['PLATEN_TEST_SECRET_WORD'];
    assert.equal(text.trim(), '.own');
  });

  it('that is not there is told', async () => {
    const { missing, code } = await runProgram({ ...ask, program: 'no-such-program', args: [] }).ended;
    assert.deepEqual([missing, code], [true, undefined]);
  });

  it('ends with all it started when nobody waits any more, and when its time is over', async () => {
    const args = ['-c', 'sleep 300 & sleep 300'];
    const ending = new AbortController();
    const ran = runProgram({ ...ask, args, signal: ending.signal });
    ending.abort(new Error('enough'));
    assert.equal((await ran.ended).code, undefined);
    assert.equal((await runProgram({ ...ask, args, timeLimitMs: 50 }).ended).code, undefined);
  });
});
