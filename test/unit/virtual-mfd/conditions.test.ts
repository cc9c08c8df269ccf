import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { ippRequest } from '@platen/edge-server/protocols/ipp/client';
import { integer } from '@platen/edge-server/protocols/ipp/message';
import { readEnum, readInteger, readKeywords } from '@platen/edge-server/protocols/ipp/read-values';
import * as build from '@platen/edge-server/protocols/ipp/request';
import { clientOf, pdf, startMfd, until } from './mfd-fixture.ts';

const stopped = 5;

test('out of paper: printer and job stand still and say why, and go on when there is paper', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  await mfd.setCondition({ kind: 'out-of-paper' });
  const jobId = await client.print();
  const standing = await client.whenState(jobId, 'processing-stopped');
  assert.deepEqual(standing.reasons, ['printer-stopped', 'resources-are-not-ready']);
  assert.equal(standing.impressions, 0);
  const printer = await client.printer('all');
  assert.equal(readEnum(printer, 'printer-state'), stopped);
  assert.deepEqual(readKeywords(printer, 'printer-state-reasons'), [
    'media-empty-error',
    'media-needed-error',
  ]);
  assert.equal(readKeywords(printer, 'media-ready'), undefined);
  const behind = await client.job(await client.print());
  assert.deepEqual(behind.reasons, ['printer-stopped']);

  await mfd.setCondition({ kind: 'ready' });
  assert.equal((await client.whenState(jobId, 'completed')).impressions, 4);
});

test('trays run empty as pages are printed, and filling them lets the job go on', async (context) => {
  const mfd = await startMfd(context, { impressionMs: { normal: 0, slow: 0 } });
  const client = clientOf(mfd);
  const jobId = await client.print([integer('copies', 126)]);
  const standing = await client.whenState(jobId, 'processing-stopped');
  assert.equal(standing.impressions, 500);
  assert.equal(mfd.trays()[0]?.level, 0);
  mfd.fillTrays();
  assert.equal((await client.whenState(jobId, 'completed')).impressions, 504);
  assert.equal(mfd.trays()[0]?.level, 496);
});

test('a jam comes in the middle of a job, with the pages before it on paper', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  await mfd.setCondition({ kind: 'jammed' });
  assert.equal(readEnum(await client.printer('printer-state'), 'printer-state'), 3, 'no job, no jam');
  const jobId = await client.print();
  const standing = await client.whenState(jobId, 'processing-stopped');
  assert.equal(standing.impressions, 2);
  const printer = await client.printer('all');
  assert.deepEqual(readKeywords(printer, 'printer-state-reasons'), ['media-jam-error']);
  assert.equal(readInteger(printer, 'printer-impressions-completed'), 2);

  await client.send(build.cancelJob({ ...client.basics, jobId }));
  const cancelled = await client.whenState(jobId, 'canceled');
  assert.deepEqual(cancelled.reasons, ['job-canceled-by-user']);
  const [print] = await mfd.prints();
  assert.deepEqual([print?.state, print?.impressions], ['canceled', 2]);

  const next = await client.print();
  await client.whenState(next, 'processing-stopped');
  await mfd.setCondition({ kind: 'ready' });
  await client.whenState(next, 'completed');
});

test('an open cover stops the printer', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  await mfd.setCondition({ kind: 'cover-open' });
  assert.deepEqual(mfd.condition(), { kind: 'cover-open' });
  const printer = await client.printer('all');
  assert.equal(readEnum(printer, 'printer-state'), stopped);
  assert.deepEqual(readKeywords(printer, 'printer-state-reasons'), ['cover-open-error']);
  const jobId = await client.print();
  await client.whenState(jobId, 'processing-stopped');
  await mfd.setCondition({ kind: 'slow' });
  await client.whenState(jobId, 'completed');
});

test('a slow printer can be watched and stopped in the middle', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  await mfd.setCondition({ kind: 'slow' });
  const jobId = await client.print([integer('copies', 250)]);
  const watched = await client.whenJob(jobId, ({ impressions = 0 }) => impressions >= 2);
  assert.deepEqual([watched.state, watched.reasons], ['processing', ['job-printing']]);
  assert.equal(readEnum(await client.printer('printer-state'), 'printer-state'), 4);
  await client.send(build.cancelJob({ ...client.basics, jobId }));
  const again = await client.send(build.cancelJob({ ...client.basics, jobId }));
  assert.equal(client.statusOf(again), 'client-error-not-possible');
  const { impressions = 0 } = await client.whenState(jobId, 'canceled');
  assert.ok(impressions >= 2 && impressions < 1000);
});

test('a printer that is off refuses connections, and is back on the same port', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  await mfd.setCondition({ kind: 'slow' });
  const jobId = await client.print([integer('copies', 250)]);
  await client.whenJob(jobId, ({ impressions = 0 }) => impressions >= 1);
  await mfd.setCondition({ kind: 'off' });
  const refused = await ippRequest({
    uri: mfd.uri,
    message: build.getPrinterAttributes(client.basics),
    signal: new AbortController().signal,
  });
  assert.equal(refused.kind, 'refused-connection');

  await mfd.setCondition({ kind: 'ready' });
  const lost = await client.job(jobId);
  assert.deepEqual([lost.state, lost.reasons], ['aborted', ['aborted-by-system']]);
  assert.ok((lost.impressions ?? 0) >= 1);
  assert.equal(readInteger(await client.printer('printer-up-time'), 'printer-up-time'), 1);
});

test('switching off cuts a document that is being sent, and its job is aborted', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  const jobId = client.jobIdOf(await client.send(build.createJob(client.basics)));
  async function* halfADocument(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(pdf);
    await new Promise(() => undefined);
  }
  const sending = ippRequest({
    uri: mfd.uri,
    message: build.sendDocument({ ...client.basics, jobId, lastDocument: true }),
    document: { octets: halfADocument() },
    signal: new AbortController().signal,
  });
  await client.whenJob(jobId, ({ reasons }) => reasons.includes('job-incoming'));
  await mfd.setCondition({ kind: 'off' });
  assert.equal((await sending).kind, 'reset');
  await mfd.setCondition({ kind: 'ready' });
  assert.equal((await client.job(jobId)).state, 'aborted');
});

test('a broken Send-Document aborts the job, and a second one is not possible', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  const jobId = client.jobIdOf(await client.send(build.createJob(client.basics)));
  const stop = new AbortController();
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(pdf);
    await until(
      () => client.job(jobId),
      ({ reasons }) => reasons.includes('job-incoming'),
    );
    stop.abort();
    yield pdf;
  }
  const message = build.sendDocument({ ...client.basics, jobId, lastDocument: true });
  const outcome = await ippRequest({
    uri: mfd.uri,
    message,
    document: { octets: broken() },
    signal: stop.signal,
  });
  assert.equal(outcome.kind, 'aborted');
  const { reasons } = await client.whenState(jobId, 'aborted');
  assert.deepEqual(reasons, ['aborted-by-system']);
  assert.equal(client.statusOf(await client.send(message, pdf)), 'client-error-not-possible');
});

test('a second document of one job is refused, and so is none at all', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  const jobId = client.jobIdOf(await client.send(build.createJob(client.basics)));
  const open = build.sendDocument({ ...client.basics, jobId, lastDocument: false });
  const last = build.sendDocument({ ...client.basics, jobId, lastDocument: true });
  assert.equal(client.statusOf(await client.send(last)), 'client-error-bad-request');
  assert.equal(client.statusOf(await client.send(open, pdf)), 'successful-ok');
  const second = await client.send(open, pdf);
  assert.equal(client.statusOf(second), 'server-error-multiple-document-jobs-not-supported');
  assert.equal(client.statusOf(await client.send(last)), 'successful-ok');
  await client.whenState(jobId, 'completed');
  const late = await client.send(last, pdf);
  assert.equal(client.statusOf(late), 'server-error-multiple-document-jobs-not-supported');
  assert.equal((await mfd.prints()).length, 1);
});

test('a created job that gets no document is aborted in time', async (context) => {
  const client = clientOf(await startMfd(context, { multipleOperationMs: 30 }));
  const jobId = client.jobIdOf(await client.send(build.createJob(client.basics)));
  const { reasons } = await client.whenState(jobId, 'aborted');
  assert.deepEqual(reasons, ['aborted-by-system']);
});

test('a job is cancelled while it waits and while its document is coming', async (context) => {
  const client = clientOf(await startMfd(context));
  const waiting = client.jobIdOf(await client.send(build.createJob(client.basics)));
  await client.send(build.cancelJob({ ...client.basics, jobId: waiting }));
  assert.equal((await client.job(waiting)).state, 'canceled');

  const jobId = client.jobIdOf(await client.send(build.createJob(client.basics)));
  async function* coming(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(pdf);
    await until(
      () => client.job(jobId),
      ({ reasons }) => reasons.includes('job-incoming'),
    );
    await client.send(build.cancelJob({ ...client.basics, jobId }));
    for (let count = 0; count < 100; count += 1) yield Buffer.alloc(65_536);
  }
  const outcome = await ippRequest({
    uri: client.basics.printerUri,
    message: build.sendDocument({ ...client.basics, jobId, lastDocument: true }),
    document: { octets: coming() },
    signal: new AbortController().signal,
  });
  assert.equal(outcome.kind, 'answer');
  assert.equal(client.statusOf(outcome.message), 'server-error-job-canceled');
  assert.equal((await client.job(jobId)).state, 'canceled');
});

test('stopping frees the port and ends every job', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  await mfd.setCondition({ kind: 'cover-open' });
  await client.print();
  await client.send(build.createJob(client.basics));
  await mfd.stop();
  const socket = connect(mfd.port, '127.0.0.1');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  assert.equal(error.code, 'ECONNREFUSED');
  await mfd.setCondition({ kind: 'ready' });
  await mfd.stop();
});
