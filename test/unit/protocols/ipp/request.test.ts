import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OperationName, operations } from '@platen/edge-server/protocols/ipp/codes';
import {
  attributesOf,
  groupsOf,
  type IppAttributes,
  type IppMessage,
  integer,
} from '@platen/edge-server/protocols/ipp/message';
import { readName } from '@platen/edge-server/protocols/ipp/read-values';
import * as build from '@platen/edge-server/protocols/ipp/request';
import { responseMessage } from '@platen/edge-server/protocols/ipp/response';

const basics = { printerUri: 'ipp://printer.test/ipp/print', requestingUserName: 'anna' };
const job = { ...basics, jobName: 'Report', jobAttributes: [integer('copies', 2)], fidelity: true };
const names = (attributes: IppAttributes) => attributes.map((attribute) => attribute.name);

const requests: readonly [OperationName, IppMessage][] = [
  ['Get-Printer-Attributes', build.getPrinterAttributes({ ...basics, requestedAttributes: ['all'] })],
  ['Create-Job', build.createJob(job)],
  ['Print-Job', build.printJob({ ...job, documentFormat: 'application/pdf' })],
  ['Validate-Job', build.validateJob({ ...job, documentFormat: 'application/pdf' })],
  ['Send-Document', build.sendDocument({ ...basics, jobId: 4, lastDocument: true })],
  ['Get-Job-Attributes', build.getJobAttributes({ ...basics, jobId: 4 })],
  ['Get-Jobs', build.getJobs({ ...basics, whichJobs: 'completed', myJobs: true, limit: 10 })],
  ['Cancel-Job', build.cancelJob({ ...basics, jobId: 4 })],
];

for (const [operation, message] of requests) {
  test(`${operation} begins with charset, language and target (RFC 8011 sections 4.1.4 and 4.1.5)`, () => {
    assert.equal(message.code, operations[operation]);
    assert.equal(message.groups[0]?.group, 'operation');
    const order = names(attributesOf(message, 'operation'));
    assert.deepEqual(order.slice(0, 3), ['attributes-charset', 'attributes-natural-language', 'printer-uri']);
    const rest = order.slice(3);
    if (rest.includes('job-id')) assert.equal(rest.shift(), 'job-id');
    assert.equal(rest[0], 'requesting-user-name');
  });
}

test('job attributes have a group of their own, and none without any', () => {
  assert.deepEqual(groupsOf(build.createJob(job), 'job').map(names), [['copies']]);
  assert.deepEqual(groupsOf(build.createJob(basics), 'job'), []);
});

test('what was not asked for is not in the request', () => {
  const order = names(attributesOf(build.getJobs({ printerUri: 'ipp://p/' }), 'operation'));
  assert.deepEqual(order, ['attributes-charset', 'attributes-natural-language', 'printer-uri']);
});

test('names are cut to the legal 255 octets between characters', () => {
  const message = build.createJob({ ...basics, jobName: '表'.repeat(200) });
  assert.equal(readName(attributesOf(message, 'operation'), 'job-name'), '表'.repeat(85));
});

test('an answer takes version and request-id from its request', () => {
  const answer = responseMessage(
    { version: { major: 1, minor: 1 }, requestId: 12 },
    'client-error-not-found',
    {
      statusMessage: 'No such job.',
      groups: [
        { group: 'unsupported', attributes: [] },
        { group: 'job', attributes: [] },
      ],
    },
  );
  assert.deepEqual(answer.version, { major: 1, minor: 1 });
  assert.equal(answer.requestId, 12);
  assert.equal(answer.code, 0x0406);
  assert.deepEqual(names(attributesOf(answer, 'operation')), [
    'attributes-charset',
    'attributes-natural-language',
    'status-message',
  ]);
  assert.deepEqual(
    answer.groups.map(({ group }) => group),
    ['operation', 'job'],
  );
  const other = responseMessage({ version: { major: 9, minor: 9 }, requestId: 1 }, 'successful-ok');
  assert.deepEqual(other.version, { major: 2, minor: 0 });
});
