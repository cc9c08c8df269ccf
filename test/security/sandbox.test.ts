// The real sandbox of this machine: what a program inside sees, what it can use up, and that nothing of it outlives its end.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findSandbox } from '@platen/edge-server/sandbox/find-sandbox';
import { type RunAsk, type RunOutcome, runInSandbox } from '@platen/edge-server/sandbox/run-in-sandbox';
import type { Sandbox } from '@platen/edge-server/sandbox/sandbox';
import { markedProcesses } from '../support/marked-processes.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const MEGABYTE = 1024 * 1024;

describe('the sandbox', { skip: skipUnless('bwrap', 'prlimit', 'python3') }, () => {
  let sandbox: Sandbox;
  let folder: TempDir;
  before(async () => {
    const found = await findSandbox();
    assert.ok(found.ok, found.ok ? '' : `${found.why} ${found.cure}`);
    sandbox = found;
    folder = await tempDir('sandbox');
  });
  after(() => folder.remove());

  const run = (ask: Partial<RunAsk> & Pick<RunAsk, 'command' | 'args'>): Promise<RunOutcome> =>
    runInSandbox(sandbox, { input: new Uint8Array(), signal: new AbortController().signal, ...ask });
  const shell = (script: string, more: Partial<RunAsk> = {}): Promise<RunOutcome> =>
    run({ command: '/bin/sh', args: ['-c', script], ...more });
  const python = (script: string, more: Partial<RunAsk> = {}): Promise<RunOutcome> =>
    run({ command: '/usr/bin/python3', args: ['-c', script], ...more });
  /** What the script printed; fails the test when it did not end well. */
  const said = async (outcome: Promise<RunOutcome>): Promise<string> => {
    const ended = await outcome;
    assert.ok(ended.ok, ended.ok ? '' : `${ended.code}: ${ended.detail}`);
    return ended.output.toString('utf8').trim();
  };
  const codeOf = async (outcome: Promise<RunOutcome>): Promise<string> => {
    const ended = await outcome;
    return ended.ok ? `ended well: ${ended.output.subarray(0, 200).toString()}` : ended.code;
  };

  test('bytes go in by stdin and come out by stdout, more than a pipe holds at once', async () => {
    const input = Buffer.alloc(5 * MEGABYTE, 'platen');
    const ended = await shell('cat', { input });
    assert.ok(ended.ok);
    assert.ok(ended.output.equals(input));
  });

  test('there is no network, not even to this machine', async () => {
    let connections = 0;
    const server = createServer(() => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const script = `import socket
try:
    socket.create_connection(("127.0.0.1", ${address.port}), 3)
    print("connected")
except OSError as error:
    print(type(error).__name__)
print(sorted(line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]))`;
    const [connecting, interfaces] = (await said(python(script))).split('\n');
    server.close();
    assert.equal(connecting, 'ConnectionRefusedError');
    assert.equal(interfaces, "['lo']");
    assert.equal(connections, 0);
  });

  test('no file of the server and no account of the machine is to be seen', async () => {
    const secret = join(folder.path, 'secret.txt');
    await writeFile(secret, 'canary-8121');
    const seen = await said(
      shell(
        `cat ${secret} /etc/passwd /etc/shadow 2>/dev/null; ls ${tmpdir()} /root /home /srv /var 2>/dev/null; ls /`,
      ),
    );
    assert.doesNotMatch(seen, /canary-8121|root:/);
    const top = seen.split('\n').filter((name) => !/^(bin|dev|etc|lib\w*|proc|sbin|tmp|usr|var)$/.test(name));
    // What is under /var are the font cache and LibreOffice's share.
    assert.deepEqual(
      top.filter((name) => !/^(cache|\/(var|tmp):)?$/.test(name)),
      [],
    );
  });

  test('what is shown can be read and not be written', async () => {
    const shown = join(folder.path, 'shown');
    await writeFile(shown, 'shown');
    const script = `cat ${shown}; echo more >> ${shown} || echo; touch /x /usr/x /dev/x /etc/x || ls ${folder.path}`;
    const lines = (await said(shell(script, { readOnly: [shown] }))).split('\n');
    assert.deepEqual(lines, ['shown', 'shown']);
    assert.deepEqual((await readdir(folder.path)).sort(), ['secret.txt', 'shown']);
  });

  test("nothing of the server's environment is to be found, in no process inside", async () => {
    process.env['PLATEN_TEST_SECRET'] = 'canary-4712';
    try {
      const seen = await said(shell('cat /proc/*/environ; env'));
      assert.doesNotMatch(seen, /canary-4712/);
      const names = [...seen.replaceAll('\0', '\n').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
      assert.deepEqual([...new Set(names)].sort(), ['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR']);
    } finally {
      delete process.env['PLATEN_TEST_SECRET'];
    }
  });

  test('there are no capabilities, no other processes, and no namespaces to be made', async () => {
    const seen = await said(
      shell(
        'grep CapEff /proc/self/status; ls /proc | grep -c "^[0-9]"; unshare -U true 2>/dev/null && echo nested; true',
      ),
    );
    const [capabilities, processes, nested] = seen.split('\n');
    assert.match(capabilities ?? '', /CapEff:\s+0+$/);
    // bubblewrap, the shell, and the two that list and count.
    assert.ok(Number(processes) <= 4, processes);
    assert.equal(nested, sandbox.noNesting ? undefined : 'nested');
  });

  test('a program that does not end is ended at its time, with all that it started', async () => {
    const mark = randomUUID();
    const script = `setsid sh -c 'while :; do sleep 1; done # ${mark}' & trap "" TERM HUP INT; while :; do :; done # ${mark}`;
    assert.equal(await codeOf(shell(script, { timeLimitMs: 500 })), 'document-too-slow');
    assert.deepEqual(markedProcesses(mark), []);
  });

  test('when the caller loses interest it is ended as well', async () => {
    const mark = randomUUID();
    const given = new AbortController();
    const running = shell(`while :; do sleep 1; done # ${mark}`, { signal: given.signal });
    await waitUntil(() => markedProcesses(mark).length > 0, { what: 'the program to run' });
    given.abort();
    assert.equal(await codeOf(running), 'aborted');
    assert.deepEqual(markedProcesses(mark), []);
    assert.equal(await codeOf(shell('true', { signal: given.signal })), 'aborted');
  });

  // From the first moment that bubblewrap is there (1) to when all stand (4: two of bubblewrap, two of the program).
  for (const least of [1, 1, 2, 2, 3, 4]) {
    test(`when the server is killed with ${least} of its processes there, nothing goes on`, () =>
      killServer(least));
  }

  async function killServer(least: number): Promise<void> {
    const mark = randomUUID();
    const doomed = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./doomed-runner.ts', import.meta.url)), mark],
      { stdio: 'ignore' },
    );
    const inside = (): number[] => markedProcesses(mark).filter((pid) => pid !== doomed.pid);
    doomed.on('error', () => undefined);
    await waitUntil(() => inside().length >= least, { what: 'the program in its sandbox' });
    doomed.kill('SIGKILL');
    await waitUntil(() => inside().length === 0, { what: 'the end of everything inside' });
  }

  test('a fork bomb ends', async () => {
    const mark = randomUUID();
    // With a breath between generations: other tests run on this machine, too.
    const script = `bomb() { sleep 0.03; bomb | bomb & }; bomb; sleep 60 # ${mark}`;
    const outcome = await codeOf(shell(script, { timeLimitMs: 30_000 }));
    // A machine whose kernel counts for itself stops the bomb at its limit, and the time ends it.
    assert.ok(['document-too-large', 'document-too-slow'].includes(outcome), outcome);
    assert.deepEqual(markedProcesses(mark), []);
  });

  test('a program that fills memory ends, by its own hand or by ours', async () => {
    const script =
      'import time\nkept = []\nwhile True:\n    kept.append(b"x" * 1_000_000)\n    time.sleep(0.001)';
    const watched = { memoryBytes: 100 * MEGABYTE, timeLimitMs: 60_000 };
    assert.equal(await codeOf(python(script, watched)), 'document-too-large');
    const bounded = { addressBytes: 200 * MEGABYTE, timeLimitMs: 60_000 };
    assert.equal(await codeOf(python(script, bounded)), 'document-broken');
  });

  test('its temporary folder and every other place hold no more than they may', async () => {
    const fill = (path: string): string =>
      `i=0; while dd if=/dev/zero of=${path}/$i bs=1M count=1 2>/dev/null; do i=$((i+1)); done; echo $i`;
    const more = { temporaryBytes: 8 * MEGABYTE };
    const written = (path: string): Promise<number> => said(shell(fill(path), more)).then(Number);
    assert.ok((await written('/tmp')) <= 8);
    assert.ok((await written('/dev/shm')) <= 16);
    assert.equal(await written('/dev'), 0);
    assert.equal(await written('/var'), 0);
    const file = await said(
      shell('head -c 9000000 /dev/zero > /tmp/x; wc -c < /tmp/x', { fileBytes: 4 * MEGABYTE }),
    );
    assert.equal(Number(file), 4 * MEGABYTE);
  });

  test('output without end is cut off', async () => {
    assert.equal(await codeOf(shell('yes', { maxOutputBytes: MEGABYTE })), 'document-too-large');
  });

  test('a program that fails says so, one that is missing too, and one that reads no input does no harm', async () => {
    const failed = await shell('echo the reason >&2; exit 3');
    assert.ok(!failed.ok);
    assert.equal(failed.code, 'document-broken');
    assert.match(failed.detail, /code 3.*the reason/s);
    assert.equal(await codeOf(run({ command: '/usr/bin/no-such-program', args: [] })), 'document-broken');
    assert.equal(await said(shell('echo done', { input: Buffer.alloc(3 * MEGABYTE) })), 'done');
  });
});
