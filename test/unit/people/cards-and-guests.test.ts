// Cards and guests: what is kept of a card, whose it is, and the limits and the end of a guest.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { insertJob } from '@platen/edge-server/flow/store/jobs';
import { pagesUsed } from '@platen/edge-server/flow/store/pages-used';
import { insertRelease } from '@platen/edge-server/flow/store/releases';
import {
  type Cards,
  cardNumber,
  findUserByCard,
  hashCard,
  makeCards,
} from '@platen/edge-server/people/cards';
import { type Guests, makeGuests } from '@platen/edge-server/people/guests';
import { makeSessions } from '@platen/edge-server/people/sessions';
import { findUser, makeUsers } from '@platen/edge-server/people/users';
import { AppError } from '@platen/shared/app-error';
import type { ErrorCode } from '@platen/shared/error-table';
import { ENGLISH } from '@platen/shared/say/saying';
import { type TestDeps, testDeps } from '../../support/deps.ts';
import { aJob, aRelease } from '../../support/rows.ts';

const HOUR = 3_600_000;
let deps: TestDeps;
let users: ReturnType<typeof makeUsers>;
let cards: Cards;
let guests: Guests;
let deleted: string[];
let busy: boolean;
beforeEach(async () => {
  deps = await testDeps();
  users = makeUsers(deps);
  cards = makeCards(deps);
  deleted = [];
  busy = false;
  guests = makeGuests({
    ...deps,
    users,
    pagesUsed,
    deleteDocuments: async (id) => {
      if (!busy) deleted.push(id);
      return !busy;
    },
    endSessions: makeSessions(deps).endOfUsers,
  });
  await deps.settingsStore.change('signIn.guests', true, 'test');
});
afterEach(() => deps.close());

const is = (code: ErrorCode) => (error: unknown) => error instanceof AppError && error.code === code;
const ownerOf = (said: string) => deps.db.read((tx) => findUserByCard(tx, hashCard(deps, said)));
const newUser = async (email: string): Promise<string> => (await users.add(email)).user.id;

test('one card has one number, however its reader says it', () => {
  for (const said of ['04:a2:2b:91', '04 A2 2B 91', '0004A22B91', '04-a2-2b-91\r\n', '４a22b91']) {
    assert.equal(cardNumber(said), '4A22B91', said);
  }
  for (const said of ['', '0000', '12', ':::', 'x'.repeat(65)]) {
    assert.throws(() => cardNumber(said), is('card-unreadable'), said);
  }
});

test('of a card the hash is kept, under the key of this server, and its last characters', async () => {
  const anna = await newUser('anna@example.org');
  await cards.add(anna, '04:A2:2B:91:7F', 'admin:eva');
  assert.deepEqual(await ownerOf('4a22b917f'), { id: anna });
  const rows = await deps.db.read((tx) => tx.q.select().from(tx.t.cards));
  assert.equal(rows[0]?.label, '917F');
  const everything =
    JSON.stringify(await deps.db.read((tx) => tx.q.select().from(tx.t.audit))) + JSON.stringify(rows);
  assert.doesNotMatch(everything, /4A22B917F/i);
});

test("somebody's card is not given to somebody else, and a removed one is nobody's", async () => {
  const [anna, ben] = [await newUser('anna@example.org'), await newUser('ben@example.org')];
  await cards.add(anna, '11112222', 'admin:eva');
  await assert.rejects(cards.add(ben, '11112222', 'admin:eva'), is('conflict'));
  const [card] = await cards.list(anna);
  await assert.rejects(cards.remove(ben, card?.cardHash ?? '', 'admin:eva'), is('not-found'));
  await cards.remove(anna, card?.cardHash ?? '', 'admin:eva');
  assert.equal(await ownerOf('11112222'), undefined);
  await cards.add(ben, '11112222', 'admin:eva');
  assert.deepEqual(await ownerOf('11112222'), { id: ben });
});

test('the card of an account that is gone may become somebody else’s', async () => {
  const anna = await newUser('anna@example.org');
  await cards.add(anna, '11112222', 'admin:eva');
  await users.remove(anna);
  assert.equal(await ownerOf('11112222'), undefined);
  const ben = await newUser('ben@example.org');
  await cards.add(ben, '11112222', 'admin:eva');
  assert.deepEqual(await ownerOf('11112222'), { id: ben });
});

test('the eleventh card takes the place of the one that was not used for longest', async () => {
  const anna = await newUser('anna@example.org');
  for (let n = 0; n < 11; n++) {
    await cards.add(anna, `5555000${n < 10 ? `0${n}` : n}`, 'admin:eva');
    deps.pass(1000);
  }
  assert.equal((await cards.list(anna)).length, 10);
  assert.equal(await ownerOf('555500000'), undefined);
});

test('a guest has limits of its own and a name that no mail can come from', async () => {
  const { user, code } = await guests.add({ name: 'Visitor', pages: 7, hours: 2 }, 'admin:eva');
  assert.match(user.email, /^[a-z2-8]{5}@guest$/);
  assert.match(code, /^\d{8,}$/);
  assert.equal(user.guestUntil, deps.clock.now() + 2 * HOUR);
  const [listed] = await guests.list();
  assert.deepEqual([listed?.pagesUsed, listed?.over, listed?.user.guestPages], [0, false, 7]);
  await deps.settingsStore.change('signIn.guests', false, 'test');
  await assert.rejects(guests.add({}, 'admin:eva'), is('guests-off'));
});

test('pages that came out and pages on their way count against the limit, those that did not come out do not', async () => {
  const { user } = await guests.add({ pages: 20 }, 'admin:eva');
  const put = (release: Parameters<typeof aRelease>[0]) =>
    deps.db.write(async (tx) => {
      const job = aJob({ ownerId: user.id });
      await insertJob(tx, job);
      await insertRelease(tx, aRelease({ jobId: job.id, ownerId: user.id, ...release }));
    });
  await put({ state: 'done', pages: 4, ticket: { copies: 2 } });
  await put({ state: 'printing', pages: 6, ticket: { numberUp: 2 } });
  await put({ state: 'returned', pages: 50, pagesDone: 0 });
  await put({ state: 'cancelled', pages: 50, pagesDone: 3 });
  assert.equal((await deps.db.read((tx) => pagesUsed(tx, [user.id]))).get(user.id), 8 + 3 + 3);
  const ask = (sides: number) => deps.db.read((tx) => guests.limit(tx, user.id, sides));
  assert.equal(await ask(6), undefined);
  const refused = await ask(7);
  assert.equal(refused?.code, 'guest-pages');
  assert.deepEqual([ENGLISH.told(String(refused?.values['pages'])), refused?.values['left']], ['7 pages', 6]);
  const anna = await newUser('anna@example.org');
  assert.equal(await deps.db.read((tx) => guests.limit(tx, anna, 100_000)), undefined, 'nobody else has one');
});

test('when the time is over, documents and account go; what is being printed ends first', async () => {
  const { user } = await guests.add({ hours: 1 }, 'admin:eva');
  await guests.sweep(deps.clock.now());
  assert.deepEqual(deleted, [], 'not yet');
  deps.pass(HOUR);
  busy = true;
  await guests.sweep(deps.clock.now());
  assert.ok((await deps.db.read((tx) => findUser(tx, user.id))) !== undefined, 'it is still being printed');
  busy = false;
  await guests.sweep(deps.clock.now());
  assert.deepEqual(deleted, [user.id]);
  assert.equal(await deps.db.read((tx) => findUser(tx, user.id)), undefined);
});

test('the desk gives a guest more time and pages, or ends it at once', async () => {
  const { user } = await guests.add({}, 'admin:eva');
  const until = deps.clock.now() + 100 * HOUR;
  await guests.change(user.id, { until, pages: 500 }, 'admin:eva');
  const [changed] = await guests.list();
  assert.deepEqual([changed?.user.guestUntil, changed?.user.guestPages], [until, 500]);
  await guests.end(user.id, 'admin:eva');
  assert.equal((await guests.list())[0]?.over, true);
  const anna = await newUser('anna@example.org');
  await assert.rejects(guests.end(anna, 'admin:eva'), is('not-found'), 'only guests');
});
