// What signing in keeps in the database, the same for both engines: tries and waits, mailed codes, cards, guests, sessions, the safety figures.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { insertJob } from '@platen/edge-server/flow/store/jobs';
import { countMail } from '@platen/edge-server/flow/store/mail-tallies';
import { pagesUsed } from '@platen/edge-server/flow/store/pages-used';
import { insertRelease } from '@platen/edge-server/flow/store/releases';
import { findUserByCard, hashCard, makeCards } from '@platen/edge-server/people/cards';
import { codeSafety } from '@platen/edge-server/people/code-safety';
import { makeCompanyCode } from '@platen/edge-server/people/company-code';
import { beginGuess, tryGuess } from '@platen/edge-server/people/guess-budget';
import {
  dropOldGuessDays,
  freeSource,
  waitingSources,
  wrongBySource,
} from '@platen/edge-server/people/guess-days';
import { makeGuests } from '@platen/edge-server/people/guests';
import { findUserByOpenId, makeJoinUser } from '@platen/edge-server/people/join-user';
import { dropOldAttempts, makeMailedCode, openMailedCode } from '@platen/edge-server/people/mailed-code';
import { makeSessions } from '@platen/edge-server/people/sessions';
import { findUser, makeUsers } from '@platen/edge-server/people/users';
import { systemClock } from '@platen/edge-server/platform/clock';
import { systemIds } from '@platen/edge-server/platform/ids';
import { openLog } from '@platen/edge-server/platform/log';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { openSettings } from '@platen/edge-server/settings/settings-store';
import { AppError } from '@platen/shared/app-error';
import { onBothEngines } from '../support/engines.ts';
import { aJob, aRelease } from '../support/rows.ts';

onBothEngines('signing in', (database) => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  let deps: Parameters<typeof makeUsers>[0] & { readonly db: Database };
  let users: ReturnType<typeof makeUsers>;
  let sessions: ReturnType<typeof makeSessions>;
  before(async () => {
    const db = database();
    const log = openLog({ level: 'error', write: () => undefined });
    const clock = { ...systemClock, now: () => now };
    const settings = await openSettings(db, clock, log);
    settings.stop();
    await settings.change('signIn.guests', true, 'test');
    deps = { db, clock, ids: systemIds, sealing: makeSealing(randomBytes(32)), settings: settings.now };
    users = makeUsers(deps);
    sessions = makeSessions(deps);
  });

  const guess = (right: boolean) =>
    deps.db.write(async (tx) => {
      const outcome = await tryGuess(tx, deps, {
        source: { address: '10.1.0.1' },
        pair: 'anna',
        at: 'code',
        length: 9,
        wrong: () => new AppError('wrong-code'),
        check: async () => (right ? 'user' : undefined),
      });
      return 'hit' in outcome ? 'hit' : outcome.error.code;
    });

  test('tries are counted, waited for, shown, and forgiven', async () => {
    for (let n = 0; n < 10; n++) assert.equal(await guess(false), 'wrong-code');
    assert.equal(await guess(true), 'too-many-tries');
    const waiting = await deps.db.read((tx) => waitingSources(tx, now));
    assert.deepEqual(
      waiting.map(({ scope }) => scope),
      ['pair:anna@10.1.0.0/24'],
    );
    assert.deepEqual(
      (await deps.db.read((tx) => wrongBySource(tx, now, 1))).map(({ source, wrong }) => [source, wrong]),
      [['network:10.1.0.0/24', 10]],
    );
    await deps.db.write((tx) => freeSource(tx, 'pair:anna@10.1.0.0/24', 'test', now));
    assert.equal(await guess(true), 'hit');
    now += 25 * 3_600_000;
    for (let n = 0; n < 3; n++) assert.equal(await guess(false), 'wrong-code');
    assert.equal(await guess(true), 'hit', 'a quiet day starts anew, a hit ends the row');
    await deps.db.write((tx) => dropOldGuessDays(tx, now + 100 * 24 * 3_600_000));
    assert.deepEqual(await deps.db.read((tx) => wrongBySource(tx, now, 5)), []);
  });

  test('parallel tries give no more than the budget', async () => {
    const ask = { source: { address: '10.9.0.1' }, pair: 'ben', at: 'password' } as const;
    const begun = await Promise.all(
      Array.from({ length: 20 }, () => deps.db.write((tx) => beginGuess(tx, deps, ask))),
    );
    assert.equal(begun.filter((error) => error === undefined).length, 4);
  });

  test('a mailed code works once, three tries at most, and is gone after its time', async () => {
    const companyCode = makeCompanyCode(deps);
    const mailed = makeMailedCode({ ...deps, companyCode, count: countMail });
    const ask = { email: 'anna@example.org', company: await companyCode.current(), stay: true };
    const { word, mail } = await mailed.begin(ask, { address: '10.2.0.1' });
    const code = await deps.db.read((tx) => openMailedCode(tx, deps, mail?.attempt ?? '', now));
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => mailed.finish(word, code ?? '', { address: '10.2.0.1' })),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    await deps.db.write((tx) => dropOldAttempts(tx, now + 600_000));
    assert.deepEqual(await deps.db.read((tx) => tx.q.select().from(tx.t.loginAttempts)), []);
  });

  test('cards, sessions and the account at a provider belong to one person', async () => {
    const { user } = await users.add('cards@example.org');
    const cards = makeCards(deps);
    await cards.add(user.id, '11112222', 'test');
    assert.deepEqual(await deps.db.read((tx) => findUserByCard(tx, hashCard(deps, '1111-2222'))), {
      id: user.id,
    });
    const { token } = await deps.db.write((tx) =>
      sessions.open(tx, 'portal', user.id, { stay: true, via: 'card' }),
    );
    assert.equal((await sessions.find(token, 'portal'))?.stay, true);
    assert.equal((await sessions.list(user.id, 'portal')).length, 1);
    await deps.db.write((tx) => sessions.endOfUsers(tx, [user.id]));
    assert.equal(await sessions.find(token, 'portal'), undefined);
    const join = makeJoinUser({ ...deps, users });
    const there = {
      issuer: 'https://login.example.org',
      subject: 's-1',
      email: 'cards@example.org',
      name: undefined,
      surface: 'portal',
      stay: false,
    } as const;
    assert.equal(await deps.db.write((tx) => join.byOpenId(tx, there, undefined)), user.id);
    assert.equal((await deps.db.read((tx) => findUserByOpenId(tx, there)))?.id, user.id);
    await assert.rejects(
      deps.db.write((tx) => join.byOpenId(tx, { ...there, subject: 's-2' }, undefined)),
      (error) => error instanceof AppError && error.code === 'open-id-refused',
    );
  });

  test('a guest’s pages are summed from its releases, and the account ends with its time', async () => {
    const guests = makeGuests({
      ...deps,
      users,
      pagesUsed,
      deleteDocuments: async () => true,
      endSessions: sessions.endOfUsers,
    });
    const { user } = await guests.add({ hours: 1, pages: 10 }, 'test');
    const job = aJob({ ownerId: user.id });
    await deps.db.write(async (tx) => {
      await insertJob(tx, job);
      await insertRelease(
        tx,
        aRelease({ jobId: job.id, ownerId: user.id, state: 'done', pages: 4, ticket: { copies: 2 } }),
      );
    });
    assert.equal((await guests.list())[0]?.pagesUsed, 8);
    assert.equal((await deps.db.read((tx) => guests.limit(tx, user.id, 3)))?.code, 'guest-pages');
    now += 3_600_000;
    await guests.sweep(now);
    assert.equal(await deps.db.read((tx) => findUser(tx, user.id)), undefined);
  });

  test('the safety figures count live codes by length', async () => {
    const safety = await deps.db.read((tx) => codeSafety(tx, deps));
    assert.equal(
      safety.liveCodes,
      safety.live.reduce((sum, { codes }) => sum + codes, 0),
    );
    assert.ok(safety.liveCodes > 0 && safety.hitPerYear <= safety.publishedPerYear);
  });
});
