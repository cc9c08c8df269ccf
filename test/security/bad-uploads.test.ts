// What comes wrong through the upload door: a clear sentence, the right status, nothing lost and nothing left behind.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { connect } from 'node:tls';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let client: Client;
let userId: string;
before(async () => {
  server = await runServer();
});
after(() => server.close());
beforeEach(async () => {
  ({ client, userId } = await server.portalUser());
  await server.app.settings.change('documents.maxMegabytes', undefined, 'test');
});

const head =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n';
const tail = '\ntrailer<</Root 1 0 R>>\n%%EOF\n';
/** A one-page PDF of exactly so many bytes (or its least). */
const pdf = (bytes = 0): Buffer =>
  Buffer.from(`${head}%${'x'.repeat(Math.max(0, bytes - head.length - tail.length - 1))}${tail}`);

const errorOf = (json: unknown) => (json as { error: { code: string; message: string } }).error;
const jobs = async () =>
  (
    (await client.call('GET', '/api/portal/jobs')).json as {
      jobs: { title: string; state: string; sentence: string }[];
    }
  ).jobs;
const post = (raw: Uint8Array | string, name = 'a.pdf', headers: Record<string, string> = {}) =>
  client.call('POST', `/api/portal/documents?name=${encodeURIComponent(name)}`, { raw, headers });

/** Files and unfinished files of the object store. */
async function filesLeft(): Promise<string[]> {
  const names = await readdir(join(server.dataDir, 'blobs'), { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

test('an empty file is refused with a sentence', async () => {
  const answer = await post('');
  assert.equal(answer.status, 422);
  assert.deepEqual(
    [errorOf(answer.json).code, errorOf(answer.json).message],
    ['document-empty', 'The file is empty.'],
  );
  assert.deepEqual(await jobs(), []);
});

test('a file over the limit is refused before it is read when it says so, and while it is read when it does not', async () => {
  await server.app.settings.change('documents.maxMegabytes', 1, 'test');
  const announced = await post(pdf(1024 * 1024 + 1));
  assert.equal(announced.status, 413);
  assert.match(errorOf(announced.json).message, /1 MB is the most/);
  assert.equal((await sendChunked(pdf(3 * 1024 * 1024))).status, 413);
  assert.equal((await post(pdf(1024 * 1024))).status, 201, 'exactly the limit is taken');
  assert.equal((await jobs()).length, 1);
});

test('a gigabyte and one byte is refused at once', async () => {
  const answer = await client
    .call('POST', '/api/portal/documents?name=big.pdf', {
      headers: { 'content-length': String(1024 ** 3 + 1) },
      raw: '',
    })
    .catch(() => ({ status: 413 }));
  assert.equal(answer.status, 413);
});

test('an upload that breaks off leaves nothing behind', async () => {
  const before = await filesLeft();
  for (const [announced, sent] of [
    [500_000, 100_000],
    [5_000_000, 2_000_000],
  ] as const) {
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const socket = connect({ host: '127.0.0.1', port: server.httpsPort ?? 0, rejectUnauthorized: false });
    await new Promise<void>((resolve) => socket.once('secureConnect', resolve));
    socket.write(
      `POST /api/portal/documents?name=cut.pdf HTTP/1.1\r\nHost: localhost\r\nX-Platen: 1\r\nCookie: ${cookie}\r\nContent-Length: ${announced}\r\n\r\n`,
    );
    await new Promise<void>((resolve) => socket.write(pdf(sent), () => resolve()));
    socket.destroy();
  }
  await waitUntil(async () => (await filesLeft()).length === before.length, {
    what: 'the cut uploads to be gone',
  });
  assert.deepEqual(await jobs(), []);
});

test('a body longer than announced is cut at what was announced, a chunked one is taken without a length', async () => {
  const answer = await sendChunked(pdf(300_000));
  assert.equal(answer.status, 201);
  assert.equal((await jobs()).length, 1);
});

test('what a file is counts, not what it is called', async () => {
  for (const [bytes, name, status, code] of [
    ['#!/bin/sh\necho', 'letter.pdf', 415, undefined],
    ['%!PS-Adobe-3.0\n', 'letter.pdf', 415, 'document-mismatch'],
    ['\u001b%-12345X@PJL\r\n', 'letter.pdf', 415, 'document-mismatch'],
    ['<html><body>hi</body></html>', 'letter.pdf', 415, 'document-mismatch'],
    ['PK\u0003\u0004rubbish', 'photo.jpg', 415, 'document-type'],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old.doc', 415, 'document-type'],
  ] as const) {
    const answer = await post(bytes, name);
    assert.equal(answer.status, status, name);
    if (code !== undefined)
      assert.equal(errorOf(answer.json).code, code, `${name} ${String(bytes).slice(0, 8)}`);
    assert.ok(errorOf(answer.json).message.length > 20);
  }
  assert.deepEqual(await jobs(), []);
  assert.equal((await post(pdf(), 'strange.xyz')).status, 201);
});

test('a damaged document is taken, then refused with what to do, and not kept', async () => {
  assert.equal((await post(`%PDF-1.4\n${'broken '.repeat(2000)}`)).status, 201);
  const [job] = await waitUntil(
    async () => {
      const all = await jobs();
      return all[0]?.state === 'refused' ? all : undefined;
    },
    { what: 'the refusal' },
  );
  assert.match(job?.sentence ?? '', /damaged/);
  const kept = await server.app.db.read((tx) => tx.q.select().from(tx.t.jobs));
  assert.equal(kept.find((row) => row.ownerId === userId)?.blobId, null);
});

test('names are shown on one line and never become paths', async () => {
  const names: readonly (readonly [string, string])[] = [
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\anna\\Letter.pdf', 'Letter.pdf'],
    ['two\nlines\r\n.pdf', 'two lines .pdf'],
    ['', 'Untitled'],
    ['...', 'Untitled'],
    ['nul\u0000byte.pdf', 'nul byte.pdf'],
    ['\u202egnp.exe.pdf', 'gnp.exe.pdf'],
    ['Übergröße 漢字 🖨.pdf', 'Übergröße 漢字 🖨.pdf'],
    ['<script>alert(1)</script>.pdf', 'script>.pdf'],
  ];
  for (const [sent, shown] of names) {
    const answer = await post(pdf(), sent);
    assert.equal(answer.status, 201, sent);
    assert.equal((answer.json as { job: { title: string } }).job.title, shown);
  }
  const long = await post(pdf(), `${'a'.repeat(4000)}.pdf`);
  assert.equal(long.status, 201);
  const { title } = (long.json as { job: { title: string } }).job;
  assert.ok(title.length <= 120 && title.endsWith('.pdf'), title);
});

test('JSON of the wrong shape is told where it is wrong, and nothing of it is done', async () => {
  for (const [path, body] of [
    ['/api/portal/session', { email: 5 }],
    ['/api/portal/session', []],
    ['/api/portal/session', 'x'],
    ['/api/portal/session', { email: 'a@b.c', code: 'x'.repeat(1000) }],
  ] as const) {
    const answer = await server.client().call('POST', path, { body });
    assert.equal(answer.status, 400, JSON.stringify(body).slice(0, 40));
    assert.equal(errorOf(answer.json).code, 'bad-request');
  }
  const broken = await server.client().call('POST', '/api/portal/session', {
    raw: '{"email":',
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(broken.status, 400);
  const huge = await server
    .client()
    .call('POST', '/api/portal/session', { raw: `{"email":"${'x'.repeat(300_000)}"}` });
  assert.equal(huge.status, 413);
  const poisoned = await server
    .client()
    .call('POST', '/api/portal/session', { raw: '{"__proto__":{"email":"a@b.c","code":"1"}}' });
  // Nothing is taken from a prototype: it is a request that names nobody.
  assert.equal(poisoned.status, 422);
  assert.equal(errorOf(poisoned.json).code, 'bad-email');
});

test('a resumable upload goes on where it stopped, after a cut and after a restart of the client', async () => {
  const whole = pdf(700_000);
  const created = await client.call('POST', '/api/portal/uploads', {
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(whole.length),
      'upload-metadata': `filename ${Buffer.from('Grüße.pdf').toString('base64')}`,
    },
  });
  assert.equal(created.status, 201);
  const location = String(created.headers['location']);
  const tus = (method: string, headers: Record<string, string> = {}, raw?: Uint8Array) =>
    client.call(method, location, { raw, headers: { 'tus-resumable': '1.0.0', ...headers } });
  const patch = (offset: number, raw: Uint8Array) =>
    tus('PATCH', { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, raw);

  const first = await patch(0, whole.subarray(0, 300_000));
  assert.deepEqual([first.status, first.headers['upload-offset']], [204, '300000']);
  assert.equal((await patch(5, whole.subarray(5, 10))).status, 409, 'from another place');
  assert.equal((await tus('HEAD')).headers['upload-offset'], '300000');
  assert.equal((await patch(300_000, pdf(900_000))).status, 400, 'more than announced');
  const offset = Number((await tus('HEAD')).headers['upload-offset']);
  const done = await patch(offset, whole.subarray(offset));
  assert.equal(done.status, 200, done.bytes.toString());
  assert.equal((done.json as { job: { title: string; size: number } }).job.title, 'Grüße.pdf');
  assert.equal((done.json as { job: { title: string; size: number } }).job.size, whole.length);
  const again = await patch(whole.length, Buffer.alloc(0));
  assert.deepEqual(
    (again.json as { job: unknown }).job !== undefined,
    true,
    'the answer can be asked for again',
  );
  assert.equal((await jobs()).length, 1);
  const { client: other } = await server.portalUser();
  assert.equal((await other.call('HEAD', location, { headers: { 'tus-resumable': '1.0.0' } })).status, 410);
});

test('a resumable upload of the wrong kind is refused at its end and gone; a cancelled one too', async () => {
  const before = await filesLeft();
  const make = async (length: number) =>
    String(
      (
        await client.call('POST', '/api/portal/uploads', {
          headers: { 'tus-resumable': '1.0.0', 'upload-length': String(length) },
        })
      ).headers['location'],
    );
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-offset': '0',
    'content-type': 'application/offset+octet-stream',
  };
  const wrong = await make(10_000);
  const answer = await client.call('PATCH', wrong, {
    raw: Buffer.alloc(10_000, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x01, 0xff, 0x00])),
    headers,
  });
  assert.equal(answer.status, 415);
  assert.equal((await client.call('HEAD', wrong, { headers: { 'tus-resumable': '1.0.0' } })).status, 410);
  const cancelled = await make(1_000_000);
  await client.call('PATCH', cancelled, { raw: pdf(400_000), headers });
  assert.equal(
    (await client.call('DELETE', cancelled, { headers: { 'tus-resumable': '1.0.0' } })).status,
    204,
  );
  assert.deepEqual(await filesLeft(), before);
  assert.equal((await make(0)) === 'undefined', true, 'nothing to upload');
});

/** A chunked POST: no length is announced. */
function sendChunked(bytes: Buffer): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: server.httpsPort,
      method: 'POST',
      path: '/api/portal/documents?name=chunked.pdf',
      rejectUnauthorized: false,
      agent: false,
      headers: {
        'x-platen': '1',
        'transfer-encoding': 'chunked',
        cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    let status = 0;
    sent.on('response', (response) => {
      status = response.statusCode ?? 0;
      response.resume();
      response.on('end', () => resolve({ status }));
      response.on('error', () => resolve({ status }));
    });
    // The server answers and cuts while we still write: the answer is what counts.
    sent.on('error', (cause) => (status === 0 ? reject(cause) : resolve({ status })));
    for (let at = 0; at < bytes.length; at += 65_536) sent.write(bytes.subarray(at, at + 65_536));
    sent.end();
  });
}
