// The commands for users, printers, documents and the doctor: what they ask, and what a person reads.
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { afterEach, beforeEach } from 'node:test';
import { type FakeServer, type Reply, refusal, startFakeServer } from './fake-server.ts';
import { NOW, runPlaten } from './run-platen.ts';
import { aJob, aPrinter, aUser } from './views.ts';

let fake: FakeServer;
let answers: Record<string, Reply>;

beforeEach(async () => {
  answers = {};
  fake = await startFakeServer(
    new Proxy(
      {},
      { get: (_, name) => (typeof name === 'string' && name in answers ? () => answers[name] : undefined) },
    ),
  );
});
afterEach(() => fake.close());

const platen = (...args: string[]) => runPlaten([...args, '--data-dir', fake.dataDir]);
const last = () => fake.seen[fake.seen.length - 1];

test('a new user is told with the code in groups, and as JSON with the code as it is', async () => {
  answers['POST /api/admin/users'] = {
    status: 201,
    json: { user: aUser(), code: '123456789', mailed: false },
  };
  const ran = await platen('user', 'add', 'Anna@Example.org', '--name', 'Anna Berg');
  assert.equal(ran.out, 'Added anna@example.org. The confirmation code is 123 456 789.\n');
  assert.deepEqual(last()?.json, { email: 'Anna@Example.org', name: 'Anna Berg' });
  const json = await platen('user', 'add', 'anna@example.org', '--json');
  assert.deepEqual(JSON.parse(json.out), { user: aUser(), code: '123456789', mailed: false });
});

test("the server's own sentence is what a refusal reads", async () => {
  answers['POST /api/admin/users'] = refusal(
    409,
    'user-exists',
    'There is already an account with this address.',
  );
  assert.deepEqual(await platen('user', 'add', 'anna@example.org'), {
    code: 1,
    out: '',
    err: 'There is already an account with this address.\n',
  });
});

test('users are listed in columns with the time they were last seen in words', async () => {
  answers['GET /api/admin/users'] = {
    json: {
      users: [
        aUser({ lastSeenAt: NOW - 3 * 60_000 }),
        aUser({ email: 'bo@example.org', name: '田中', held: 12 }),
      ],
      total: 30,
    },
  };
  const ran = await platen('user', 'list', 'example', '--limit', '2');
  assert.equal(
    ran.out,
    [
      'EMAIL             NAME       WAITING  LAST SEEN',
      'anna@example.org  Anna Berg        2  3 minutes ago',
      'bo@example.org    田中            12  never',
      '',
      '2 of 30 users. Use --limit or a search to see others.',
      '',
    ].join('\n'),
  );
  assert.equal(last()?.query.get('search'), 'example');
  assert.equal(last()?.query.get('limit'), '2');
});

test('of more people than are counted the list says so', async () => {
  answers['GET /api/admin/users'] = { json: { users: [aUser()], total: 1000, more: true } };
  assert.match((await platen('user', 'list')).out, /1 of more than 1000 users/);
});

test('a new code goes to the very account of the address', async () => {
  answers['GET /api/admin/users'] = {
    json: { users: [aUser({ id: 'usr9', email: 'hanna@example.org' }), aUser()], total: 2 },
  };
  answers['POST /api/admin/users/usr1/code'] = { json: { user: aUser(), code: '12345678', mailed: false } };
  const ran = await platen('user', 'code', ' ANNA@example.org');
  assert.equal(ran.out, 'The new code of anna@example.org is 1234 5678. The old one no longer works.\n');
});

test('an address is searched for as it is, underscores and all', async () => {
  answers['GET /api/admin/users'] = {
    json: { users: [aUser({ id: 'usr2', email: 'anna_b@example.org' })], total: 1 },
  };
  answers['POST /api/admin/users/usr2/code'] = { json: { user: aUser(), code: '12345678', mailed: false } };
  assert.equal((await platen('user', 'code', 'anna_b@example.org')).code, 0);
  assert.equal(fake.seen[0]?.query.get('search'), 'anna_b@example.org');
});

test('an unknown user is told with the cure', async () => {
  answers['GET /api/admin/users'] = { json: { users: [], total: 0 } };
  for (const command of ['code', 'remove']) {
    const ran = await platen('user', command, 'nobody@example.org');
    assert.equal(ran.code, 1);
    assert.match(ran.err, /There is no user nobody@example\.org/);
  }
});

test('a user whose document prints right now is not removed, in words that say so', async () => {
  answers['GET /api/admin/users'] = { json: { users: [aUser()], total: 1 } };
  answers['DELETE /api/admin/users/usr1'] = refusal(
    409,
    'conflict',
    'Somebody changed this at the same time.',
  );
  assert.match((await platen('user', 'remove', 'anna@example.org')).err, /is being printed\. Try again/);
  answers['DELETE /api/admin/users/usr1'] = { json: { ok: true } };
  const ran = await platen('user', 'remove', 'anna@example.org');
  assert.equal(ran.out, 'Removed anna@example.org. 2 waiting documents deleted.\n');
});

test('documents are listed with state and search handed on', async () => {
  answers['GET /api/admin/jobs'] = { json: { jobs: [aJob()], total: 1 } };
  const ran = await platen('jobs', '--state', 'held', '--search', 'Report');
  assert.equal(
    ran.out,
    [
      'ID    STATE  PAGES  RECEIVED       OWNER             TITLE',
      'job1  held       3  5 minutes ago  anna@example.org  Report.pdf',
      '',
    ].join('\n'),
  );
  assert.equal(last()?.query.get('state'), 'held');
  assert.equal(last()?.query.get('search'), 'Report');
  answers['GET /api/admin/jobs'] = { json: { jobs: [], total: 0 } };
  assert.equal((await platen('jobs')).out, 'There are no documents.\n');
  assert.equal((await platen('jobs', '--search', 'x')).out, 'No document fits.\n');
});

test('on a narrow terminal the title gives way, and nothing in it moves the cursor', async () => {
  const title = `Quarterly ${'\u001b[2J\u202e'}figures\nof the whole year.pdf`;
  answers['GET /api/admin/jobs'] = { json: { jobs: [aJob({ title })], total: 1 } };
  const ran = await runPlaten(['jobs', '--data-dir', fake.dataDir], { width: 70 });
  const line = ran.out.split('\n')[1] ?? '';
  assert.ok(line.length <= 70, line);
  assert.ok(line.endsWith('…'));
  assert.doesNotMatch(ran.out, /[\u001b\u202e]/);
  const wide = await platen('jobs');
  assert.match(wide.out, /Quarterly \[2Jfigures of the whole year\.pdf/);
});

test('the story of a document is told line by line', async () => {
  answers['GET /api/admin/jobs/job1'] = {
    json: {
      job: aJob({ notes: ['A font was replaced.'] }),
      story: [
        { at: NOW - 60_000, kind: 'received', sentence: 'Received by the command line.' },
        { at: NOW - 86_400_000, kind: 'held', sentence: 'Waiting for you at any printer.' },
      ],
    },
  };
  const ran = await platen('job', 'job1');
  assert.deepEqual(ran.out.trimEnd().split('\n'), [
    'Report.pdf',
    'Owner: anna@example.org',
    '3 pages, A4, colour, 20 kB, application/pdf',
    'Ready. 3 pages.',
    'A font was replaced.',
    'Kept until: tomorrow 11:00',
    '',
    '11:59:00  Received by the command line.',
    '2031-05-13 12:00:00  Waiting for you at any printer.',
  ]);
  const none = await platen('job', '../users');
  assert.equal(none.code, 1);
  assert.match(none.err, /There is no document \.\.\/users/);
  assert.equal(last()?.path, '/api/admin/jobs/..%2Fusers');
});

test('a document whose key was destroyed is not said to be kept', async () => {
  answers['GET /api/admin/jobs/job1'] = {
    json: {
      job: aJob({ state: 'printed', sentence: 'Printed on Copy room.' }),
      story: [{ at: NOW, kind: 'shredded', sentence: 'Its key was destroyed.' }],
    },
  };
  assert.doesNotMatch((await platen('job', 'job1')).out, /Kept until/);
});

test('a printer is registered with what was said and no more', async () => {
  answers['POST /api/admin/printers'] = {
    status: 201,
    json: aPrinter({ tlsPin: 'ab'.repeat(32), sentence: 'No paper in tray 2.' }),
  };
  const ran = await platen('printer', 'add', 'ipps://10.0.0.20/ipp/print', '--name', 'Copy room');
  assert.deepEqual(last()?.json, { uri: 'ipps://10.0.0.20/ipp/print', name: 'Copy room' });
  assert.match(ran.out, /Registered Copy room as prn1\. No paper in tray 2\./);
  assert.match(ran.out, new RegExp(`pinned: ${'ab'.repeat(32)}`));
  assert.match(ran.out, /\/panel\/key/);
  await platen(
    ...[
      'printer',
      'add',
      'ipp://10.0.0.21/',
      '--name',
      'Hall',
      '--alias',
      'hall',
      '--location',
      'Ground floor',
    ],
    ...['--site', 'North', '--allow-http'],
  );
  assert.deepEqual(last()?.json, {
    uri: 'ipp://10.0.0.21/',
    name: 'Hall',
    alias: 'hall',
    location: 'Ground floor',
    site: 'North',
    allowHttp: true,
  });
  assert.equal((await platen('printer', 'add', 'ipp://10.0.0.21/')).code, 2);
});

test('printers are listed, and removed by name', async () => {
  answers['GET /api/admin/printers'] = { json: { printers: [aPrinter()], mistakes: [] } };
  assert.match((await platen('printer', 'list')).out, /prn1 {2}Copy room {2}copy {3}2nd floor {2}Ready\./);
  answers['PATCH /api/admin/printers/prn1'] = {
    json: aPrinter({ directQueue: true, directPath: '/ipp/direct/prn1' }),
  };
  const direct = await platen('printer', 'direct', 'copy room');
  assert.equal(direct.out, 'Copy room prints at once what comes to /ipp/direct/prn1 of this server.\n');
  assert.deepEqual(last()?.json, { directQueue: true });
  answers['PATCH /api/admin/printers/prn1'] = { json: aPrinter() };
  assert.equal(
    (await platen('printer', 'direct', 'copy', '--off')).out,
    'Copy room no longer prints at once.\n',
  );
  assert.deepEqual(last()?.json, { directQueue: false });
  answers['DELETE /api/admin/printers/prn1'] = { json: { ok: true } };
  assert.equal((await platen('printer', 'remove', 'copy room')).out, 'Removed Copy room.\n');
  answers['GET /api/admin/printers'] = { json: { printers: [], mistakes: [] } };
  assert.match((await platen('printer', 'list')).out, /There are no printers/);
});

test('a device file is imported, or its mistakes are told with their place', async () => {
  const file = join(tmpdir(), `platen-import-${process.pid}.json`);
  await writeFile(file, '{"devices":[]}');
  answers['POST /api/admin/printers/import'] = {
    json: { added: ['Hall'], known: ['Copy room'], mistakes: [] },
  };
  const done = await platen('printer', 'import', file);
  assert.equal(done.out, 'Registered: Hall.\nThere already: Copy room.\n');
  assert.deepEqual(last()?.json, { text: '{"devices":[]}' });
  const mistake = { file: 'x', line: 3, column: 7, sentence: 'Unknown key.', cure: 'Delete it.' };
  answers['POST /api/admin/printers/import'] = { json: { added: [], known: [], mistakes: [mistake] } };
  const refused = await platen('printer', 'import', file);
  assert.equal(refused.code, 1);
  assert.match(refused.out, /:3:7 Unknown key\. Delete it\.\nNothing was registered\./);
  await rm(file);
  assert.equal((await platen('printer', 'import', file)).code, 2);
});

test('a probe tells what the printer said', async () => {
  answers['POST /api/admin/printers/probe'] = {
    json: {
      capabilities: {
        makeAndModel: 'Example 9000',
        formats: ['application/pdf', 'image/pwg-raster'],
        maxCopies: 99,
        sides: ['one-sided'],
        printColorModes: [],
        finishings: [3, 4],
        numberUp: [1],
        pageRanges: true,
        mediaReady: [{ media: 'iso_a4_210x297mm', source: 'tray-1', width: 21_000, height: 29_700 }],
      },
      condition: { state: 'stopped', reasons: ['media-empty'], accepting: true, at: NOW },
      identity: { serial: 'EX-1' },
      profile: '{\n  "id": "example-9000"\n}\n',
    },
  };
  const ran = await platen('printer', 'probe', 'ipp://10.0.0.9/');
  assert.match(ran.out, /Model {12}Example 9000/);
  assert.match(ran.out, /State {12}stopped, media-empty/);
  assert.match(ran.out, /Paper loaded {5}iso_a4_210x297mm \(tray-1\)/);
  assert.match(ran.out, /Serial number {4}EX-1/);
  assert.match(ran.out, /\n\{\n {2}"id": "example-9000"\n\}\n$/);
  assert.doesNotMatch(ran.out, /Colour|Speed/);
  assert.deepEqual(last()?.json, { uri: 'ipp://10.0.0.9/' });
});

test('the doctor ends with code 1 when something is wrong and tells the cure', async () => {
  const well = { id: 'disk', ok: true, sentence: 'There is room for documents.' };
  const ill = { id: 'tls', ok: false, sentence: 'The certificate ends soon.', cure: 'Renew it.' };
  answers['GET /api/admin/doctor'] = { json: { checks: [well, ill] } };
  const ran = await platen('doctor');
  assert.equal(ran.code, 1);
  assert.match(ran.out, /good {2}There is room.*\nBAD {3}The certificate ends soon\.\n {6}Renew it\.\n/);
  assert.match(ran.out, /1 thing needs attention/);
  answers['GET /api/admin/doctor'] = { json: { checks: [well] } };
  assert.deepEqual(JSON.parse((await platen('doctor', '--json')).out), { checks: [well] });
  assert.equal((await platen('doctor')).code, 0);
});

test('an answer that is no JSON, or of another shape, is told as such', async () => {
  answers['GET /api/admin/doctor'] = { text: '<html>' };
  assert.match((await platen('doctor')).err, /no JSON/);
  answers['GET /api/admin/doctor'] = { json: { checks: [{ id: 1 }] } };
  const ran = await platen('doctor');
  assert.equal(ran.code, 1);
  assert.match(ran.err, /different versions/);
  answers['GET /api/admin/doctor'] = { status: 502, json: { no: 'error' } };
  assert.match((await platen('doctor')).err, /status 502/);
});

test('a pass that the server does not know is told with what to do', async () => {
  answers['GET /api/admin/doctor'] = refusal(401, 'not-signed-in', 'Please sign in.');
  assert.match((await platen('doctor')).err, /did not take the pass.*\nIt was restarted/);
});

test('neither the pass nor a code is ever part of an address', async () => {
  answers['POST /api/admin/users'] = {
    status: 201,
    json: { user: aUser(), code: '12345678', mailed: false },
  };
  await platen('user', 'add', 'anna@example.org');
  for (const { path, query, headers } of fake.seen) {
    assert.doesNotMatch(`${path}?${query}`, /12345678|operator-token/);
    assert.equal(headers['x-platen'], '1');
  }
});
