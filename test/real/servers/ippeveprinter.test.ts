// The fixture itself, against the real ippeveprinter: what other tests rely on.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  findAttribute,
  integer,
  keyword,
  mimeMediaType,
  name,
} from '@platen/edge-server/protocols/ipp/message';
import { startIppEvePrinter } from '../../servers/ippeveprinter.ts';
import { ippRequest } from '../../support/ipp-request.ts';
import { skipUnless } from '../../support/skip-unless.ts';
import { waitUntil } from '../../support/wait-until.ts';

const skip = skipUnless('ippeveprinter', 'dbus-daemon');
const DOCUMENT = Buffer.from('%PDF-1.4\n%%EOF\n');

const print = (port: number, jobName: string) =>
  ippRequest({
    host: 'localhost',
    port,
    operation: 'Print-Job',
    attributes: [name('job-name', jobName), mimeMediaType('document-format', 'application/pdf')],
    jobAttributes: [integer('copies', 2), keyword('sides', 'two-sided-long-edge')],
    document: DOCUMENT,
  });

test('ippeveprinter keeps the document and the attributes that it was sent', { skip }, async (t) => {
  const printer = await startIppEvePrinter({ name: 'Fixture' });
  t.after(() => printer.stop());
  assert.equal((await print(printer.port, 'a first job')).code, 0);
  const received = await waitUntil(async () => (await printer.received())[0], { what: 'the document' });
  assert.equal(received.jobName, 'a first job');
  assert.equal(received.format, 'application/pdf');
  assert.equal(received.attributes.get('IPP_COPIES'), '2');
  assert.equal(received.attributes.get('IPP_SIDES'), 'two-sided-long-edge');
  assert.deepEqual(await readFile(received.path), DOCUMENT);
});

test('ippeveprinter aborts a job when told to, and forgets its jobs with the power', { skip }, async (t) => {
  const printer = await startIppEvePrinter();
  t.after(() => printer.stop());
  await printer.setFault({ kind: 'abort' });
  await print(printer.port, 'doomed');
  const jobState = async (): Promise<unknown> => {
    const answer = await ippRequest({
      host: 'localhost',
      port: printer.port,
      operation: 'Get-Job-Attributes',
      attributes: [integer('job-id', 1)],
    });
    return answer.code === 0
      ? findAttribute(answer.groups[1]?.attributes ?? [], 'job-state')?.values[0]
      : answer.code;
  };
  // 8 = aborted (RFC 8011 section 5.3.7).
  await waitUntil(async () => JSON.stringify(await jobState()) === '{"syntax":"enum","value":8}', {
    what: 'the job to be aborted',
  });
  await printer.powerOff();
  await assert.rejects(printer.attributes());
  await printer.powerOn();
  // client-error-not-found
  assert.equal(await jobState(), 0x0406);
});
