// File > Print: real clients against our own IPP printer: `lp` through a driverless CUPS queue (ipptool's suites: ipp-suites.test.ts), and the
// manners of the door: who may, whose jobs are seen, what happens to what is printed or deleted elsewhere.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { startCupsd } from '../servers/cupsd.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
const SUITES = '/usr/share/cups/ipptool';
const skip = skipUnless('ipptool', 'cupsd', 'lpadmin', 'lp');

async function pdf(pages: number, width = 595, height = 842): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 1; page <= pages; page++)
    document.addPage([width, height]).drawText(`Page ${page}`, { x: 72, y: height - 100 });
  return Buffer.from(await document.save());
}

describe('File > Print', { skip }, () => {
  let server: RunningServer;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let anna: Awaited<ReturnType<RunningServer['portalUser']>>;

  before(async () => {
    server = await runServer();
    anna = await server.portalUser('anna@example.test');
    folder = await tempDir('ipp');
    await writeFile(join(folder.path, 'document-a4.pdf'), await pdf(2));
  });
  after(async () => {
    await server.close();
    await folder.remove();
  });

  const queueOf = (email: string, code: string): string =>
    `ipps://${encodeURIComponent(email)}:${code}@localhost:${server.httpsPort}/ipp/print`;
  const tool = async (uri: string, file: string, ...more: string[]): Promise<string> => {
    const found = await run('ipptool', ['-tI', ...more, uri, file], { cwd: folder.path }).catch(
      (error: { stdout?: string }) => ({ stdout: error.stdout ?? String(error) }),
    );
    return found.stdout;
  };

  test('without a code nobody prints and nothing is stored; the printer still says what it is', async () => {
    const plain = `ipps://localhost:${server.httpsPort}/ipp/print`;
    const asked = await tool(plain, join(SUITES, 'get-printer-attributes.test'));
    assert.match(asked, /PASS/);
    const wrong = await tool(
      queueOf(anna.email, '00000000'),
      join(SUITES, 'print-job.test'),
      '-f',
      'document-a4.pdf',
    );
    assert.match(wrong, /FAIL/);
    const bob = await server.portalUser('bob@example.test');
    const { jobs } = (await bob.client.call('GET', '/api/portal/jobs')).json as { jobs: unknown[] };
    assert.deepEqual(jobs, []);
  });

  test('a driverless CUPS queue prints into the hold, and a document deleted in the portal leaves the queue of the computer', async (t) => {
    const carla = await server.portalUser('carla@example.test');
    const made = await carla.client.call('POST', '/api/portal/print-queue');
    const { address } = made.json as { address: string };
    const cups = await startCupsd();
    t.after(() => cups.stop());
    const host = `127.0.0.1:${cups.port}`;
    const device = address.replace(/^ipps:\/\/[^/]+/, `ipps://localhost:${server.httpsPort}`);
    await run('lpadmin', ['-h', host, '-p', 'mine', '-E', '-v', device, '-m', 'everywhere']);
    const file = join(folder.path, 'document-a4.pdf');
    await run('lp', [
      '-h',
      host,
      '-d',
      'mine',
      '-t',
      'Minutes of May',
      '-o',
      'sides=two-sided-long-edge',
      '-n',
      '2',
      file,
    ]);
    const listed = async () =>
      (
        (await carla.client.call('GET', '/api/portal/jobs')).json as {
          jobs: {
            id: string;
            title: string;
            state: string;
            pages?: number;
            ticket: Record<string, unknown>;
          }[];
        }
      ).jobs;
    await waitUntil(async () => (await listed())[0]?.state === 'held', { what: 'the document of CUPS' });
    const [job] = await listed();
    assert.equal(job?.title, 'Minutes of May');
    assert.equal(job?.pages, 2);
    assert.equal(job?.ticket['sides'], 'two-sided-long-edge');
    const waiting = await tool(device, join(SUITES, 'get-jobs.test'));
    assert.match(waiting, /Minutes of May/);
    await carla.client.call('DELETE', `/api/portal/jobs/${job?.id ?? ''}`);
    await waitUntil(
      async () => !(await tool(device, join(SUITES, 'get-jobs.test'))).includes('Minutes of May'),
      {
        what: 'the job to leave the queue',
      },
    );
  });

  test('over plain HTTP the printer says how it is reached, and takes nothing', async () => {
    const plain = `ipp://localhost:${server.httpPort}/ipp/print`;
    const found = await tool(plain, join(SUITES, 'get-printer-attributes.test'));
    assert.match(found, /forbidden|ipps:/);
  });

  test('what is no IPP gets an answer of HTTP, and half a request leaves nothing behind', async () => {
    const { client } = anna;
    const post = (path: string, raw: string | Uint8Array, type = 'application/ipp') =>
      client.call('POST', path, { raw, headers: { 'content-type': type } });
    assert.equal((await post('/ipp/print', 'hello', 'text/plain')).status, 415);
    assert.equal((await post('/ipp/print', 'hello')).status, 400);
    assert.equal((await post('/ipp/elsewhere', 'hello')).status, 404);
    assert.equal((await client.call('GET', '/ipp/print')).status, 405);
    assert.equal((await post('/ipp/q/AAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'hello')).status, 400);
  });
});
