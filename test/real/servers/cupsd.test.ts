// The fixture itself, against the real CUPS scheduler: what other tests and the benchmark rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCupsd } from '../../servers/cupsd.ts';
import { startSocketPrinter } from '../../servers/socket-printer.ts';
import { skipUnless } from '../../support/skip-unless.ts';
import { waitUntil } from '../../support/wait-until.ts';

const skip = skipUnless('cupsd', 'lpadmin');
const DOCUMENT = Buffer.from(`%PDF-1.4\n${'% something to print\n'.repeat(500)}%%EOF\n`);

test('CUPS holds a job until it is released, and then sends it as it came', { skip }, async (t) => {
  const printer = await startSocketPrinter();
  t.after(() => printer.stop());
  const cups = await startCupsd();
  t.after(() => cups.stop());
  await cups.addQueue('sink', printer.uri);
  const first = await cups.printHeld({ queue: 'sink', document: DOCUMENT });
  const second = await cups.printHeld({ queue: 'sink', document: DOCUMENT });
  assert.notEqual(first, second);
  assert.deepEqual(printer.jobs, []);
  const firstByte = printer.nextFirstByte();
  await cups.release(second);
  await firstByte;
  const job = await waitUntil(() => printer.jobs[0], { what: 'the end of the job' });
  assert.deepEqual(job.data, DOCUMENT);
  assert.equal(printer.jobs.length, 1);
});
