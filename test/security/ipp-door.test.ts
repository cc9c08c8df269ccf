// The door of the IPP printer: what may cross a connection without TLS, who is asked for what, what is counted and what is remembered, and that
// no secret stands in the log.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { attributesOf, mimeMediaType } from '@platen/edge-server/protocols/ipp/message';
import { readKeyword, readUri } from '@platen/edge-server/protocols/ipp/read-values';
import { type IppCall, type IppReply, ippCall } from '../support/ipp-call.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { type Issued, makeTestCa, type TestCa } from '../support/test-ca.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n');
const AS_PDF = [mimeMediaType('document-format', 'application/pdf')];

let server: RunningServer;
let people: TestCa;
let anna: { email: string; code: string; userId: string };
let secret: string;
before(async () => {
  server = await runServer({ ippPort: 0 });
  people = await makeTestCa('People');
  const { user, code } = await server.app.users.add('anna@example.org');
  anna = { email: user.email, code, userId: user.id };
  secret = await server.app.printQueues.issue(user.id);
});
after(() => server.close());

const change = (key: string, value: unknown) => server.app.settings.change(key, value, 'test');
const KEYS = ['plain', 'trustNames', 'byCode', 'byPassword', 'ownQueues', 'kerberos', 'certificateAuthority'];
beforeEach(async () => {
  for (const key of KEYS) await change(`print.${key}`, undefined);
  for (const key of ['passwordEntry', 'channel']) await change(`secure.${key}`, undefined);
});

const port = (): number => server.printPort() ?? 0;
const ask = (call: Partial<IppCall> = {}): Promise<IppReply> =>
  ippCall({ port: port(), operation: 'Validate-Job', attributes: AS_PDF, ...call });
const attributes = ({ message }: IppReply) => (message === undefined ? [] : attributesOf(message, 'printer'));
const jobsOf = async (userId: string): Promise<number> =>
  (
    await server.app.db.read((tx) =>
      tx.q.select({ id: tx.t.jobs.id, owner: tx.t.jobs.ownerId }).from(tx.t.jobs),
    )
  ).filter(({ owner }) => owner === userId).length;
const wrongTries = async (): Promise<number> =>
  (await server.app.db.read((tx) => tx.q.select().from(tx.t.guessDays))).reduce(
    (sum, { wrong }) => sum + wrong,
    0,
  );
const basic = () => `${anna.email}:${anna.code}`;

test('without TLS: nothing at all, documents without a secret, or everything, as three settings say, on each of the three ports', async () => {
  const plainPorts = [port(), server.httpPort ?? 0];
  for (const to of plainPorts) {
    const shut = await ask({ port: to, plain: true, basic: basic() });
    assert.equal(shut.word, 'client-error-forbidden');
    assert.match(shut.sentence ?? '', /encryption only/);
    await change('print.plain', true);
    // "Secure password entry" is on from the start: what is shown all the same is not even looked at.
    for (const call of [{ basic: basic() }, { path: `/ipp/q/${secret}` }]) {
      const refused = await ask({ port: to, plain: true, ...call });
      assert.equal(refused.word, 'client-error-forbidden');
      assert.match(refused.sentence ?? '', /encryption only/);
    }
    const nobody = await ask({ port: to, plain: true });
    assert.equal(nobody.status, 200, 'no prompt: whatever is typed would cross the network in the clear');
    assert.equal(nobody.word, 'client-error-forbidden');
    await change('print.trustNames', true);
    const named = await ask({ port: to, plain: true });
    assert.equal(named.word, 'client-error-forbidden', 'the name these requests tell is nobody’s');
    await change('print.trustNames', undefined);
    await change('secure.passwordEntry', false);
    assert.equal((await ask({ port: to, plain: true, basic: basic() })).word, 'successful-ok');
    assert.equal((await ask({ port: to, plain: true, path: `/ipp/q/${secret}` })).word, 'successful-ok');
    await change('secure.channel', true);
    for (const call of [{ basic: basic() }, { path: `/ipp/q/${secret}` }, {}]) {
      const refused = await ask({ port: to, plain: true, ...call });
      assert.equal(refused.word, 'client-error-forbidden');
      assert.match(refused.sentence ?? '', /encryption only/);
    }
    for (const key of ['secure.passwordEntry', 'secure.channel', 'print.plain']) await change(key, undefined);
  }
  for (const to of [port(), server.httpsPort ?? 0]) {
    assert.equal((await ask({ port: to, basic: basic() })).word, 'successful-ok');
    assert.equal((await ask({ port: to, path: `/ipp/q/${secret}` })).word, 'successful-ok');
  }
});

test('what is told of signing in agrees with what is asked, at each address and on each wire', async () => {
  const told = async (call: Partial<IppCall>) => {
    const reply = await ask({ operation: 'Get-Printer-Attributes', attributes: [], ...call });
    assert.equal(reply.word, 'successful-ok', reply.sentence);
    return readKeyword(attributes(reply), 'uri-authentication-supported');
  };
  const asked = async (call: Partial<IppCall>) => (await ask(call)).challenges;
  assert.equal(await told({}), 'basic');
  assert.match((await asked({}))[0] ?? '', /^Basic realm/);
  assert.equal(await told({ path: `/ipp/q/${secret}` }), 'none');
  assert.deepEqual(await asked({ path: `/ipp/q/${secret}` }), []);
  await change('print.plain', true);
  assert.equal(await told({ plain: true }), 'none');
  assert.deepEqual(await asked({ plain: true }), []);
  await change('print.byCode', false);
  await change('print.byPassword', false);
  assert.equal(await told({}), 'none');
  const noWay = await ask({});
  assert.deepEqual(
    [noWay.status, noWay.word],
    [200, 'client-error-forbidden'],
    'no prompt without an answer',
  );
  assert.match(noWay.sentence ?? '', /portal/);
  await change('print.trustNames', true);
  assert.equal(await told({}), 'requesting-user-name');
  await change('print.ownQueues', false);
  const closed = await ask({ path: `/ipp/q/${secret}` });
  assert.equal(closed.word, 'client-error-forbidden');
  assert.deepEqual(closed.challenges, []);
});

test('asking what the printer is never brings a prompt and never costs a try, whatever is shown with it', async () => {
  const before = await wrongTries();
  for (const shown of [undefined, `${anna.email}:00000000`, 'nobody@example.org:12345678'])
    for (let at = 0; at < 12; at++) {
      const reply = await ask({
        operation: 'Get-Printer-Attributes',
        attributes: [],
        ...(shown === undefined ? {} : { basic: shown }),
      });
      assert.deepEqual([reply.status, reply.word], [200, 'successful-ok']);
    }
  assert.equal(await wrongTries(), before);
});

test('a right code is no wrong try, however often it comes; a wrong one is, and at the budget a sentence takes the place of the prompt', async () => {
  const { user, code } = await server.app.users.add('bert@example.org');
  const before = await wrongTries();
  for (let at = 0; at < 25; at++)
    assert.equal((await ask({ basic: `${user.email}:${code}` })).word, 'successful-ok');
  assert.equal(await wrongTries(), before);
  for (let at = 0; at < 10; at++) {
    const wrong = await ask({ basic: `${user.email}:0000000${at}` });
    assert.equal(wrong.status, 401);
  }
  assert.equal(await wrongTries(), before + 10);
  const waits = await ask({ basic: `${user.email}:11110000` });
  assert.deepEqual([waits.status, waits.word], [200, 'client-error-forbidden']);
  assert.match(waits.sentence ?? '', /Try again in \d+ seconds/);
  assert.equal(await wrongTries(), before + 10, 'what is not evaluated is not counted');
});

test('a directory is asked once for the many requests of a job, and what was remembered ends with the code, the account and the address', async () => {
  const asked: string[] = [];
  const { user } = await server.app.users.add('carla@example.org');
  const { passwords } = server.app.signIn;
  const own = { check: passwords.check, any: passwords.any };
  Object.assign(passwords, {
    any: async () => true,
    check: async (typed: { user: string; password: string }) => {
      asked.push(typed.user);
      return typed.password === 'right words' || typed.password === '20261122'
        ? { kind: 'ok', userId: user.id }
        : { kind: 'wrong' };
    },
  });
  try {
    const before = await wrongTries();
    for (let at = 0; at < 6; at++)
      assert.equal((await ask({ basic: 'carla:right words' })).word, 'successful-ok');
    assert.equal(asked.length, 1);
    // A password of digits looks like a code: it is none, and yet no wrong try.
    assert.equal((await ask({ basic: 'carla:20261122' })).word, 'successful-ok');
    assert.equal(await wrongTries(), before);
    assert.equal((await ask({ basic: 'carla:wrong words' })).status, 401);
    assert.equal(await wrongTries(), before + 1);
    await server.app.users.renewCode(user.id);
    assert.equal((await ask({ basic: 'carla:right words' })).word, 'successful-ok');
    assert.equal(asked.length, 4, 'the account has changed, so the directory is asked again');
    await server.app.switchUser.switchUser(user.id, true);
    const off = await ask({ basic: 'carla:right words' });
    assert.equal(off.word, 'client-error-forbidden');
    assert.match(off.sentence ?? '', /switched off/);
  } finally {
    Object.assign(passwords, own);
  }
});

test('certificates are asked for on the port for printing alone, and name the person there', async () => {
  const chain = people.intermediate;
  const show = async (own: Issued, call: Partial<IppCall> = {}) =>
    ask({ client: { cert: own.cert + chain, key: own.key }, ...call });
  const annas = await people.issue({ usage: 'client', emails: ['anna@example.org'] });
  assert.equal((await show(annas)).status, 401, 'no authority is set');
  await change('print.certificateAuthority', people.root);
  // The port follows the settings by itself within seconds; here it is told.
  await server.followPrintPort();
  assert.equal((await show(annas)).word, 'successful-ok');
  assert.equal((await show(annas, { port: server.httpsPort ?? 0 })).status, 401, 'HTTPS asks no browser');
  assert.equal((await ask({})).status, 401, 'who has none is asked for a password as before');
  const told = await show(annas, { operation: 'Get-Printer-Attributes', attributes: [] });
  assert.equal(readKeyword(attributes(told), 'uri-authentication-supported'), 'certificate');
  const strangers = await people.issue({ usage: 'client', emails: ['nobody@example.org'] });
  assert.equal((await show(strangers)).status, 401);
  await server.app.users.add('second@example.org');
  const two = await people.issue({ usage: 'client', emails: ['anna@example.org', 'second@example.org'] });
  assert.equal((await show(two)).status, 401, 'one that names two people names nobody');
  const byName = await people.issue({ usage: 'client', principals: ['Anna@Example.org'] });
  assert.equal((await show(byName)).word, 'successful-ok');
  const wrongCode = await show(annas, { basic: `${anna.email}:99990000` });
  assert.equal(wrongCode.status, 401, 'who signs in as somebody is not taken for somebody else');
  await change('print.certificateAuthority', undefined);
  await server.followPrintPort();
  assert.equal((await show(annas)).status, 401);
});

test('the port for printing prints and does nothing else, and what it tells of itself works from where the client stands', async () => {
  for (const plain of [true, false]) {
    const answer = await fetchPath(plain, '/');
    assert.equal(answer, 404);
    assert.equal(await fetchPath(plain, '/api/health'), 404);
    assert.equal(await fetchPath(plain, '/admin/'), 404);
  }
  const told = async (host: string, to = port()) =>
    attributes(
      await ask({ port: to, operation: 'Get-Printer-Attributes', attributes: [], headers: { host } }),
    );
  const here = await told('print.example.org');
  assert.equal(readUri(here, 'printer-uri-supported'), 'ipps://print.example.org/ipp/print');
  assert.equal(readUri(here, 'printer-more-info'), `https://print.example.org:${server.httpsPort}/`);
  const web = await told('print.example.org', server.httpsPort);
  assert.equal(readUri(web, 'printer-uri-supported'), 'ipps://print.example.org:443/ipp/print');
  assert.equal(
    readUri(await told('print.example.org:8443', server.httpsPort), 'printer-uri-supported'),
    'ipps://print.example.org:8443/ipp/print',
  );
  await change('print.ipp', false);
  await server.followPrintPort();
  assert.equal(server.printPort(), undefined, 'switched off, nothing listens');
  await change('print.ipp', undefined);
  await server.followPrintPort();
  assert.notEqual(server.printPort(), undefined);
});

async function fetchPath(plain: boolean, path: string): Promise<number> {
  const { request } = await import(plain ? 'node:http' : 'node:https');
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: port(), path, agent: false, rejectUnauthorized: false });
    sent.on('error', reject);
    sent.on('response', (response: { statusCode?: number; resume(): void }) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.end();
  });
}

test('no secret of printing stands in the log: address, code, password, certificate or ticket, printing on or off', async () => {
  const wrong = 'Q0wrongwrongwrongwrongwrong';
  const ticket = 'YIIZplantedPLANTED0123456789planted';
  for (const on of [true, false]) {
    await change('print.ipp', on ? undefined : false);
    await change('print.kerberos', true);
    for (const to of [server.httpsPort ?? 0, server.httpPort ?? 0])
      for (const call of [
        { path: `/ipp/q/${secret}`, document: PDF, operation: 'Print-Job' as const },
        { path: `/ipp/q/${wrong}` },
        { path: `//ipp/q/${wrong}` },
        { path: `/ipp/q/${secret}/1`, operation: 'Get-Jobs' as const },
        { basic: basic() },
        { basic: `${anna.email}:plantedpassword` },
        { headers: { authorization: `Negotiate ${ticket}` } },
      ])
        await ask({ port: to, plain: to === server.httpPort, ...call }).catch((cause: unknown) => {
          // Some of these are no IPP printer's addresses; a connection that is cut is an answer, too.
          assert.ok(cause instanceof Error);
        });
  }
  for (const key of ['print.ipp', 'print.kerberos']) await change(key, undefined);
  await server.followPrintPort();
  const log = server.logged.join('\n');
  for (const planted of [secret, wrong, anna.code, 'plantedpassword', ticket, basic()])
    assert.ok(!log.includes(planted), `${planted.slice(0, 6)}… is in the log`);
  assert.match(log, /ipp\/\.\.\./, 'that somebody asked is in the log');
});

test('who names an account that is believed prints as that person, and only where it is believed and means one person', async () => {
  // The name these requests tell is "test".
  const { user } = await server.app.users.add('test@example.org');
  assert.equal((await ask({ operation: 'Print-Job', document: PDF })).status, 401);
  await change('print.trustNames', true);
  const reply = await ask({ operation: 'Print-Job', document: PDF });
  assert.equal(reply.word, 'successful-ok', reply.sentence);
  assert.equal(await jobsOf(user.id), 1);
  await server.app.users.add('test@elsewhere.example');
  assert.equal((await ask({ operation: 'Print-Job', document: PDF })).status, 401, 'two are nobody');
  assert.equal(await jobsOf(user.id), 1);
});
