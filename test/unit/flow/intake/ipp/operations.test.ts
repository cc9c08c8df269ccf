// Our own printer asked over a real connection, operation by operation: what ipptool's suites do not look at.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MOST_OPEN } from '@platen/edge-server/flow/store/ipp-jobs';
import { jobStates, type StatusName } from '@platen/edge-server/protocols/ipp/codes';
import {
  attributesOf,
  boolean,
  collection,
  groupsOf,
  type IppAttributes,
  integer,
  keyword,
  name,
  octetString,
  outOfBand,
  rangeOfInteger,
  text,
  uri,
} from '@platen/edge-server/protocols/ipp/message';
import {
  readBoolean,
  readEnum,
  readInteger,
  readKeyword,
  readKeywords,
  readName,
  readOctetString,
  readText,
} from '@platen/edge-server/protocols/ipp/read-values';
import { ippPerson } from '../../../../support/ipp-person.ts';
import { type RunningServer, runServer } from '../../../../support/running-server.ts';

describe('the printer’s operations', () => {
  let server: RunningServer;
  let token: string;
  before(async () => {
    server = await runServer();
    // Documents stay as they come: what becomes of them is not looked at here.
    await server.app.settings.change('documents.convertHere', false, 'test');
    token = (await server.app.apiTokens.create({ name: 'fleet', scopes: ['printers:change'] }, 'test')).token;
  });
  after(() => server.close());

  const someone = () => ippPerson(server);

  test('each document of a job is held by itself, and the job is what they are together', async () => {
    const anna = await someone();
    const number = await anna.create([
      keyword('sides', 'two-sided-long-edge'),
      collection('overrides', [
        rangeOfInteger('document-numbers', { lower: 2, upper: 2 }),
        keyword('sides', 'one-sided'),
      ]),
    ]);
    await anna.send(number, 'one', false, 'Agenda');
    const half = await anna.stateOf(number);
    assert.deepEqual(
      [half.state, half.reasons],
      [jobStates['pending-held'], ['job-incoming', 'job-data-insufficient']],
    );
    await anna.send(number, 'two', true);
    const whole = await anna.stateOf(number);
    assert.equal(whole.state, jobStates['pending-held']);
    assert.equal(readInteger(whole.job, 'number-of-documents'), 2);
    assert.equal(readName(whole.job, 'job-name'), 'Minutes');
    const held = (await anna.jobs()).map(({ title, ticket }) => [title, ticket['sides']]).sort();
    assert.deepEqual(held, [
      ['Agenda', 'two-sided-long-edge'],
      ['Minutes (2)', 'one-sided'],
    ]);
    await anna.expect('client-error-not-possible', 'Send-Document', {
      jobId: number,
      document: 'three',
      attributes: [boolean('last-document', true)],
    });

    const listed = await anna.ok('Get-Documents', {
      jobId: number,
      attributes: [keyword('requested-attributes', 'document-number', 'document-name')],
    });
    assert.deepEqual(
      groupsOf(listed, 'document').map((document) => [
        readInteger(document, 'document-number'),
        readName(document, 'document-name'),
      ]),
      [
        [1, 'Agenda'],
        [2, 'Minutes (2)'],
      ],
    );
    const first = { jobId: number, attributes: [integer('document-number', 1)] };
    await anna.ok('Set-Document-Attributes', {
      ...first,
      groups: [
        { group: 'document', attributes: [name('document-name', 'List of things'), integer('copies', 4)] },
      ],
    });
    const document = attributesOf(await anna.ok('Get-Document-Attributes', first), 'document');
    assert.deepEqual(
      [readName(document, 'document-name'), readInteger(document, 'copies')],
      ['List of things', 4],
    );
    await anna.ok('Cancel-Document', first);
    await anna.expect('client-error-not-possible', 'Cancel-Document', first);
    assert.deepEqual(
      (await anna.jobs()).map(({ title }) => title),
      ['Minutes (2)'],
    );
    assert.equal((await anna.stateOf(number)).state, jobStates['pending-held']);
    await anna.ok('Cancel-Job', { jobId: number });
    assert.equal((await anna.stateOf(number)).state, jobStates.canceled);
    assert.deepEqual(await anna.jobs(), []);
    await anna.expect('client-error-not-possible', 'Cancel-Job', { jobId: number });
  });

  test('a client can neither hold nor release what waits for its owner at a printer', async () => {
    const anna = await someone();
    const number = await anna.create();
    await anna.send(number, 'one', true);
    await anna.ok('Hold-Job', { jobId: number });
    const released = await anna.ok('Release-Job', { jobId: number });
    assert.match(readText(attributesOf(released, 'operation'), 'status-message') ?? '', /at a printer/);
    const { state, reasons } = await anna.stateOf(number);
    assert.equal(state, jobStates['pending-held']);
    assert.ok(reasons.includes('job-release-wait'));
    const bob = await someone();
    for (const operation of [
      'Hold-Job',
      'Release-Job',
      'Restart-Job',
      'Cancel-Job',
      'Get-Documents',
    ] as const)
      await bob.expect('client-error-not-found', operation, { jobId: number });
    await anna.ok('Cancel-Job', { jobId: number });
    for (const operation of ['Hold-Job', 'Release-Job', 'Restart-Job'] as const)
      await anna.expect('client-error-not-possible', operation, { jobId: number });
  });

  test('a waiting job is set anew, all of it or nothing', async () => {
    const anna = await someone();
    const number = await anna.create([integer('number-up', 4), integer('copies', 2)]);
    await anna.send(number, 'one', true);
    const set = (status: StatusName, ...attributes: IppAttributes) =>
      anna.expect(status, 'Set-Job-Attributes', { jobId: number, groups: [{ group: 'job', attributes }] });
    await set(
      'successful-ok',
      name('job-name', 'Budget'),
      integer('number-up', 1),
      keyword('sides', 'two-sided-short-edge'),
      outOfBand('copies', 'delete-attribute'),
    );
    const [job] = await anna.jobs();
    assert.equal(job?.title, 'Budget');
    assert.deepEqual(
      [job.ticket['numberUp'], job.ticket['sides'], job.ticket['copies']],
      [1, 'two-sided-short-edge', undefined],
    );
    const refused = await set(
      'client-error-attributes-not-settable',
      integer('copies', 9),
      keyword('job-sheets', 'none'),
    );
    assert.deepEqual(attributesOf(refused, 'unsupported'), [outOfBand('job-sheets', 'not-settable')]);
    await set('client-error-attributes-or-values-not-supported', integer('copies', 0));
    await set('client-error-bad-request');
    assert.equal((await anna.jobs())[0]?.ticket['copies'], undefined);
    await anna.ok('Cancel-Job', { jobId: number });
    await set('client-error-not-possible', integer('copies', 2));
  });

  test('all of a person’s jobs end at once; so many may wait for their documents and no more', async () => {
    const anna = await someone();
    const held = await anna.create([]);
    await anna.send(held, 'one', true);
    const first = await anna.create([]);
    for (let begun = 1; begun < MOST_OPEN; begun += 1) await anna.create([]);
    await anna.expect('server-error-too-many-jobs', 'Create-Job', {});
    await Promise.all(Array.from({ length: 8 }, () => anna.ok('Cancel-My-Jobs', {})));
    for (const number of [held, first])
      assert.equal((await anna.stateOf(number)).state, jobStates.canceled, String(number));
    assert.deepEqual(
      (await anna.jobs()).filter(({ state }) => state !== 'deleted'),
      [],
    );
    await anna.create([]);
  });

  test('what was printed and is still kept waits again, under its number or as a new job', async () => {
    const anna = await someone();
    const number = await anna.create();
    await anna.send(number, 'one', true);
    await anna.expect('client-error-not-possible', 'Restart-Job', { jobId: number });
    const [before] = await anna.jobs();
    assert.ok(before !== undefined);
    await server.app.db.write(({ q, t: { jobs } }) => q.update(jobs).set({ state: 'printed' }));
    assert.equal((await anna.stateOf(number)).state, jobStates.completed);
    await anna.ok('Restart-Job', { jobId: number });
    assert.equal((await anna.stateOf(number)).state, jobStates['pending-held']);
    const waiting = (await anna.jobs()).filter(({ state }) => state !== 'printed');
    assert.equal(waiting.length, 1);
    assert.notEqual(waiting[0]?.id, before.id);
    const again = await anna.ok('Resubmit-Job', {
      jobId: number,
      groups: [{ group: 'job', attributes: [integer('copies', 5)] }],
    });
    assert.notEqual(readInteger(attributesOf(again, 'job'), 'job-id'), number);
    assert.deepEqual((await anna.jobs()).map(({ ticket }) => ticket['copies']).sort(), [
      5,
      undefined,
      undefined,
    ]);
    await anna.expect('client-error-not-possible', 'Reprocess-Job', { jobId: number });
    await anna.ok('Cancel-Job', { jobId: number });
    await anna.expect('client-error-not-possible', 'Reprocess-Job', { jobId: number });
  });

  test('a subscriber is told of their own jobs, in order, once and again on request', async () => {
    const [anna, bob] = [await someone(), await someone()];
    const template = [
      keyword('notify-pull-method', 'ippget'),
      keyword('notify-events', 'job-created', 'job-completed', 'job-config-changed', 'phase-of-moon'),
      octetString('notify-user-data', Buffer.from('mine')),
      integer('notify-lease-duration', 600),
    ];
    const subscribed = await anna.expect(
      'successful-ok-ignored-subscriptions',
      'Create-Printer-Subscriptions',
      {
        groups: [
          { group: 'subscription', attributes: template },
          { group: 'subscription', attributes: [uri('notify-recipient-uri', 'mailto:x@example.test')] },
        ],
      },
    );
    const [made, push] = groupsOf(subscribed, 'subscription');
    const id = readInteger(made ?? [], 'notify-subscription-id') ?? 0;
    assert.ok(id > 0);
    assert.equal(readInteger(made ?? [], 'notify-lease-duration'), 600);
    assert.equal(readEnum(push ?? [], 'notify-status-code'), 0x040c);
    const events = async (from = 1) => {
      const answer = await anna.ok('Get-Notifications', {
        attributes: [integer('notify-subscription-ids', id), integer('notify-sequence-numbers', from)],
      });
      assert.ok((readInteger(attributesOf(answer, 'operation'), 'notify-get-interval') ?? 0) > 0);
      return groupsOf(answer, 'event-notification').map((event) => [
        readInteger(event, 'notify-sequence-number'),
        readKeyword(event, 'notify-subscribed-event'),
        readInteger(event, 'notify-job-id'),
      ]);
    };
    assert.deepEqual(await events(), []);
    const number = await anna.create();
    const other = await bob.create();
    await anna.send(number, 'one', true);
    assert.deepEqual(await events(), [[1, 'job-created', number]]);
    await anna.ok('Set-Job-Attributes', {
      jobId: number,
      groups: [{ group: 'job', attributes: [integer('copies', 3)] }],
    });
    assert.deepEqual(await events(2), [[2, 'job-config-changed', number]]);
    await anna.ok('Cancel-Job', { jobId: number });
    assert.deepEqual(await events(3), [[3, 'job-completed', number]]);
    assert.equal((await events(1)).length, 3);

    const about = { attributes: [integer('notify-subscription-id', id)] };
    const told = attributesOf(await anna.ok('Get-Subscription-Attributes', about), 'subscription');
    assert.deepEqual(readKeywords(told, 'notify-events'), [
      'job-created',
      'job-completed',
      'job-config-changed',
    ]);
    assert.equal(readOctetString(told, 'notify-user-data')?.toString(), 'mine');
    for (const operation of [
      'Get-Subscription-Attributes',
      'Renew-Subscription',
      'Cancel-Subscription',
    ] as const)
      await bob.expect('client-error-not-found', operation, about);
    await bob.expect('client-error-not-found', 'Get-Notifications', {
      attributes: [integer('notify-subscription-ids', id)],
    });
    assert.deepEqual(groupsOf(await bob.ok('Get-Subscriptions'), 'subscription'), []);
    assert.equal(groupsOf(await anna.ok('Get-Subscriptions'), 'subscription').length, 1);
    await anna.ok('Renew-Subscription', about);
    await anna.ok('Cancel-Subscription', about);
    await anna.expect('client-error-not-found', 'Renew-Subscription', about);
    await bob.ok('Cancel-Job', { jobId: other });
  });

  test('a job brings its own subscription, which says when nothing more will come', async () => {
    const anna = await someone();
    const attributes = [
      keyword('notify-pull-method', 'ippget'),
      keyword('notify-events', 'job-state-changed'),
    ];
    const printed = await anna.ok('Print-Job', {
      document: 'one',
      groups: [{ group: 'subscription', attributes }],
    });
    const jobId = readInteger(attributesOf(printed, 'job'), 'job-id') ?? 0;
    const id = readInteger(attributesOf(printed, 'subscription'), 'notify-subscription-id') ?? 0;
    const asked = { attributes: [integer('notify-subscription-ids', id)] };
    await anna.ok('Get-Notifications', asked);
    await anna.ok('Cancel-Job', { jobId });
    const last = await anna.expect('successful-ok-events-complete', 'Get-Notifications', asked);
    const [event] = groupsOf(last, 'event-notification');
    assert.equal(readKeyword(event ?? [], 'notify-subscribed-event'), 'job-state-changed');
    assert.equal(readEnum(event ?? [], 'job-state'), jobStates.canceled);
    await anna.expect('client-error-not-possible', 'Create-Job-Subscriptions', {
      attributes: [integer('notify-job-id', jobId)],
      groups: [{ group: 'subscription', attributes }],
    });
    await anna.expect('client-error-ignored-all-subscriptions', 'Create-Printer-Subscriptions', {
      groups: [{ group: 'subscription', attributes: [keyword('notify-events', 'job-completed')] }],
    });
  });

  test('only a program with the scope runs the queue, and what it sets outlives it', async () => {
    const anna = await someone();
    const looks = async () => attributesOf(await anna.ok('Get-Printer-Attributes'), 'printer');
    for (const operation of [
      'Disable-Printer',
      'Pause-Printer',
      'Set-Printer-Attributes',
      'Cancel-Jobs',
    ] as const)
      await anna.expect('client-error-not-authorized', operation);
    await anna.ok('Disable-Printer', { token });
    assert.equal(readBoolean(await looks(), 'printer-is-accepting-jobs'), false);
    assert.equal(server.app.settings.now().print.accepting, false);
    await anna.expect('server-error-not-accepting-jobs', 'Print-Job', { document: 'one' });
    await anna.ok('Enable-Printer', { token });
    await anna.ok('Pause-Printer', { token });
    await anna.ok('Hold-New-Jobs', { token });
    assert.equal(readEnum(await looks(), 'printer-state'), 5);
    assert.deepEqual(readKeywords(await looks(), 'printer-state-reasons'), ['paused', 'hold-new-jobs']);
    const made = await anna.ok('Print-Job', { document: 'one' });
    await anna.ok('Resume-Printer', { token });
    await anna.ok('Release-Held-New-Jobs', { token });
    assert.deepEqual(readKeywords(await looks(), 'printer-state-reasons'), ['none']);

    await anna.ok('Set-Printer-Attributes', {
      token,
      groups: [{ group: 'printer', attributes: [text('printer-location', 'Main building')] }],
    });
    assert.equal(readText(await looks(), 'printer-location'), 'Main building');
    await anna.expect('client-error-attributes-not-settable', 'Set-Printer-Attributes', {
      token,
      groups: [{ group: 'printer', attributes: [name('printer-name', 'x'), text('printer-location', 'y')] }],
    });
    assert.equal(readText(await looks(), 'printer-location'), 'Main building');
    for (const operation of ['Purge-Jobs', 'Shutdown-Printer', 'Restart-Printer', 'Startup-Printer'] as const)
      await anna.expect('client-error-not-possible', operation, { token });
    const id = readInteger(attributesOf(made, 'job'), 'job-id') ?? 0;
    await anna.expect('client-error-not-possible', 'Cancel-Jobs', { token });
    await anna.ok('Cancel-Jobs', { token, attributes: [integer('job-ids', id)] });
    assert.equal((await anna.stateOf(id)).state, jobStates.canceled);
  });

  test('the large table of paper is told to whoever asks for it by name only', async () => {
    const anna = await someone();
    const names = async (...requested: string[]) =>
      attributesOf(
        await anna.ok('Get-Printer-Attributes', {
          attributes: [keyword('requested-attributes', ...requested)],
        }),
        'printer',
      ).map((attribute) => attribute.name);
    assert.ok(!(await names('all')).includes('media-col-database'));
    assert.deepEqual(await names('media-col-database'), ['media-col-database']);
    const all = await names('all', 'media-col-database');
    assert.equal(new Set(all).size, all.length, 'an attribute is told twice');
  });
});
