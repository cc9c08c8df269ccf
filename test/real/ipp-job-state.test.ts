// What the queue of somebody's computer shows of a document that is held here: a real cupsd with a driverless queue, and ipptool.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { type CupsClient, startCupsClient } from '../support/cups-client.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
/** CUPS asks for a job's state after 1, 2, 3... seconds. */
const PATIENT = { timeoutMs: 60_000 };

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly duplicateOf?: string;
  readonly printedBefore?: boolean;
}

describe('the state of a job at the computer that sent it', {
  skip: skipUnless('ipptool', 'cupsd', 'lpadmin', 'lp'),
}, () => {
  let server: RunningServer;
  let printer: VirtualPrinter;
  let printerId: string;
  let cups: CupsClient;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let files = 0;

  before(async () => {
    server = await runServer();
    printer = await startVirtualPrinter(2, 1);
    printerId = (await server.app.printers.add({ name: 'Hall', uri: printer.uri }, {}, 'test')).id;
    cups = await startCupsClient();
    folder = await tempDir('ipp-state');
  });
  after(async () => {
    await cups.stop();
    await server.close();
    await printer.close();
    await folder.remove();
  });

  /** Somebody with a queue of their own, set up on their computer. */
  async function person(queue: string) {
    const { client, userId } = await server.portalUser(`${queue}@example.test`);
    const made = await client.call('POST', '/api/portal/print-queue');
    const { address } = made.json as { address: string };
    const device = address.replace(/^ipps:\/\/[^/]+/, `ipps://localhost:${server.httpsPort}`);
    await cups.addQueue(queue, device);
    const jobs = async () => ((await client.call('GET', '/api/portal/jobs')).json as { jobs: Listed[] }).jobs;
    const job = async (title: string) => (await jobs()).find((one) => one.title === title);
    const isHeld = (title: string) =>
      waitUntil(async () => (await job(title))?.state === 'held', {
        what: `${title} to be held`,
        ...PATIENT,
      });
    const print = async (jobId: string) => {
      const by = { ownerId: userId, printer: { id: printerId, name: 'Hall' } };
      const { releases } = await server.app.claim([{ jobId, ticket: {} }], by);
      assert.equal(releases.length, 1);
    };
    return { client, userId, device, jobs, job, isHeld, print };
  }

  async function pdf(): Promise<string> {
    const document = await PDFDocument.create();
    document.addPage([595, 842]).drawText(`Document ${++files}`, { x: 72, y: 700 });
    const file = join(folder.path, `${files}.pdf`);
    await writeFile(file, await document.save());
    return file;
  }

  /** State, reasons and message of all jobs of a queue, by name, as ipptool reads them. */
  async function told(device: string): Promise<Map<string, string>> {
    const file = join(folder.path, 'jobs.test');
    await writeFile(
      file,
      `{
  OPERATION Get-Jobs
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR naturalLanguage attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR keyword which-jobs all
  ATTR keyword requested-attributes job-name,job-state,job-state-reasons,job-state-message
  STATUS successful-ok
  DISPLAY job-name
}`,
    );
    const { stdout } = await run('ipptool', ['-tv', device, file]);
    const found = new Map<string, string>();
    const part = (block: string, name: string) =>
      new RegExp(`${name} \\([^)]*\\) = (.*)`).exec(block)?.[1] ?? '';
    for (const block of stdout.split(/-- separator --|Job attributes/i))
      if (block.includes('job-name (')) {
        const [state, reasons, message] = ['job-state', 'job-state-reasons', 'job-state-message'].map(
          (name) => part(block, name),
        );
        found.set(part(block, 'job-name'), `${state} | ${reasons} | ${message}`);
      }
    return found;
  }

  test('two documents sent one after the other both arrive, though nobody fetches the first, and neither stays in the computer’s queue', async () => {
    const anna = await person('anna');
    await cups.print('anna', await pdf(), '-t', 'First');
    await cups.print('anna', await pdf(), '-t', 'Second');
    await anna.isHeld('First');
    await anna.isHeld('Second');
    await waitUntil(async () => (await cups.waiting('anna')).length === 0, {
      what: 'the computer to be done with them',
      ...PATIENT,
    });
    assert.match(
      (await told(anna.device)).get('First') ?? '',
      /pending-held .*Type your code at any printer/,
    );
  });

  test('printed at a panel it is completed, deleted in the portal it is cancelled, by whom', async () => {
    const bob = await person('bob');
    await cups.print('bob', await pdf(), '-t', 'To print');
    await cups.print('bob', await pdf(), '-t', 'To delete');
    await cups.print('bob', await pdf(), '-t', 'To be deleted');
    for (const title of ['To print', 'To delete', 'To be deleted']) await bob.isHeld(title);
    await bob.print((await bob.job('To print'))?.id ?? '');
    await bob.client.call('DELETE', `/api/portal/jobs/${(await bob.job('To delete'))?.id ?? ''}`);
    assert.ok(await server.app.shred.remove((await bob.job('To be deleted'))?.id ?? '', 'the administrator'));
    await waitUntil(async () => (await bob.job('To print'))?.state === 'printed', {
      what: 'it to be printed',
    });
    const now = await told(bob.device);
    assert.match(now.get('To print') ?? '', /^completed \| job-completed-successfully \| Printed\./);
    assert.match(now.get('To delete') ?? '', /^canceled \| job-canceled-by-user/);
    assert.match(now.get('To be deleted') ?? '', /^canceled \| job-canceled-by-operator/);
    await waitUntil(async () => (await cups.waiting('bob')).length === 0, {
      what: 'the queue to be empty',
      ...PATIENT,
    });
  });

  test('sent twice, the second goes the way of the first', async () => {
    const carla = await person('carla');
    const file = await pdf();
    const form = await server.app.accept.acceptBytes(
      {
        ownerId: carla.userId,
        channel: 'mail',
        title: 'By mail.pdf',
        claimedType: 'application/pdf',
      },
      await readFile(file),
    );
    await carla.isHeld('By mail.pdf');
    // As it is, so that it is octet for octet what was mailed.
    await run('ipptool', ['-tf', file, '-d', 'filetype=application/pdf', carla.device, await printJob()]);
    await waitUntil(async () => (await carla.jobs()).some(({ duplicateOf }) => duplicateOf === form.id), {
      what: 'the second to be marked',
    });
    await carla.print(form.id);
    await waitUntil(async () => (await carla.jobs()).some(({ printedBefore }) => printedBefore === true), {
      what: 'the other to say so',
    });
    const [second] = [...(await told(carla.device)).values()];
    assert.match(second ?? '', /^completed .*Sent twice, printed once/);
    const left = (await carla.jobs()).find(({ duplicateOf }) => duplicateOf === form.id);
    assert.equal(left?.state, 'held', 'nothing is deleted without a word');
  });

  async function printJob(): Promise<string> {
    const file = join(folder.path, 'print.test');
    await writeFile(
      file,
      `{
  OPERATION Print-Job
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR naturalLanguage attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR name requesting-user-name carla
  ATTR name job-name "By computer"
  ATTR mimeMediaType document-format $filetype
  FILE $filename
  STATUS successful-ok
}`,
    );
    return file;
  }
});
