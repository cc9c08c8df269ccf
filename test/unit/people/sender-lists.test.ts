// Who may print by mail: the lists, importing them, and what becomes of senders who wait when they are decided on.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import type { Tx } from '@platen/edge-server/db/database';
import { listOf, readSenderPattern } from '@platen/edge-server/flow/intake/mail/sender-rules';
import { makeSenderLists, type SenderLists } from '@platen/edge-server/people/sender-lists';
import {
  makeSenderRequests,
  type SenderRequests,
  settleRequests,
} from '@platen/edge-server/people/sender-requests';
import { AppError } from '@platen/shared/app-error';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
let lists: SenderLists;
let requests: SenderRequests;
/** Senders whose mail was to be judged anew. */
let again: string[];
beforeEach(async () => {
  deps = await testDeps();
  again = [];
  const rules = {
    listOf,
    reconsider: (tx: Tx, addresses: readonly string[]) => {
      tx.afterCommit.push(() => again.push(...addresses));
    },
  };
  lists = makeSenderLists({
    ...deps,
    readPattern: readSenderPattern,
    changed: (tx) => settleRequests(tx, rules),
  });
  requests = makeSenderRequests({ db: deps.db, lists, reconsider: rules.reconsider });
});
afterEach(() => deps.close());

const refused = (code: string) => (cause: unknown) => cause instanceof AppError && cause.code === code;
const entries = async () => (await lists.list()).map(({ list, pattern }) => `${list} ${pattern}`);
const wait = (...addresses: string[]) =>
  deps.db.write(async (tx) => {
    const now = deps.clock.now();
    for (const address of addresses) {
      await tx.q.insert(tx.t.senderRequests).values({ address, mails: 2, firstAt: now, lastAt: now });
    }
  });

test('an entry is stored in one spelling, once, and leaves the other list', async () => {
  const first = await lists.add(
    { list: 'block', pattern: ' Anna@Example.ORG ', note: ' spam ' },
    'admin:anna',
  );
  assert.deepEqual([first.pattern, first.note, first.createdBy], ['anna@example.org', 'spam', 'admin:anna']);
  assert.equal((await lists.add({ list: 'block', pattern: 'anna@example.org' }, 'x')).id, first.id);
  await lists.add({ list: 'allow', pattern: 'anna@example.org' }, 'admin:anna');
  await lists.add({ list: 'block', pattern: '@spam.example' }, 'admin:anna');
  assert.deepEqual(await entries(), ['allow anna@example.org', 'block spam.example']);
});

test('what is no pattern is refused in words', async () => {
  for (const pattern of ['*', 'anna', 'a@b@c.example', 'anna @example.org', '*.*']) {
    await assert.rejects(lists.add({ list: 'allow', pattern }, 'test'), refused('bad-setting'), pattern);
  }
});

test('an entry is taken off by its id, and only once', async () => {
  const { id } = await lists.add({ list: 'allow', pattern: 'example.org' }, 'test');
  await lists.remove(id, 'test');
  await assert.rejects(lists.remove(id, 'test'), refused('not-found'));
  const acts = (await deps.db.read((tx) => tx.q.select().from(tx.t.audit))).map(({ act, about }) => [
    act,
    about,
  ]);
  assert.deepEqual(acts, [
    ['allowed sender', 'example.org'],
    ['took sender off the allow-list', 'example.org'],
  ]);
});

test('a text is imported line by line, with notes, comments and empty lines', async () => {
  await lists.add({ list: 'allow', pattern: 'known.example' }, 'test');
  await lists.add({ list: 'block', pattern: 'bo@example.org' }, 'test');
  const text =
    '# our people\r\nBo@Example.org # accounts\n\nknown.example\n*.example.net\nexample.com\nexample.com';
  assert.deepEqual(await lists.importText('allow', text, 'admin:anna'), { added: 3, known: 1, mistakes: [] });
  assert.deepEqual(await entries(), [
    'allow *.example.net',
    'allow bo@example.org',
    'allow example.com',
    'allow known.example',
  ]);
  const bo = (await lists.list()).find(({ pattern }) => pattern === 'bo@example.org');
  assert.equal(bo?.note, 'accounts');
});

test('nothing is imported while a line is wrong, and each wrong line is named', async () => {
  const done = await lists.importText('block', 'fine.example\nnot fine\n\n***\n', 'test');
  assert.equal(done.added, 0);
  assert.deepEqual(
    done.mistakes.map(({ line, text }) => [line, text]),
    [
      [2, 'not fine'],
      [4, '***'],
    ],
  );
  assert.deepEqual(await entries(), []);
});

test('thousands are imported at once', async () => {
  const text = Array.from({ length: 3000 }, (_, i) => `person${i}@example.org`).join('\n');
  assert.equal((await lists.importText('allow', text, 'test')).added, 3000);
  assert.equal((await lists.importText('allow', text, 'test')).known, 3000);
});

test('allowing who waits puts them on the list and has their mail judged anew', async () => {
  await wait('bo@example.org', 'eve@example.net');
  await requests.decide({ address: 'Bo@example.org', decision: 'allow' }, 'admin:anna');
  assert.deepEqual(await entries(), ['allow bo@example.org']);
  assert.deepEqual(again, ['bo@example.org']);
  assert.deepEqual(
    (await requests.list()).map(({ address }) => address),
    ['eve@example.net'],
  );
  await assert.rejects(
    requests.decide({ address: 'bo@example.org', decision: 'allow' }, 'admin:anna'),
    refused('not-found'),
  );
});

test('a decision for a domain is one for everybody there who waits', async () => {
  await wait('bo@example.org', 'ann@example.org', 'eve@example.net');
  await requests.decide({ address: 'bo@example.org', decision: 'block', domain: true }, 'admin:anna');
  assert.deepEqual(await entries(), ['block example.org']);
  assert.deepEqual(again.sort(), ['ann@example.org', 'bo@example.org']);
});

test('an entry or an import that fits who waits ends their waiting, too', async () => {
  await wait('bo@example.org', 'ann@example.com', 'eve@example.net');
  await lists.add({ list: 'allow', pattern: 'example.org' }, 'test');
  await lists.importText('block', '*.example.edu\nexample.com', 'test');
  assert.deepEqual(again, ['bo@example.org', 'ann@example.com']);
  assert.deepEqual(
    (await requests.list()).map(({ address }) => address),
    ['eve@example.net'],
  );
});

test('a question is answered also where the entry was there already', async () => {
  await lists.add({ list: 'allow', pattern: 'bo@example.org' }, 'test');
  await wait('bo@example.org');
  await requests.decide({ address: 'bo@example.org', decision: 'allow' }, 'admin:anna');
  assert.deepEqual(await requests.list(), []);
  assert.deepEqual(again, ['bo@example.org']);
});
