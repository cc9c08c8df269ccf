// platen submit against a server that takes, refuses and goes away.
import assert from 'node:assert/strict';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { after, afterEach, before, beforeEach } from 'node:test';
import { type TempDir, tempDir } from '../../support/temp-dir.ts';
import { type FakeServer, type Reply, refusal, type Seen, startFakeServer, TOKEN } from './fake-server.ts';
import { runPlaten } from './run-platen.ts';
import { aJob } from './views.ts';

let files: TempDir;
let fake: FakeServer;
let answer: (seen: Seen) => Reply;

before(async () => {
  files = await tempDir('files');
});
after(() => files.remove());
beforeEach(async () => {
  answer = (seen) => ({ status: 201, json: { job: aJob({ title: seen.query.get('name') ?? '' }) } });
  fake = await startFakeServer({ 'POST /api/admin/documents': (seen) => answer(seen) });
});

afterEach(() => fake.close());

async function file(name: string, size: number): Promise<string> {
  const path = join(files.path, name);
  await writeFile(path, Buffer.alloc(size, name));
  return path;
}
const submit = (...args: string[]) => runPlaten(['submit', ...args, '--data-dir', fake.dataDir]);

test('a file is streamed whole, with its length, its name and the pass of this machine', async () => {
  const path = await file('Über uns.pdf', 3_000_000);
  const ran = await submit(path, '--as', 'anna@example.org');
  assert.deepEqual(ran, { code: 0, out: `${path}: stored as job1.\n`, err: '' });
  const [seen] = fake.seen;
  assert.equal(seen?.headers['content-length'], '3000000');
  assert.equal(seen?.headers['transfer-encoding'], undefined);
  assert.equal(seen?.headers.authorization, `Bearer ${TOKEN}`);
  assert.equal(seen?.headers['x-platen'], '1');
  assert.equal(seen?.query.get('owner'), 'anna@example.org');
  assert.equal(seen?.query.get('name'), 'Über uns.pdf');
  assert.deepEqual(seen?.body, Buffer.alloc(3_000_000, 'Über uns.pdf'));
});

test('an empty file is sent too, so that the server says what is wrong with it', async () => {
  answer = () => refusal(422, 'document-empty', 'The file is empty.');
  const path = await file('empty.pdf', 0);
  const ran = await submit(path, '--as', 'anna@example.org');
  assert.equal(ran.code, 1);
  assert.equal(ran.err, `${path}: The file is empty.\n`);
  assert.equal(fake.seen[0]?.headers['content-length'], '0');
});

test('of several files the refused one does not keep the others back', async () => {
  answer = (seen) =>
    seen.query.get('name') === 'b.exe'
      ? refusal(415, 'document-type', 'Files of this kind cannot be printed here.')
      : { status: 201, json: { job: aJob({ id: `job-${seen.query.get('name')?.charAt(0)}` }) } };
  const [a, b, c] = [await file('a.pdf', 10), await file('b.exe', 10), await file('c.pdf', 10)];
  const ran = await submit(a, b, c, '--as', 'anna@example.org', '--json');
  assert.equal(ran.code, 1);
  const { documents } = JSON.parse(ran.out) as { documents: { file: string; job: { id: string } }[] };
  assert.deepEqual(
    documents.map((one) => [one.file, one.job.id]),
    [
      [a, 'job-a'],
      [c, 'job-c'],
    ],
  );
  const { error } = JSON.parse(ran.err) as { error: { code: string; message: string } };
  assert.equal(error.code, 'document-type');
  assert.ok(error.message.startsWith(b));
});

test('a refusal that comes before the whole file is sent is read, and the rest is not sent', async () => {
  fake.refuseEarly(
    refusal(413, 'document-too-large', 'The file is too large. 1 GB is the most that can be sent.'),
  );
  const path = await file('large.pdf', 30_000_000);
  const ran = await submit(path, '--as', 'anna@example.org');
  assert.deepEqual(ran, {
    code: 1,
    out: '',
    err: `${path}: The file is too large. 1 GB is the most that can be sent.\n`,
  });
});

test('a slip in one file name sends nothing at all', async () => {
  const path = await file('here.pdf', 10);
  const ran = await submit(path, join(files.path, 'not-here.pdf'), '--as', 'anna@example.org');
  assert.equal(ran.code, 2);
  assert.match(ran.err, /there is no such file\. Nothing was sent/);
  assert.match((await submit(files.path, '--as', 'a@b')).err, /is not a file/);
  assert.equal(fake.connections(), 0);
});

test('without --as nothing is sent', async () => {
  const ran = await submit(await file('x.pdf', 10));
  assert.equal(ran.code, 2);
  assert.match(ran.err, /--as is missing/);
});

test('an unknown user is told with the cure', async () => {
  answer = () => refusal(404, 'not-found', 'This is no longer here.');
  const ran = await submit(await file('x.pdf', 10), '--as', 'nobody@example.org');
  assert.equal(ran.code, 1);
  assert.equal(
    ran.err,
    'There is no user nobody@example.org.\nAdd one with: platen user add nobody@example.org\n',
  );
});

test('a file that became shorter while it was sent is an error and not a hang', async () => {
  const path = await file('shrinks.pdf', 8_000_000);
  let cut = false;
  const ran = await runPlaten(['submit', path, '--as', 'a@example.org', '--data-dir', fake.dataDir], {
    errWidth: 80,
    // The clock is asked whenever a piece was sent.
    now: () => {
      if (!cut) {
        cut = true;
        void truncate(path, 1000);
      }
      return 0;
    },
  });
  assert.equal(ran.code, 2);
  assert.match(ran.err, /became shorter while it was being sent/);
});

test('on a terminal the progress is one line that is cleared at the end', async () => {
  const path = await file('long.pdf', 4_000_000);
  let clock = 0;
  const ran = await runPlaten(['submit', path, '--as', 'a@example.org', '--data-dir', fake.dataDir], {
    errWidth: 60,
    now: () => {
      clock += 1000;
      return clock;
    },
  });
  assert.equal(ran.code, 0);
  assert.match(ran.err, /of 4\.0 MB/);
  assert.ok(ran.err.endsWith('\r\u001b[K'));
  assert.ok(ran.err.split('\r\u001b[K').every((line) => line.length < 60));
  assert.doesNotMatch(ran.err, /\n/);
});

test('Ctrl-C stops the sending with code 130', async () => {
  const path = await file('stopped.pdf', 4_000_000);
  const controller = new AbortController();
  const ran = await runPlaten(['submit', path, '--as', 'a@example.org', '--data-dir', fake.dataDir], {
    interrupt: () => controller.signal,
    now: () => {
      controller.abort(new Error('interrupted'));
      return 0;
    },
  });
  assert.deepEqual(ran, { code: 130, out: '', err: 'Stopped.\n' });
});

test('when the server goes away between two files, what was stored is still told', async () => {
  const [a, b] = [await file('a.pdf', 10), await file('b.pdf', 10)];
  answer = () => {
    fake.stopListening();
    return { status: 201, json: { job: aJob({ id: 'first' }) } };
  };
  const ran = await submit(a, b, '--as', 'anna@example.org', '--json');
  assert.equal(ran.code, 3);
  const { documents } = JSON.parse(ran.out) as { documents: { job: { id: string } }[] };
  assert.deepEqual(
    documents.map(({ job }) => job.id),
    ['first'],
  );
  assert.equal((JSON.parse(ran.err) as { error: { code: string } }).error.code, 'server-unreachable');
});
