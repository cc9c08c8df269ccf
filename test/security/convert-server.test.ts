// Conversion elsewhere: an edge server that converts nothing itself, and real conversion servers that work for it, are killed, refused
// and stopped.
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readConverterConfig } from '@platen/edge-server/convert-server/config';
import { findJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import { systemClock } from '@platen/edge-server/platform/clock';
import { sampleJpeg, samplePdf } from '../documents/make-documents.ts';
import { assertRunning, type Daemon, startDaemon } from '../support/daemon.ts';
import { repository } from '../support/repository.ts';
import { type Answer, type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

/** The machine is shared: a program that starts, and a sandbox with it, may take its time. */
const PATIENT_MS = 60_000;
/** As flow/convert/remote.ts waits for a word, and a little. */
const LEASE_AND_MORE_MS = 46_000;
/** Enough to be in the middle of for seconds: each page is drawn to find its colours. */
const MANY_PAGES = 300;

let edge: RunningServer;
let portal: Client;
let folder: TempDir;
let ahead = 0;
before(async () => {
  edge = await runServer({ clock: { ...systemClock, now: () => Date.now() + ahead } });
  folder = await tempDir('conv');
  portal = (await edge.portalUser()).client;
});
after(async () => {
  await edge.close();
  await folder.remove();
});

interface Converter {
  readonly daemon: Daemon;
  readonly token: string;
  /** What it has open in its folder for temporary files. */
  readonly folders: () => Promise<string[]>;
}

/** The built program, with a token of its own or the one given. */
async function startConverter(name: string, given?: string): Promise<Converter> {
  const token = given ?? (await edge.app.converters.add(name)).token;
  const own = await tempDir(`conv-${name}`);
  after(() => own.remove());
  const tokenFile = join(own.path, 'token');
  await writeFile(tokenFile, `${token}\n`, { mode: 0o600 });
  const daemon = await startDaemon({
    command: process.execPath,
    args: [join(repository, 'edge-server', 'dist', 'main.js'), 'convert-server'],
    logFile: join(folder.path, `${name}.log`),
    env: {
      TMPDIR: own.path,
      PLATEN_CONVERT_FROM: edge.url.replace('localhost', '127.0.0.1'),
      PLATEN_CONVERT_TOKEN_FILE: tokenFile,
      PLATEN_CONVERT_PIN: edge.certificate?.description.sha256 ?? '',
      PLATEN_CONVERT_PARALLEL: '1',
    },
  });
  after(() => daemon.stop('SIGKILL'));
  return {
    daemon,
    token,
    folders: async () => (await readdir(own.path)).filter((one) => one !== 'token'),
  };
}

async function upload(name: string, bytes: Uint8Array): Promise<string> {
  const answer = await portal.call('POST', `/api/portal/documents?name=${name}`, { raw: bytes });
  assert.equal(answer.status, 201, answer.bytes.toString());
  return (answer.json as { job: { id: string } }).job.id;
}

const jobOf = async (id: string): Promise<JobRow> => {
  const job = await edge.app.db.read((tx) => findJob(tx, id));
  assert.ok(job !== undefined);
  return job;
};

const held = (id: string, by?: Daemon): Promise<JobRow> =>
  waitUntil(
    async () => {
      if (by !== undefined) await assertRunning(by, 'the conversion server');
      const job = await jobOf(id);
      assert.notEqual(job.state, 'refused', job.reason ?? '');
      return job.state === 'held' && job;
    },
    { what: 'the document to be held', timeoutMs: PATIENT_MS },
  );

const convertHere = (on: boolean) => edge.app.settings.change('documents.convertHere', on, 'test');

const ask = (token: string, path: string, body: object, plain = false): Promise<Answer> =>
  edge.client().call('POST', path, { body, plain, headers: { authorization: `Bearer ${token}` } });

const codeOf = ({ json }: Answer): string => (json as { error: { code: string } }).error.code;

test('a PDF and a JPEG converted elsewhere are held with the facts the built-in converter finds', async () => {
  const documents = [
    ['a.pdf', await samplePdf({ pages: 3, colour: [2], landscape: true })],
    ['b.jpg', await sampleJpeg({ width: 800, height: 600 })],
  ] as const;
  const here = await Promise.all(documents.map(async ([name, bytes]) => held(await upload(name, bytes))));
  await convertHere(false);
  const sent = await Promise.all(documents.map(([name, bytes]) => upload(name, bytes)));
  const doctor = (await edge.app.doctor()).find(({ id }) => id === 'converters');
  assert.equal(doctor?.ok, false);
  assert.match(doctor.cure ?? '', /platen converter add/);

  const converter = await startConverter('first');
  for (const [index, id] of sent.entries()) {
    const { pages, facts, printMediaType } = await held(id, converter.daemon);
    const other = here[index];
    assert.deepEqual(
      { pages, facts, printMediaType },
      { pages: other?.pages, facts: other?.facts, printMediaType: other?.printMediaType },
    );
  }
  assert.equal((await edge.app.doctor()).find(({ id }) => id === 'converters')?.ok, true);
  const list = await edge.app.converters.list();
  assert.ok(list.some(({ name, seenAt }) => name === 'first' && seenAt !== undefined));

  assert.equal((await converter.folders()).length, 1, 'its throw-away store');
  assert.equal(await converter.daemon.stop('SIGTERM'), 0, await converter.daemon.log());
  assert.deepEqual(await converter.folders(), []);
  assert.match(await converter.daemon.log(), /^Converting for https:\/\//m);
});

test('what a killed conversion server worked on is done by another one, and nobody else may touch it', async () => {
  const bytes = await samplePdf({ pages: MANY_PAGES, colour: true });
  const doomed = await startConverter('doomed');
  const id = await upload('long.pdf', bytes);
  const step = await waitUntil(
    async () => {
      await assertRunning(doomed.daemon, 'the conversion server');
      const [found] = await edge.app.db.read((tx) => tx.q.select().from(tx.t.steps));
      return found !== undefined && found.holder !== '' && found;
    },
    { what: 'the document to be claimed', timeoutMs: PATIENT_MS },
  );
  await doomed.daemon.stop('SIGKILL');
  assert.equal((await jobOf(id)).state, 'received', 'it was killed in the middle');
  assert.equal(step.subject, id);

  const work = `/api/convert/work/${step.id}`;
  const { token } = await edge.app.converters.add('stranger');
  const strange = await ask(token, `${work}/progress`, { done: 1, of: 2 });
  assert.deepEqual([strange.status, codeOf(strange)], [410, 'job-gone']);
  const headers = { authorization: `Bearer ${token}` };
  assert.equal((await edge.client().call('GET', `${work}/document`, { headers })).status, 410);
  const forged = '{"kind":"refused","code":"document-broken","detail":""}\n';
  const refused = await edge.client().call('POST', `${work}/outcome`, {
    raw: forged,
    headers: { ...headers, 'content-type': 'application/octet-stream' },
  });
  assert.equal(refused.status, 410);
  const early = await ask(token, '/api/convert/claim', { waitMs: 0 });
  assert.deepEqual(early.json, {}, 'its lease still runs');

  ahead += LEASE_AND_MORE_MS;
  const heir = await startConverter('heir');
  const job = await held(id, heir.daemon);
  assert.equal(job.pages, MANY_PAGES);
  const late = await ask(doomed.token, `${work}/progress`, { done: 1, of: 2 });
  assert.equal(codeOf(late), 'job-gone');
  assert.deepEqual(await edge.app.db.read((tx) => tx.q.select().from(tx.t.steps)), []);
  await heir.daemon.stop('SIGTERM');
  assert.deepEqual(await heir.folders(), []);
});

test('work is given for a right token over TLS only', async () => {
  const claim = '/api/convert/claim';
  const { token } = await edge.app.converters.add('plain');
  assert.equal((await ask(`${token}x`, claim, { waitMs: 0 })).status, 401);
  assert.equal((await ask(edge.operatorToken, claim, { waitMs: 0 })).status, 401);
  const plain = await ask(token, claim, { waitMs: 0 }, true);
  assert.deepEqual([plain.status, codeOf(plain)], [403, 'https-only']);
  assert.equal((await ask(token, claim, { waitMs: 0 })).status, 200);
  await edge.app.converters.remove('plain');
  assert.equal((await ask(token, claim, { waitMs: 0 })).status, 401);
  assert.ok(!edge.logged.join('').includes(token));
});

test('a conversion server whose token is refused ends and says what to do', async () => {
  const { daemon, folders } = await startConverter('refused', 'no-such-token');
  assert.equal(await daemon.ended, 1);
  assert.match(await daemon.log(), /does not know the token in .*platen converter add/);
  assert.deepEqual(await folders(), []);
});

test('an address in the clear is refused before anything is sent', () => {
  const read = readConverterConfig({
    PLATEN_CONVERT_FROM: 'http://printing.example.org',
    PLATEN_CONVERT_TOKEN_FILE: 't',
  });
  assert.ok(!read.ok);
  assert.match(read.problems.join(), /https:/);
});
