// The PIN of one document (job-password, SPEC A15): what it opens, alone or with the email address, what it never opens, and that nobody finds out
// by it what others have chosen.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { codeSafety } from '@platen/edge-server/people/code-safety';
import { attributesOf, keyword, mimeMediaType, octetString } from '@platen/edge-server/protocols/ipp/message';
import { readInteger, readKeywords, readRange } from '@platen/edge-server/protocols/ipp/read-values';
import type { PanelSession, PanelStart } from '@platen/shared/api/panel';
import { type IppCall, type IppReply, ippCall } from '../support/ipp-call.ts';
import { type Answer, type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

interface Person {
  readonly email: string;
  readonly code: string;
  readonly userId: string;
}

let server: RunningServer;
let panelPath: string;
let document: Buffer;
let anna: Person;
let bert: Person;
before(async () => {
  server = await runServer();
  const printer = await server.app.printers.add(
    { name: 'P', uri: 'ipp://127.0.0.1:1/ipp/print' },
    {},
    'test',
  );
  panelPath = server.app.printers.panelPath(printer);
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]);
  document = Buffer.from(await pdf.save());
  anna = await person('anna@example.org');
  bert = await person('bert@example.org');
});
after(() => server.close());
beforeEach(async () => {
  for (const { id } of await rows()) await remove(id);
  // Wrong tries of one test are not to make another one wait.
  await server.app.db.write(async (tx) => {
    await tx.q.delete(tx.t.guesses);
  });
});

async function person(email: string): Promise<Person> {
  const { user, code } = await server.app.users.add(email);
  return { email, code, userId: user.id };
}

const ask = (who: Person, call: Partial<IppCall> = {}): Promise<IppReply> =>
  ippCall({
    port: server.httpsPort ?? 0,
    operation: 'Print-Job',
    document,
    basic: `${who.email}:${who.code}`,
    ...call,
  });
const pinOf = (pin: string, encryption = 'none') => [
  octetString('job-password', Buffer.from(pin)),
  keyword('job-password-encryption', encryption),
];

/** @returns the document's id, once it is ready. */
async function print(who: Person, pin?: string): Promise<string> {
  const before = new Set((await rows()).map(({ id }) => id));
  const attributes = [
    mimeMediaType('document-format', 'application/pdf'),
    ...(pin === undefined ? [] : pinOf(pin)),
  ];
  const reply = await ask(who, { attributes });
  assert.equal(reply.word, 'successful-ok', reply.sentence);
  const job = (await rows()).find(({ id }) => !before.has(id));
  assert.ok(job);
  await waitUntil(async () => (await rows()).find(({ id }) => id === job.id)?.state === 'held', {
    what: 'the document to be ready',
  });
  return job.id;
}
const rows = () => server.app.db.read((tx) => tx.q.select().from(tx.t.jobs));

async function panel(): Promise<Client> {
  const client = server.client();
  await client.call('GET', panelPath);
  return client;
}
const signIn = async (body: Readonly<Record<string, string>>, at?: Client): Promise<Answer> =>
  (at ?? (await panel())).call('POST', '/api/panel/session', { body });
const shown = (answer: Answer): string[] => {
  assert.equal(answer.status, 200, answer.bytes.toString());
  return (answer.json as PanelSession).jobs.map(({ id }) => id);
};
const refused = (answer: Answer): string =>
  (answer.json as { error?: { code: string } }).error?.code ?? `status ${answer.status}`;
const remove = (id: string) => server.app.shred.remove(id, 'you');

test('a phone is told that digits are taken, as they are, over TLS only', async () => {
  const told = async (call: Partial<IppCall>) => {
    const { message } = await ask(anna, { operation: 'Get-Printer-Attributes', attributes: [], ...call });
    assert.ok(message);
    return attributesOf(message, 'printer');
  };
  const secure = await told({});
  assert.equal(readInteger(secure, 'job-password-supported'), 16);
  assert.deepEqual(readRange(secure, 'job-password-length-supported'), { lower: 4, upper: 16 });
  assert.deepEqual(readKeywords(secure, 'job-password-encryption-supported'), ['none']);
  assert.deepEqual(readKeywords(secure, 'job-password-repertoire-configured'), ['iana_us-ascii_digits']);
  await server.app.settings.change('print.plain', true, 'test');
  await server.app.settings.change('secure.passwordEntry', false, 'test');
  const plain = { plain: true, port: server.httpPort ?? 0 };
  assert.equal(readInteger(await told(plain), 'job-password-supported'), undefined);
  const sent = await ask(anna, { ...plain, attributes: pinOf('904122685513') });
  assert.equal(sent.word, 'successful-ok-ignored-or-substituted-attributes');
  assert.equal(refused(await signIn({ code: '904122685513' })), 'wrong-code');
  for (const key of ['print.plain', 'secure.passwordEntry'])
    await server.app.settings.change(key, undefined, 'test');
});

test('a PIN as long as a code opens its document alone, and nothing else of that account', async () => {
  const other = await print(anna);
  const mine = await print(anna, '904172685513');
  const at = await panel();
  assert.deepEqual(shown(await signIn({ code: '9041 7268 5513' }, at)), [mine]);
  assert.deepEqual(shown(await at.call('GET', '/api/panel/session')), [mine]);
  for (const [method, path, body] of [
    ['GET', `/api/panel/jobs/${other}/pages/1.jpg?width=300&height=300`, undefined],
    ['POST', `/api/panel/jobs/${other}/unlock`, { password: 'x' }],
    ['POST', '/api/panel/release', { jobs: [{ id: other }], ticket: {} }],
  ] as const) {
    const answer = await at.call(method, path, body === undefined ? {} : { body });
    assert.equal(answer.status, 404, `${path}: ${answer.bytes.toString()}`);
  }
  const deleted = await at.call('POST', '/api/panel/delete', { body: { jobs: [other] } });
  assert.deepEqual((deleted.json as { deleted: string[] }).deleted, []);
  assert.equal((await rows()).find(({ id }) => id === other)?.state, 'held');
  // Its owner's code opens both, as ever.
  assert.deepEqual(shown(await signIn({ code: anna.code })).toSorted(), [mine, other].toSorted());
  // And it is no key to the portal, nor to printing more.
  const portal = await server
    .client()
    .call('POST', '/api/portal/session', { body: { email: anna.email, code: '904172685513' } });
  assert.equal(portal.status, 401);
  assert.equal((await ask({ ...anna, code: '904172685513' }, { operation: 'Validate-Job' })).status, 401);
  assert.equal(await remove(mine), true);
  assert.equal(
    refused(await signIn({ code: '904172685513' })),
    'wrong-code',
    'it has gone with its document',
  );
  await remove(other);
});

test('a short or a simple PIN serves together with the email address only', async () => {
  const short = await print(anna, '7391');
  const simple = await print(anna, '123412341234');
  assert.equal(refused(await signIn({ code: '7391' })), 'code-needs-email');
  assert.equal(refused(await signIn({ code: '7392' })), 'code-needs-email', 'asked for without a look at it');
  assert.equal(refused(await signIn({ code: '123412341234' })), 'wrong-code');
  assert.deepEqual(shown(await signIn({ email: anna.email, code: '7391' })), [short]);
  assert.deepEqual(shown(await signIn({ email: anna.email, code: '123412341234' })), [simple]);
  assert.equal(refused(await signIn({ email: bert.email, code: '7391' })), 'wrong-code');
  assert.equal(refused(await signIn({ email: 'nobody@example.org', code: '7391' })), 'wrong-code');
  const start = (await (await panel()).call('GET', '/api/panel/start')).json as PanelStart;
  assert.deepEqual(start.pinLengths, [4]);
  assert.ok(start.codeLengths.includes(8));
  await remove(short);
  await remove(simple);
});

test('where two people chose the same PIN it opens neither alone, each with the address, and the sender is told nothing of it', async () => {
  const annas = await print(anna, '582039417264');
  const berts = await print(bert, '582039417264');
  assert.equal(refused(await signIn({ code: '582039417264' })), 'code-needs-email');
  assert.deepEqual(shown(await signIn({ email: anna.email, code: '582039417264' })), [annas]);
  assert.deepEqual(shown(await signIn({ email: bert.email, code: '582039417264' })), [berts]);
  await remove(annas);
  assert.deepEqual(shown(await signIn({ code: '582039417264' })), [berts]);
  await remove(berts);
});

test('somebody’s code wins over a PIN that is the same, and whoever chose the PIN still gets the document', async () => {
  const annas = await print(anna);
  const berts = await print(bert, anna.code);
  assert.deepEqual(shown(await signIn({ code: anna.code })), [annas]);
  assert.deepEqual(shown(await signIn({ email: bert.email, code: anna.code })), [berts]);
  assert.deepEqual(shown(await signIn({ email: anna.email, code: anna.code })), [annas]);
  await remove(annas);
  await remove(berts);
});

test('wrong PINs are counted like wrong codes: the panel waits, short ones have the budget of their length, and nobody’s code stops working', async () => {
  const short = await print(anna, '4826');
  const at = await panel();
  for (let tries = 0; tries < 5; tries++)
    assert.equal(refused(await signIn({ code: `5555${tries}131` }, at)), 'wrong-code');
  assert.equal(refused(await signIn({ code: '904172685513' }, at)), 'too-many-tries');
  for (let tries = 0; tries < 10; tries++)
    assert.equal(refused(await signIn({ email: `p${tries}@example.org`, code: '1870' })), 'wrong-code');
  assert.equal(refused(await signIn({ email: anna.email, code: '4826' })), 'code-needs-mail');
  assert.deepEqual(shown(await signIn({ email: anna.email, code: anna.code })), [short]);
  await remove(short);
});

test('the same PIN chosen by two people does not let a guesser go on', async () => {
  const [annas, berts] = [await print(anna, '582039417264'), await print(bert, '582039417264')];
  const at = await panel();
  for (let tries = 0; tries < 4; tries++) await signIn({ code: `5555${tries}131` }, at);
  assert.equal(refused(await signIn({ code: '582039417264' }, at)), 'code-needs-email');
  assert.equal(refused(await signIn({ code: '55559131' }, at)), 'too-many-tries');
  await remove(annas);
  await remove(berts);
});

test('live PINs count for how long codes are and for the published figure', async () => {
  const safety = () => server.app.db.read((tx) => codeSafety(tx, { settings: server.app.settings.now }));
  const before = await safety();
  const long = await print(anna, '904172685513');
  const short = await print(anna, '7391');
  const after = await safety();
  assert.equal(after.liveCodes, before.liveCodes + 1);
  assert.ok(after.hitPerDay > before.hitPerDay && after.hitPerYear <= after.publishedPerYear);
  await remove(long);
  await remove(short);
  assert.equal((await safety()).liveCodes, before.liveCodes);
});

test('what is no PIN is refused with a sentence, the same whoever has chosen it before, and a hash is not taken', async () => {
  const taken = await print(bert, '582039417264');
  for (const [pin, encryption] of [
    ['abcd', 'none'],
    ['123', 'none'],
    ['12345678901234567', 'none'],
    ['0cc175b9c0f1b6a831c399e269772661', 'md5'],
  ] as const) {
    const reply = await ask(anna, { attributes: pinOf(pin, encryption) });
    assert.equal(reply.word, 'client-error-attributes-or-values-not-supported');
    assert.match(reply.sentence ?? '', /PIN/);
  }
  const free = await ask(anna, { operation: 'Validate-Job', attributes: pinOf('582039417265') });
  const used = await ask(anna, { operation: 'Validate-Job', attributes: pinOf('582039417264') });
  assert.deepEqual([used.word, used.sentence], [free.word, free.sentence]);
  await server.app.settings.change('print.pins', false, 'test');
  assert.equal(
    refused(await signIn({ code: '582039417264' })),
    'wrong-code',
    'switched off, none opens anything',
  );
  await server.app.settings.change('print.pins', undefined, 'test');
  await remove(taken);
});

test('no PIN stands in the database, the log, or what a client is told of its jobs', async () => {
  const job = await print(anna, '739102645518');
  const stored = JSON.stringify(await server.app.db.read((tx) => tx.q.select().from(tx.t.jobPins)));
  assert.ok(stored.includes('"digits":12') && !stored.includes('739102645518'));
  const { message } = await ask(anna, {
    operation: 'Get-Jobs',
    attributes: [keyword('requested-attributes', 'all')],
  });
  assert.ok(message);
  const told = JSON.stringify(message);
  assert.ok(told.includes('job-password-wait') && !told.includes('739102645518'));
  assert.ok(!server.logged.join('\n').includes('739102645518'));
  await remove(job);
});
