// The evil printer itself: that its honest half prints once, and that each kind of evil reaches the client as announced.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import {
  attributesOf,
  findAttribute,
  type IppMessage,
  integer,
  mimeMediaType,
  name,
} from '@platen/edge-server/protocols/ipp/message';
import { HOSTILE_TEXT } from '../../servers/evil-behaviour.ts';
import { type EvilPrinter, startEvilPrinter } from '../../servers/evil-printer.ts';
import type { PrinterModelOptions } from '../../servers/printer-model.ts';
import { ippRequest } from '../../support/ipp-request.ts';
import { waitUntil } from '../../support/wait-until.ts';

const DOCUMENT = Buffer.alloc(200_000, 'x');

const start = async (t: TestContext, options: PrinterModelOptions = {}): Promise<EvilPrinter> => {
  const printer = await startEvilPrinter(options);
  t.after(() => printer.stop());
  return printer;
};

const print = (printer: EvilPrinter, jobName = 'a job'): Promise<IppMessage> =>
  ippRequest({
    port: printer.port,
    operation: 'Print-Job',
    attributes: [name('job-name', jobName), mimeMediaType('document-format', 'application/pdf')],
    document: DOCUMENT,
  });

const describe = (printer: EvilPrinter): Promise<IppMessage> =>
  ippRequest({ port: printer.port, operation: 'Get-Printer-Attributes' });

test('prints a job sent by Create-Job and Send-Document once, and refuses a second document', async (t) => {
  const printer = await start(t);
  const created = await ippRequest({
    port: printer.port,
    operation: 'Create-Job',
    attributes: [name('job-name', 'two steps')],
  });
  const id = findAttribute(attributesOf(created, 'job'), 'job-id')?.values[0];
  assert.ok(id?.syntax === 'integer');
  const send = (): Promise<IppMessage> =>
    ippRequest({
      port: printer.port,
      operation: 'Send-Document',
      attributes: [integer('job-id', id.value)],
      document: DOCUMENT,
    });
  assert.equal((await send()).code, 0);
  assert.equal((await send()).code, 0x0509);
  assert.equal(printer.model.printed.length, 1);
  assert.deepEqual(printer.model.printed[0]?.document, DOCUMENT);
});

test('can be a printer that knows Print-Job only', async (t) => {
  const printer = await start(t, { createJob: false });
  const { code } = await ippRequest({ port: printer.port, operation: 'Create-Job' });
  assert.equal(code, 0x0501);
  assert.equal((await print(printer)).code, 0);
});

test('resets in the middle of a document, aborts the job and prints nothing', async (t) => {
  const printer = await start(t);
  printer.script('Print-Job', { kind: 'reset', afterBytes: 50_000 });
  await assert.rejects(print(printer));
  assert.equal(printer.model.printed.length, 0);
  assert.deepEqual(
    [...printer.model.jobs.values()].map(({ state }) => state),
    ['aborted'],
  );
  assert.equal((await print(printer)).code, 0, 'honest again');
});

test('prints and resets before the answer when told to act', async (t) => {
  const printer = await start(t);
  printer.script('Print-Job', { kind: 'reset-before-answer', acts: true });
  await assert.rejects(print(printer));
  assert.equal(printer.model.printed.length, 1);
});

test('never answers when silent, and stops reading when stalled', async (t) => {
  const printer = await start(t);
  for (const behaviour of [{ kind: 'silence' }, { kind: 'stall', afterBytes: 1 }] as const) {
    printer.script('Print-Job', behaviour);
    const gaveUp = new AbortController();
    const attempt = ippRequest({
      port: printer.port,
      operation: 'Print-Job',
      document: DOCUMENT,
      signal: gaveUp.signal,
    });
    const seen = printer.requests.length;
    await waitUntil(() => printer.requests.length > seen, { what: 'the request to arrive' });
    gaveUp.abort();
    await assert.rejects(attempt);
  }
  assert.equal(printer.model.printed.length, 0);
});

test('puts control characters into every string of an answer', async (t) => {
  const printer = await start(t);
  printer.script('Get-Printer-Attributes', {
    kind: 'lie',
    change: (honest) => ({ ...honest, requestId: 77 }),
  });
  assert.equal((await describe(printer)).requestId, 77);
  printer.script('Get-Printer-Attributes', { kind: 'hostile-text' });
  const message = await rawAnswer(printer);
  assert.ok(message.includes(Buffer.from(HOSTILE_TEXT)));
});

test('answers with megabytes, with rubbish, with a status or with half an answer', async (t) => {
  const printer = await start(t);
  printer.script(
    'Get-Printer-Attributes',
    { kind: 'huge', megabytes: 10 },
    { kind: 'raw', bytes: Buffer.from('220 mail.example.test ESMTP\r\n') },
    { kind: 'status', code: 0x0507 },
    { kind: 'cut-answer', afterBytes: 20 },
  );
  assert.ok((await rawAnswer(printer)).length > 10 * 1024 * 1024);
  await assert.rejects(describe(printer));
  assert.equal((await describe(printer)).code, 0x0507);
  await assert.rejects(describe(printer));
});

test('forgets its jobs and counts ids from one after a power cycle', async (t) => {
  const printer = await start(t);
  await print(printer, 'before');
  await printer.powerOff();
  await assert.rejects(describe(printer));
  await printer.powerOn();
  const unknown = await ippRequest({
    port: printer.port,
    operation: 'Get-Job-Attributes',
    attributes: [integer('job-id', 1)],
  });
  assert.equal(unknown.code, 0x0406);
  await print(printer, 'after');
  assert.deepEqual([...printer.model.jobs.keys()], [1]);
  assert.deepEqual(
    printer.model.printed.map(({ jobName }) => jobName),
    ['before', 'after'],
  );
});

/** The answer to Get-Printer-Attributes as bytes, whatever is in it. */
const rawAnswer = (printer: EvilPrinter): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // version 2.0, Get-Printer-Attributes, request-id 1, an operation group with nothing in it.
    const body = Buffer.from('0200000b000000010103', 'hex');
    const socket = connect(printer.port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks)));
    socket.write(
      `POST /ipp/print HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/ipp\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body);
  });
