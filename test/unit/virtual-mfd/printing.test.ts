import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import {
  attributesOf,
  collection,
  enumValue,
  groupsOf,
  integer,
  keyword,
  rangeOfInteger,
} from '@platen/edge-server/protocols/ipp/message';
import {
  readCollections,
  readEnum,
  readInteger,
  readIntegers,
  readKeyword,
  readKeywords,
  readMimeMediaTypes,
  readName,
  readOctetStrings,
  readRange,
  readUri,
} from '@platen/edge-server/protocols/ipp/read-values';
import * as build from '@platen/edge-server/protocols/ipp/request';
import { clientOf, jpeg, pdf, startMfd } from './mfd-fixture.ts';

test('tells what an office device tells', async (context) => {
  const client = clientOf(await startMfd(context));
  const printer = await client.printer('all');
  assert.equal(readEnum(printer, 'printer-state'), 3);
  assert.deepEqual(readKeywords(printer, 'printer-state-reasons'), ['none']);
  assert.deepEqual(readMimeMediaTypes(printer, 'document-format-supported'), [
    'application/pdf',
    'image/jpeg',
  ]);
  assert.deepEqual(readRange(printer, 'copies-supported'), { lower: 1, upper: 999 });
  assert.deepEqual(readIntegers(printer, 'number-up-supported'), [1, 2, 4]);
  assert.deepEqual(readKeywords(printer, 'sides-supported'), [
    'one-sided',
    'two-sided-long-edge',
    'two-sided-short-edge',
  ]);
  assert.equal(readKeyword(printer, 'multiple-operation-time-out-action'), 'abort-job');
  assert.equal(readInteger(printer, 'pages-per-minute'), 60);
  assert.equal(readCollections(printer, 'media-col-ready')?.length, 3);
  assert.match(readUri(printer, 'printer-uuid') ?? '', /^urn:uuid:/);
  assert.match(
    readOctetStrings(printer, 'printer-input-tray')?.[0]?.toString() ?? '',
    /mediafeed=297000;mediaxfeed=210000;.*level=500;status=0;name=Tray 1;$/,
  );
  assert.equal(readCollections(printer, 'media-col-database'), undefined, 'only sent by name');
  const page = await fetch(readUri(printer, 'printer-more-info') ?? '');
  assert.match(await page.text(), /^Try-out: a virtual printer/);
  const names = printer.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, 'an attribute twice');
});

test('gives the requested attributes and groups, and no others', async (context) => {
  const client = clientOf(await startMfd(context));
  const two = await client.printer('printer-state', 'sides-supported', 'no-such-attribute');
  assert.deepEqual(two.map(({ name }) => name).sort(), ['printer-state', 'sides-supported']);
  const template = await client.printer('job-template');
  assert.ok(template.some(({ name }) => name === 'copies-supported'));
  assert.ok(!template.some(({ name }) => name === 'printer-state'));
  assert.equal(readCollections(await client.printer('media-col-database'), 'media-col-database')?.length, 3);
});

test('prints a job of Create-Job and Send-Document and keeps it as a file', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  const created = await client.send(
    build.createJob({
      ...client.basics,
      jobName: 'Report 3',
      jobAttributes: [integer('copies', 2), keyword('sides', 'two-sided-long-edge')],
    }),
  );
  const jobId = client.jobIdOf(created);
  const waiting = await client.job(jobId);
  assert.equal(waiting.state, 'pending-held');
  assert.deepEqual(waiting.reasons, ['job-data-insufficient']);
  assert.equal(readUri(waiting.attributes, 'job-uuid'), readUri(attributesOf(created, 'job'), 'job-uuid'));

  await client.send(
    build.sendDocument({ ...client.basics, jobId, documentFormat: 'application/pdf', lastDocument: true }),
    pdf,
  );
  const done = await client.whenState(jobId, 'completed');
  assert.deepEqual(done.reasons, ['job-completed-successfully']);
  assert.equal(done.impressions, 8);
  assert.equal(readInteger(done.attributes, 'job-media-sheets-completed'), 4);
  assert.equal(readName(done.attributes, 'job-name'), 'Report 3');

  const [print] = await mfd.prints();
  assert.equal(print?.file, `${String(jobId)}-Report-3.pdf`);
  assert.deepEqual([print.user, print.pages, print.impressions, print.sheets], ['anna', 4, 8, 4]);
  assert.deepEqual(print.attributes, [
    { name: 'copies', values: ['2'] },
    { name: 'sides', values: ['two-sided-long-edge'] },
  ]);
  const opened = await mfd.openPrint(jobId);
  assert.ok(opened !== undefined);
  assert.deepEqual(await buffer(opened.document), pdf);
  assert.equal(await mfd.openPrint(999), undefined);
});

test('prints a JPEG of Print-Job, counts it for life and draws it from its tray', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  const answer = await client.send(
    build.printJob({
      ...client.basics,
      jobName: 'Photo',
      documentFormat: 'image/jpeg',
      jobAttributes: [
        integer('copies', 3),
        collection('media-col', [
          collection('media-size', [integer('x-dimension', 29700), integer('y-dimension', 42000)]),
        ]),
      ],
    }),
    jpeg,
  );
  await client.whenState(client.jobIdOf(answer), 'completed');
  assert.deepEqual(
    mfd.trays().map(({ level }) => level),
    [500, 497, 500],
  );
  assert.equal(readInteger(await client.printer('all'), 'printer-impressions-completed'), 3);
  assert.equal((await mfd.prints())[0]?.file.endsWith('-Photo.jpg'), true);
});

const plans: readonly [string, Parameters<ReturnType<typeof clientOf>['print']>[0], number, number][] = [
  ['one side of each page', [], 4, 4],
  ['two sides of a sheet', [keyword('sides', 'two-sided-long-edge')], 4, 2],
  ['a new sheet for each copy', [keyword('sides', 'two-sided-short-edge'), integer('copies', 2)], 8, 4],
  [
    'an odd last side',
    [keyword('sides', 'two-sided-long-edge'), integer('number-up', 2), integer('copies', 3)],
    6,
    3,
  ],
  ['only the pages of its ranges', [rangeOfInteger('page-ranges', { lower: 2, upper: 3 })], 2, 2],
  [
    'overlapping ranges once and pages beyond the end never',
    [
      rangeOfInteger(
        'page-ranges',
        { lower: 1, upper: 3 },
        { lower: 2, upper: 2 },
        { lower: 4, upper: 2_000_000 },
      ),
    ],
    4,
    4,
  ],
  ['four pages on one side', [integer('number-up', 4)], 1, 1],
];
for (const [what, ticket, impressions, sheets] of plans) {
  test(`counts ${what}`, async (context) => {
    const client = clientOf(await startMfd(context));
    const { attributes } = await client.whenState(await client.print(ticket), 'completed');
    assert.equal(readInteger(attributes, 'job-impressions'), impressions);
    assert.equal(readInteger(attributes, 'job-impressions-completed'), impressions);
    assert.equal(readInteger(attributes, 'job-media-sheets-completed'), sheets);
  });
}

test('names unsupported attributes and values and prints without them', async (context) => {
  const client = clientOf(await startMfd(context));
  const jobAttributes = [
    integer('copies', 1000),
    enumValue('finishings', 20, 99),
    keyword('sides', 'one-sided'),
    keyword('no-such-attribute', 'x'),
    collection('media-col', [keyword('media-source', 'tray-9')]),
  ];
  const answer = await client.send(build.createJob({ ...client.basics, jobAttributes }));
  assert.equal(client.statusOf(answer), 'successful-ok-ignored-or-substituted-attributes');
  assert.deepEqual(attributesOf(answer, 'unsupported'), [
    integer('copies', 1000),
    enumValue('finishings', 99),
    { name: 'no-such-attribute', values: [{ syntax: 'unsupported' }] },
    collection('media-col', [keyword('media-source', 'tray-9')]),
  ]);
  const { attributes } = await client.job(client.jobIdOf(answer));
  assert.equal(readKeyword(attributes, 'sides'), 'one-sided');
  assert.equal(readInteger(attributes, 'copies'), undefined);
});

test('refuses the same with ipp-attribute-fidelity, in Validate-Job too, and makes no job', async (context) => {
  const client = clientOf(await startMfd(context));
  const job = { ...client.basics, fidelity: true, jobAttributes: [integer('copies', 1000)] };
  for (const message of [build.createJob(job), build.validateJob(job)]) {
    const answer = await client.send(message);
    assert.equal(client.statusOf(answer), 'client-error-attributes-or-values-not-supported');
    assert.deepEqual(attributesOf(answer, 'unsupported'), [integer('copies', 1000)]);
  }
  assert.deepEqual(groupsOf(await client.send(build.getJobs(client.basics)), 'job'), []);
});

test('refuses formats and compressions it does not print', async (context) => {
  const client = clientOf(await startMfd(context));
  const format = await client.send(
    build.validateJob({ ...client.basics, documentFormat: 'application/postscript' }),
  );
  assert.equal(client.statusOf(format), 'client-error-document-format-not-supported');
  const gzip = await client.send(build.printJob({ ...client.basics, compression: 'gzip' }), pdf);
  assert.equal(client.statusOf(gzip), 'client-error-compression-not-supported');
});

test('aborts a document that is not what it was announced as, or no document it can count', async (context) => {
  const mfd = await startMfd(context, { pageCount: () => Promise.reject(new Error('no PDF')) });
  const client = clientOf(mfd);
  const announced = build.printJob({ ...client.basics, documentFormat: 'application/pdf' });
  const wrong = await client.send(announced, jpeg);
  assert.equal(client.statusOf(wrong), 'client-error-document-format-error');
  const broken = client.jobIdOf(await client.send(announced, pdf));
  const { reasons } = await client.whenState(broken, 'aborted');
  assert.deepEqual(reasons, ['document-format-error', 'aborted-by-system']);
  assert.deepEqual(await mfd.prints(), []);
});

test('lists jobs by state, user and limit, unfinished first as they will print', async (context) => {
  const mfd = await startMfd(context);
  const client = clientOf(mfd);
  const first = await client.print([], 'first');
  await client.whenState(first, 'completed');
  await mfd.setCondition({ kind: 'cover-open' });
  const second = await client.print([], 'second');
  const third = client.jobIdOf(
    await client.send(build.createJob({ ...client.basics, requestingUserName: 'ben' })),
  );
  const idsOf = async (request: Partial<Parameters<typeof build.getJobs>[0]>) => {
    const answer = await client.send(build.getJobs({ ...client.basics, ...request }));
    return groupsOf(answer, 'job').map((job) => readInteger(job, 'job-id'));
  };
  assert.deepEqual(await idsOf({}), [second, third]);
  assert.deepEqual(await idsOf({ whichJobs: 'completed' }), [first]);
  assert.deepEqual(await idsOf({ myJobs: true }), [second]);
  assert.deepEqual(await idsOf({ limit: 1 }), [second]);
  const named = await client.send(
    build.getJobs({ ...client.basics, whichJobs: 'completed', requestedAttributes: ['job-name'] }),
  );
  assert.deepEqual(
    groupsOf(named, 'job').map((job) => job.map(({ name }) => name)),
    [['job-name']],
  );
  assert.equal(readInteger(await client.printer('queued-job-count'), 'queued-job-count'), 2);
});

test('answers requests that break the rules of RFC 8011 section 4.1 with the status for it', async (context) => {
  const client = clientOf(await startMfd(context));
  const good = build.getPrinterAttributes(client.basics);
  const operation = attributesOf(good, 'operation');
  const variants = [
    [{ ...good, version: { major: 3, minor: 0 } }, 'server-error-version-not-supported'],
    [{ ...good, code: 0x4000 }, 'server-error-operation-not-supported'],
    [{ ...good, groups: [] }, 'client-error-bad-request'],
    [
      { ...good, groups: [{ group: 'operation' as const, attributes: operation.toReversed() }] },
      'client-error-bad-request',
    ],
    [
      { ...good, groups: [{ group: 'operation' as const, attributes: operation.slice(0, 2) }] },
      'client-error-bad-request',
    ],
  ] as const;
  for (const [message, status] of variants) {
    encodeMessage(message);
    assert.equal(client.statusOf(await client.send(message)), status);
  }
});

test('says in its log that it is asked to show itself', async (context) => {
  const lines: string[] = [];
  const client = clientOf(await startMfd(context, { log: (line) => lines.push(line) }));
  const answer = await client.send(build.requestMessage('Identify-Printer', client.basics));
  assert.equal(client.statusOf(answer), 'successful-ok');
  assert.ok(lines.some((line) => line.includes('Try-out')));
});
