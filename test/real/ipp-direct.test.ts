// The queue of one printer that prints at once: a real cupsd and ipptool, from the switch in the console to the paper.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { directQueues } from '@platen/edge-server/devices/direct-queues';
import { type CupsClient, startCupsClient } from '../support/cups-client.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
const SUITES = '/usr/share/cups/ipptool';
const GET_PRINTER = join(SUITES, 'get-printer-attributes.test');
/** CUPS asks for a job's state after 1, 2, 3... seconds. */
const PATIENT = { timeoutMs: 60_000 };

interface Listed {
  readonly title: string;
  readonly state: string;
  readonly sentence: string;
}

describe('direct print', { skip: skipUnless('ipptool', 'cupsd', 'lpadmin', 'lp') }, () => {
  let server: RunningServer;
  let printer: VirtualPrinter;
  let printerId: string;
  let cups: CupsClient;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let anna: Awaited<ReturnType<RunningServer['portalUser']>>;
  let files = 0;

  before(async () => {
    server = await runServer();
    printer = await startVirtualPrinter(2, 1);
    printerId = (await server.app.printers.add({ name: 'Hall', uri: printer.uri }, {}, 'test')).id;
    anna = await server.portalUser('anna@example.test');
    cups = await startCupsClient();
    folder = await tempDir('ipp-direct');
  });
  after(async () => {
    await cups.stop();
    await server.close();
    await printer.close();
    await folder.remove();
  });

  const addressOf = (path: string): string =>
    `ipps://${encodeURIComponent(anna.email)}:${anna.code}@localhost:${server.httpsPort}${path}`;
  const directAddress = (): string => addressOf(`/ipp/direct/${printerId}`);
  const tool = async (uri: string, file: string): Promise<string> => {
    const found = await run('ipptool', ['-tv', uri, file]).catch((error: { stdout?: string }) => ({
      stdout: error.stdout ?? String(error),
    }));
    return found.stdout;
  };
  /** As the console and the command line switch it. */
  const change = async (set: Record<string, unknown>) => {
    const answer = await server.client().call('PATCH', `/api/admin/printers/${printerId}`, {
      body: set,
      headers: { authorization: `Bearer ${server.operatorToken}` },
    });
    assert.equal(answer.status, 200, answer.bytes.toString());
    return answer.json as { directQueue: boolean; directPath?: string };
  };
  const job = async (title: string): Promise<Listed | undefined> =>
    ((await anna.client.call('GET', '/api/portal/jobs')).json as { jobs: Listed[] }).jobs.find(
      (one) => one.title === title,
    );
  async function pdf(): Promise<string> {
    const document = await PDFDocument.create();
    document.addPage([595, 842]).drawText(`Document ${++files}`, { x: 72, y: 700 });
    const file = join(folder.path, `${files}.pdf`);
    await writeFile(file, await document.save());
    return file;
  }

  test('off until the administrator switches it on; then it is listed, and audited', async () => {
    assert.match(await tool(directAddress(), GET_PRINTER), /404|Not Found|FAIL/);
    assert.deepEqual(await server.app.db.read(directQueues), []);
    const { directQueue, directPath } = await change({ directQueue: true });
    assert.deepEqual([directQueue, directPath], [true, `/ipp/direct/${printerId}`]);
    assert.deepEqual(await server.app.db.read(directQueues), [
      { printerId, name: 'Hall', path: `/ipp/direct/${printerId}`, location: undefined },
    ]);
    const told = await tool(directAddress(), GET_PRINTER);
    assert.match(told, /printer-name \(nameWithoutLanguage\) = Hall/);
    assert.match(told, /printer-state \(enum\) = idle/);
    const log = await server.app.db.read((tx) => tx.q.select().from(tx.t.audit));
    assert.ok(log.some(({ act, about }) => act === 'changed printer' && about === printerId));
  });

  test('what is sent prints at once, as whoever signed in, and is gone from the computer’s queue', async () => {
    await cups.addQueue('hall', directAddress());
    await cups.print('hall', await pdf(), '-t', 'At once');
    await waitUntil(async () => (await job('At once'))?.state === 'printed', {
      what: 'the paper',
      ...PATIENT,
    });
    assert.equal((await printer.prints()).length, 1);
    await waitUntil(async () => (await cups.waiting('hall')).length === 0, {
      what: 'the computer to hear of it',
      ...PATIENT,
    });
    const jobs = await tool(directAddress(), join(SUITES, 'get-completed-jobs.test'));
    assert.match(jobs, /At once/);
  });

  test('each queue shows its own jobs only', async () => {
    await cups.addQueue('hold', addressOf('/ipp/print'));
    await cups.print('hold', await pdf(), '-t', 'For later');
    await waitUntil(async () => (await job('For later'))?.state === 'held', {
      what: 'it to be held',
      ...PATIENT,
    });
    const all = join(SUITES, 'get-jobs.test');
    assert.match(await tool(addressOf('/ipp/print'), all), /For later/);
    assert.doesNotMatch(await tool(directAddress(), all), /For later/);
    const done = join(SUITES, 'get-completed-jobs.test');
    assert.doesNotMatch(await tool(addressOf('/ipp/print'), done), /At once/);
  });

  test('at a printer in trouble it is held with the reason, the computer goes on, and its owner fetches it at any panel', async () => {
    await printer.setCondition({ kind: 'out-of-paper' });
    server.app.watch.forget(printerId);
    await cups.print('hall', await pdf(), '-t', 'Without paper');
    await waitUntil(async () => (await job('Without paper'))?.sentence.startsWith('Not printed at Hall:'), {
      what: 'it to be held',
      ...PATIENT,
    });
    assert.equal((await job('Without paper'))?.state, 'held');
    assert.match(await tool(directAddress(), GET_PRINTER), /printer-state \(enum\) = stopped/);
    const jobs = await tool(directAddress(), join(SUITES, 'get-jobs.test'));
    assert.match(jobs, /pending-held/);
    await waitUntil(async () => (await cups.waiting('hall')).length === 0, {
      what: 'the computer’s queue to be free',
      ...PATIENT,
    });
    await printer.setCondition({ kind: 'ready' });
    server.app.watch.forget(printerId);
    const held = (await server.app.db.read((tx) => tx.q.select().from(tx.t.jobs))).find(
      ({ title }) => title === 'Without paper',
    );
    const by = { ownerId: anna.userId, printer: { id: printerId, name: 'Hall' } };
    const { releases } = await server.app.claim([{ jobId: held?.id ?? '', ticket: {} }], by);
    assert.equal(releases.length, 1);
    await waitUntil(async () => (await job('Without paper'))?.state === 'printed', {
      what: 'the paper',
      ...PATIENT,
    });
  });

  test('a document that is sent again within minutes, as after a lost answer, does not come out twice by itself', async () => {
    const before = (await printer.prints()).length;
    const file = await pdf();
    const send = async () =>
      assert.match(
        (
          await run('ipptool', [
            '-tf',
            file,
            '-d',
            'filetype=application/pdf',
            directAddress(),
            join(SUITES, 'print-job.test'),
          ])
        ).stdout,
        /PASS/,
      );
    await send();
    await waitUntil(async () => (await printer.prints()).length === before + 1, { what: 'the paper' });
    await send();
    const waits = async () =>
      ((await anna.client.call('GET', '/api/portal/jobs')).json as { jobs: Listed[] }).jobs.some(
        ({ state, sentence }) => state === 'held' && sentence.startsWith('The same document was printed'),
      );
    await waitUntil(waits, { what: 'the second to be held' });
    assert.equal((await printer.prints()).length, before + 1);
    // The computer that sent it has no reason to wait: what it wanted is out.
    await waitUntil(
      async () => !/job-id \(integer\)/.test(await tool(directAddress(), join(SUITES, 'get-jobs.test'))),
      { what: 'the second to be over for the computer' },
    );
  });

  test('nobody prints without saying who it is, and a printer that is switched off takes nothing', async () => {
    const nobody = `ipps://localhost:${server.httpsPort}/ipp/direct/${printerId}`;
    assert.match(await tool(nobody, GET_PRINTER), /PASS/);
    assert.match(await tool(nobody, join(SUITES, 'get-jobs.test')), /FAIL|unauthorized|not-authorized/i);
    await change({ enabled: false });
    assert.deepEqual(await server.app.db.read(directQueues), []);
    assert.match(await tool(directAddress(), GET_PRINTER), /404|Not Found|FAIL/);
  });
});
