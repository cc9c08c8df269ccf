// What outlives a restart, and what anyone may send without harm to the folder.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { readInteger, readName, readUri } from '@platen/edge-server/protocols/ipp/read-values';
import * as build from '@platen/edge-server/protocols/ipp/request';
import { safeFileName } from '@platen/edge-server/virtual-mfd/safe-file-name';
import { clientOf, pdf, startMfd, temporaryFolder } from './mfd-fixture.ts';

test('after a restart it is the same printer: identity, counters, numbers and printed jobs', async (context) => {
  const dataDir = await temporaryFolder(context);
  const before = await startMfd(context, { dataDir });
  const client = clientOf(before);
  const printed = await client.print([], 'kept');
  const { attributes } = await client.whenState(printed, 'completed');
  const unfinished = client.jobIdOf(await client.send(build.createJob(client.basics)));
  const uuid = readUri(await client.printer('printer-uuid'), 'printer-uuid');
  await before.stop();

  const after = await startMfd(context, { dataDir });
  const again = clientOf(after);
  const printer = await again.printer('all');
  assert.equal(readUri(printer, 'printer-uuid'), uuid);
  assert.equal(readInteger(printer, 'printer-impressions-completed'), 4);
  const known = await again.job(printed);
  assert.equal(known.state, 'completed');
  assert.equal(readName(known.attributes, 'job-name'), 'kept');
  assert.equal(readUri(known.attributes, 'job-uuid'), readUri(attributes, 'job-uuid'));
  const lost = await again.send(build.getJobAttributes({ ...again.basics, jobId: unfinished }));
  assert.equal(again.statusOf(lost), 'client-error-not-found');
  assert.ok((await again.print()) > unfinished);
});

test('a printer that lost its memory knows no job, but keeps the paper and the numbers', async (context) => {
  const dataDir = await temporaryFolder(context);
  const mfd = await startMfd(context, { dataDir });
  const client = clientOf(mfd);
  const jobId = await client.print();
  await client.whenState(jobId, 'completed');
  await mfd.forgetJobs();
  const asked = await client.send(build.getJobAttributes({ ...client.basics, jobId }));
  assert.equal(client.statusOf(asked), 'client-error-not-found');
  assert.equal((await mfd.prints()).length, 1);
  await mfd.stop();

  const again = clientOf(await startMfd(context, { dataDir }));
  const still = await again.send(build.getJobAttributes({ ...again.basics, jobId }));
  assert.equal(again.statusOf(still), 'client-error-not-found');
  assert.equal(await again.print(), jobId + 1);
});

test('keeps as many prints as it is told and lets the oldest go', async (context) => {
  const dataDir = await temporaryFolder(context);
  const mfd = await startMfd(context, { dataDir, keptPrints: 2 });
  const client = clientOf(mfd);
  for (const title of ['one', 'two', 'three'])
    await client.whenState(await client.print([], title), 'completed');
  assert.deepEqual(
    (await mfd.prints()).map(({ name }) => name),
    ['three', 'two'],
  );
  const files = (await readdir(dataDir)).filter((name) => name.endsWith('.pdf'));
  assert.deepEqual(files.sort(), ['2-two.pdf', '3-three.pdf']);
});

test('a title never becomes a path, and every title becomes a name', async (context) => {
  const dataDir = await temporaryFolder(context);
  const mfd = await startMfd(context, { dataDir });
  const client = clientOf(mfd);
  const titles = [
    '../../etc/passwd',
    '/etc/cron.d/x',
    '..',
    'a\u0000b\r\nc',
    'C:\\x',
    '契約書 2',
    'x'.repeat(255),
  ];
  for (const title of titles) await client.whenState(await client.print([], title), 'completed');
  const files = (await readdir(dataDir)).filter((name) => name.endsWith('.pdf')).sort();
  assert.deepEqual(files, [
    '1-etc-passwd.pdf',
    '2-etc-cron-d-x.pdf',
    '3-untitled.pdf',
    '4-a-b-c.pdf',
    '5-C-x.pdf',
    '6-契約書-2.pdf',
    `7-${'x'.repeat(50)}.pdf`,
  ]);
  assert.ok(Buffer.byteLength(safeFileName(2_147_483_647, '🖨'.repeat(300) + '表'.repeat(300), 'pdf')) <= 255);
});

test('damaged files in its folder cost what they held and no more', async (context) => {
  const dataDir = await temporaryFolder(context);
  await writeFile(join(dataDir, 'printer.json'), '{ "uuid": 1');
  await writeFile(join(dataDir, '7.json'), '{}');
  await writeFile(join(dataDir, '8.json'), '{"file":"../../etc/passwd"}');
  const lines: string[] = [];
  const mfd = await startMfd(context, { dataDir, log: (line) => lines.push(line) });
  assert.deepEqual(await mfd.prints(), []);
  assert.equal(await mfd.openPrint(8), undefined);
  assert.ok(lines.some((line) => line.includes('printer.json')));
});

const refusals: readonly [string, string, number][] = [
  ['a browser', 'GET /ipp/print HTTP/1.1\r\nHost: h\r\n\r\n', 405],
  ['another path', 'POST /admin HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n', 404],
  [
    'another type',
    'POST /ipp/print HTTP/1.1\r\nHost: h\r\nContent-Type: text/xml\r\nContent-Length: 0\r\n\r\n',
    415,
  ],
  [
    'a body that is not IPP',
    'POST /ipp/print HTTP/1.1\r\nHost: h\r\nContent-Type: application/ipp\r\nContent-Length: 12\r\n\r\nnot ipp here',
    400,
  ],
  [
    'a body without end',
    'POST /ipp/print HTTP/1.1\r\nHost: h\r\nContent-Type: application/ipp\r\nContent-Length: 0\r\n\r\n',
    400,
  ],
];
for (const [what, request, status] of refusals) {
  test(`answers ${what} with HTTP ${String(status)}`, async (context) => {
    const mfd = await startMfd(context);
    const socket = connect(mfd.port, '127.0.0.1');
    context.after(() => socket.destroy());
    socket.write(request);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.equal(answer.toString('latin1').split(' ')[1], String(status));
  });
}

test('a client that breaks off anywhere leaves the printer as it was', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  const head =
    'POST /ipp/print HTTP/1.1\r\nHost: h\r\nContent-Type: application/ipp\r\nContent-Length: 500\r\n\r\n';
  for (const sent of ['POST', head, `${head}${pdf.toString('latin1').slice(0, 20)}`]) {
    const socket = connect(mfd.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(sent);
    socket.destroy();
  }
  const jobId = await client.print();
  await client.whenState(jobId, 'completed');
});
