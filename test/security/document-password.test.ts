// The password of a locked document: tried for its owner only, used once, and found nowhere afterwards (not in the log, not in the
// database, not in any file).
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { JobView } from '@platen/shared/api/common';
import { samplePdf } from '../documents/make-documents.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

const PASSWORD = 'Zirbelholz-47 grün';
const WRONG = 'Birkenholz-11 rot';

let server: RunningServer;
let panelPath: string;
before(async () => {
  server = await runServer();
  const printer = await server.app.printers.add(
    { name: 'P', uri: 'ipp://127.0.0.1:1/ipp/print' },
    {},
    'test',
  );
  panelPath = server.app.printers.panelPath(printer);
});
after(() => server.close());

const errorOf = (json: unknown) => (json as { error: { code: string; message: string } }).error;

async function upload(client: Client, printing = true): Promise<string> {
  const raw = await samplePdf({ pages: 3, lock: { user: PASSWORD, owner: 'owner', printing } });
  const answer = await client.call('POST', '/api/portal/documents?name=payslip.pdf', { raw });
  assert.equal(answer.status, 201, answer.bytes.toString());
  const { id } = (answer.json as { job: JobView }).job;
  await reaches(client, id, 'locked');
  return id;
}

const reaches = (client: Client, id: string, state: JobView['state']): Promise<JobView> =>
  waitUntil(
    async () => {
      const { job } = (await client.call('GET', `/api/portal/jobs/${id}`)).json as { job: JobView };
      return job.state === state ? job : undefined;
    },
    { what: `the document to be ${state}`, timeoutMs: 30_000 },
  );

const unlock = (client: Client, id: string, password: string, surface: 'portal' | 'panel' = 'portal') =>
  client.call('POST', `/api/${surface}/jobs/${id}/unlock`, { body: { password } });

/** Every file the server has written, as one text; a database and its journal are among them. */
async function everythingStored(): Promise<string> {
  const entries = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  // A file may go while we look.
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  assert.ok(
    texts.some((text) => text.includes('payslip.pdf')),
    'the database is among what is searched',
  );
  return texts.join('\n');
}

test('a wrong password is told as one, the right one makes the document ready, and neither stays anywhere', async () => {
  const { client } = await server.portalUser();
  const id = await upload(client);
  const wrong = await unlock(client, id, WRONG);
  assert.equal(wrong.status, 422);
  assert.deepEqual(
    [errorOf(wrong.json).code, errorOf(wrong.json).message],
    ['document-wrong-password', 'This is not the password of the document. Try again.'],
  );
  assert.equal((await reaches(client, id, 'locked')).sentence, 'Locked. Type its password to print it.');
  const right = await unlock(client, id, PASSWORD);
  assert.equal(right.status, 200, right.bytes.toString());
  assert.equal((await reaches(client, id, 'held')).pages, 3);
  const page = await client.call('GET', `/api/portal/jobs/${id}/pages/1.jpg?w=200&h=200`);
  assert.equal(page.status, 200);
  assert.equal((await unlock(client, id, PASSWORD)).status, 410, 'it is not locked any more');
  const stored = await everythingStored();
  const logged = server.logged.join('\n');
  for (const secret of [
    PASSWORD,
    WRONG,
    encodeURIComponent(PASSWORD),
    Buffer.from(PASSWORD).toString('base64'),
  ]) {
    assert.ok(!stored.includes(secret), 'a file has it');
    assert.ok(!logged.includes(secret), 'the log has it');
  }
});

test("somebody else's document is not there to be unlocked, with the right password neither", async () => {
  const { client } = await server.portalUser();
  const id = await upload(client);
  const other = await server.portalUser();
  for (const password of [WRONG, PASSWORD]) {
    const answer = await unlock(other.client, id, password);
    assert.deepEqual([answer.status, errorOf(answer.json).code], [404, 'not-found']);
  }
  const panel = server.client();
  await panel.call('GET', panelPath);
  await panel.call('POST', '/api/panel/session', { body: { code: other.code } });
  assert.equal((await unlock(panel, id, PASSWORD, 'panel')).status, 404);
  assert.equal((await unlock(server.client(), id, PASSWORD)).status, 401);
  assert.equal((await reaches(client, id, 'locked')).state, 'locked');
});

test('at a panel the list shows it locked, and the answer to its password is the list in which it is made ready', async () => {
  const { client, code } = await server.portalUser();
  const id = await upload(client);
  const panel = server.client();
  await panel.call('GET', panelPath);
  const session = (await panel.call('POST', '/api/panel/session', { body: { code } })).json as {
    jobs: JobView[];
  };
  assert.deepEqual(
    session.jobs.map((job) => [job.id, job.state, job.sentence]),
    [[id, 'locked', 'Locked. Type its password to print it.']],
  );
  assert.equal((await unlock(panel, id, WRONG, 'panel')).status, 422);
  const answer = await unlock(panel, id, PASSWORD, 'panel');
  assert.equal(answer.status, 200, answer.bytes.toString());
  const { jobs } = answer.json as { jobs: JobView[] };
  assert.ok(['received', 'held'].includes(jobs.find((job) => job.id === id)?.state ?? ''));
  assert.equal((await reaches(client, id, 'held')).pages, 3);
});

test('where the author forbids printing, the right password does not help, and the sentence says so', async () => {
  const { client } = await server.portalUser();
  const id = await upload(client, false);
  const answer = await unlock(client, id, PASSWORD);
  assert.deepEqual([answer.status, errorOf(answer.json).code], [422, 'document-not-printable']);
});

test('an empty and an endless password are refused at the door', async () => {
  const { client } = await server.portalUser();
  const id = await upload(client);
  for (const password of ['', 'x'.repeat(128)]) {
    assert.equal((await unlock(client, id, password)).status, 400);
  }
});

test('the file picker is told of everything that has a converter, by type and by ending', async () => {
  const { client } = await server.portalUser();
  const { accepts } = (await client.call('GET', '/api/portal/me')).json as { accepts: string[] };
  for (const wanted of [
    'application/pdf',
    '.pdf',
    '.docx',
    '.xlsx',
    '.pptx',
    '.odt',
    '.rtf',
    '.jpg',
    '.png',
  ]) {
    assert.ok(accepts.includes(wanted), `${wanted} is not among ${accepts.join(' ')}`);
  }
  assert.ok(accepts.every((one) => /^(\.[a-z0-9]+|[a-z]+\/[\w.+-]+)$/.test(one)));
  assert.equal(new Set(accepts).size, accepts.length, 'one of them twice');
  assert.ok(!accepts.includes('application/zip'), 'archives cannot be printed');
});
