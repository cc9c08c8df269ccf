// A full disk: what does not fit is refused with a sentence, nothing is acknowledged that is not whole, and what is held still prints.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { samplePdf } from '../documents/make-documents.ts';
import { startPlaten } from '../servers/platen.ts';
import { operatorCall } from '../support/operator.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startVirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
const EMAIL = 'full@example.com';
/** The server wants 100 MB free to call itself ready; ballast takes all but a little afterwards. */
const MEGABYTES = 260;

/** A little above what intake keeps free for the database. */
const LEFT_BYTES = 56 * 1024 * 1024;

const skip =
  process.getuid?.() === 0 || process.env['PLATEN_TEST_NO_SKIP'] === '1'
    ? false
    : 'mounting a small disk needs root';

test('a full disk refuses new documents clearly and lets held ones print', { skip }, async () => {
  const folder = await tempDir('full');
  const disk = join(folder.path, 'disk');
  await mkdir(disk);
  await run('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', disk]);
  const printer = await startVirtualPrinter();
  const server = await startPlaten({ env: { PLATEN_DATA_DIR: disk, PLATEN_LOG_LEVEL: 'silent' } });
  const place = { dataDir: disk, httpPort: server.httpPort };
  try {
    const call = (method: string, path: string, body?: Uint8Array | object) =>
      operatorCall(place, method, path, body);
    await call('POST', '/api/admin/users', { email: EMAIL });
    const { id: printerId } = (
      await call('POST', '/api/admin/printers', { name: 'P', uri: printer.uri })
    ).json<{ id: string }>();
    const sizes = new Map<string, number>();
    const send = async (name: string, bytes: number) => {
      const document = await samplePdf({ pages: 1, title: name, bytes });
      sizes.set(name, document.length);
      return call('POST', `/api/admin/documents?owner=${EMAIL}&name=${name}`, document);
    };
    const held = await send('held.pdf', 2_000_000);
    assert.equal(held.status, 201);
    const { id } = held.json<{ job: { id: string } }>().job;
    const stateOf = async (job: string) =>
      (await call('GET', `/api/admin/jobs/${job}`)).json<{ job: { state: string } }>().job.state;
    await waitUntil(async () => (await stateOf(id)) === 'held', { what: 'the first document' });

    const { bavail, bsize } = await statfs(disk);
    await writeFile(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - LEFT_BYTES));
    const accepted: string[] = [];
    const refused: number[] = [];
    for (let i = 0; i < 12; i++) {
      const answer = await send(`n${i}.pdf`, 1_500_000);
      if (answer.status === 201) accepted.push(answer.json<{ job: { id: string } }>().job.id);
      else {
        refused.push(answer.status);
        assert.match(
          answer.json<{ error: { message: string } }>().error.message,
          /no room|could not be stored/,
        );
      }
    }
    assert.ok(
      refused.length > 0 && accepted.length > 0,
      `${accepted.length} accepted, ${refused.length} refused`,
    );
    assert.deepEqual(new Set(refused), new Set([507]));

    const released = await call('POST', '/api/admin/release', { jobId: id, printerId });
    assert.equal(released.status, 200, released.text);
    await waitUntil(async () => (await stateOf(id)) === 'printed', {
      what: 'the held document to print',
      timeoutMs: 30_000,
    });
    for (const job of accepted) {
      await waitUntil(async () => (await stateOf(job)) === 'held', {
        what: 'an accepted document to be ready',
        timeoutMs: 30_000,
      });
      const answer = await call('POST', '/api/admin/release', { jobId: job, printerId });
      assert.equal(answer.status, 200);
      await waitUntil(async () => (await stateOf(job)) === 'printed', {
        what: 'an accepted document to print',
        timeoutMs: 30_000,
      });
    }
    const prints = await printer.prints();
    assert.equal(prints.length, accepted.length + 1);
    for (const print of prints)
      assert.equal(print.bytes, sizes.get(print.name.replace(/ #.*$/, '')), print.name);
  } finally {
    await server.stop();
    await printer.close();
    await run('umount', [disk]);
    await folder.remove();
  }
});
