// Reading a mailbox when something goes wrong: a message, the mail server, the disk, another server; on both engines.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import { makeScriptedMailbox } from '../../../../servers/scripted-mailbox.ts';
import { onBothEngines } from '../../../../support/engines.ts';
import { waitUntil } from '../../../../support/wait-until.ts';
import { makeScene, states } from './reader-scene.ts';
import {
  addAccount,
  everything,
  hastyClock,
  judgeByName,
  lookingAgain,
  message,
  said,
  startLife,
  titles,
} from './reader-stack.ts';

onBothEngines('trouble while reading a mailbox', (database) => {
  const scene = makeScene(database);
  let db: Database;
  before(() => {
    db = database();
  });

  test('sets a message aside after three tries, tells once, and reads the others meanwhile', async () => {
    await addAccount(db);
    let tries = 0;
    const judge: typeof judgeByName = async (header, account) => {
      if (Buffer.from(header).includes('poison')) {
        tries++;
        throw new Error('the parser choked');
      }
      return judgeByName(header, account);
    };
    for (const name of ['a', 'poison', 'b']) scene.mailbox().deliver(message(name));
    const { readers } = await scene.begin({ judge });
    const all = await scene.until(
      'the quarantine',
      ({ mails }) => states({ mails }) === 'quarantined,removed,removed',
    );
    assert.equal(tries, 3);
    assert.deepEqual(titles(all), ['a.0', 'b.0']);
    assert.deepEqual(said(all, 'alert'), ['internal']);
    readers.reconsider();
    const looks = scene.mailbox().count.lists;
    await waitUntil(() => scene.mailbox().count.lists > looks + 2, { what: 'more looks' });
    assert.equal(tries, 3);
    assert.equal(scene.mailbox().uids().length, 1, 'it stays on its server');
  });

  test('counts an attempt before anything is fetched, and gives up one that ended the server three times', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('killer'));
    scene.mailbox().deliver(message('innocent'));
    for (let lives = 0; lives < 4; lives++) {
      // A server that dies: nothing that it would still do takes effect.
      const dead = { now: false };
      const dying: Database = {
        ...db,
        write: (work) => (dead.now ? new Promise(() => undefined) : db.write(work)),
        read: (work) => (dead.now ? new Promise(() => undefined) : db.read(work)),
      };
      let died: () => void = () => undefined;
      const end = new Promise<void>((resolve) => {
        died = resolve;
      });
      scene.beginAlone({
        db: dying,
        judge: async (header, account) => {
          if (!Buffer.from(header).includes('killer')) return judgeByName(header, account);
          dead.now = true;
          died();
          return new Promise(() => undefined);
        },
      });
      await Promise.race([
        end,
        scene.until(
          'the rest',
          ({ mails }) =>
            mails.some((m) => m.state === 'quarantined') && mails.some((m) => m.state === 'removed'),
        ),
      ]);
    }
    const all = await scene.until('quarantine', ({ mails }) => mails.some((m) => m.state === 'quarantined'));
    assert.deepEqual(titles(all), ['innocent.0']);
    assert.deepEqual(said(all, 'alert'), ['mail-broken']);
  });

  test('forgives broken connections, but not for ever where one message breaks them all', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('heavy', { size: 200_000 }));
    scene.mailbox().deliver(message('light'));
    let cuts = 0;
    scene.mailbox().setAt((moment, uid) => {
      if (moment === 'chunk' && uid === '1') {
        cuts++;
        throw new MailError('unreachable', 'cut');
      }
    });
    await scene.begin();
    const all = await scene.until(
      'the quarantine',
      ({ mails }) => states({ mails }) === 'quarantined,removed',
    );
    assert.equal(cuts, 8);
    assert.deepEqual(titles(all), ['light.0']);
    assert.deepEqual(said(all, 'alert'), ['mail-account-unreachable']);
  });

  test('leaves a message on its server while the disk is full, and counts no attempt', async () => {
    await addAccount(db);
    let full = true;
    scene.mailbox().deliver(message('big'));
    await scene.begin({
      freeBytes: async () => (full ? 0 : 1e12),
      clock: lookingAgain(),
    });
    // Counted before each try, given back after it.
    await scene.until(
      'trouble without an attempt',
      ({ accounts, mails }) =>
        accounts[0]?.state?.trouble === 'disk-full' && mails[0]?.state === 'seen' && mails[0].attempts === 0,
    );
    await waitUntil(() => scene.mailbox().count.lists > 6, { what: 'more tries than a message has' });
    full = false;
    const all = await scene.until('it to be removed', ({ mails }) => mails[0]?.state === 'removed');
    assert.deepEqual(titles(all), ['big.0']);
    assert.deepEqual(said(all, 'alert'), []);
    await scene.until('the trouble to be over', ({ accounts }) => accounts[0]?.state?.trouble === undefined);
  });

  test('tells once of a refused password, then asks rarely; a change of the account is tried at once', async () => {
    await addAccount(db);
    let right = false;
    let logins = 0;
    const slow = { ...hastyClock, sleep: (ms: number, signal?: AbortSignal) => hastyClock.sleep(ms, signal) };
    const pauses: number[] = [];
    slow.sleep = (ms, signal) => {
      pauses.push(ms);
      return hastyClock.sleep(ms, signal);
    };
    scene.mailbox().deliver(message('m'));
    const { readers } = await scene.begin({
      clock: slow,
      open: () => async (signal) => {
        logins++;
        if (!right) throw new MailError('refused', 'no such user');
        return scene.mailbox().open(signal);
      },
    });
    await waitUntil(() => logins > 5, { what: 'more logins' });
    const during = await everything(db);
    assert.equal(during.accounts[0]?.state?.trouble, 'mail-account-refused');
    assert.deepEqual(said(during, 'alert'), ['mail-account-refused']);
    assert.ok(pauses.every((ms) => ms === 900_000));
    right = true;
    await db.write(async ({ q, t }) => void (await q.update(t.mailAccounts).set({ changedAt: 1 })));
    await readers.reload();
    const all = await scene.until('it to be removed', ({ mails }) => mails[0]?.state === 'removed');
    assert.deepEqual(said(all, 'alert'), ['mail-account-refused', 'over: mail-account-refused']);
    assert.equal(all.accounts[0]?.state?.trouble, undefined);
  });

  test('one server reads an account at a time, and another one goes on when it stops', async () => {
    await addAccount(db);
    const first = await scene.begin({ holder: 'first' });
    await waitUntil(() => scene.mailbox().count.sessions === 1, { what: 'the first session' });
    const others = makeScriptedMailbox();
    const second = startLife({
      db,
      blobs: scene.blobs(),
      open: () => others.open,
      holder: 'second',
      clock: { ...hastyClock, after: (ms, act, o) => hastyClock.after(ms === 10_000 ? 2 : ms, act, o) },
    });
    await second.start();
    const looks = scene.mailbox().count.lists;
    await waitUntil(() => scene.mailbox().count.lists > looks + 3, { what: 'more looks' });
    assert.equal(others.count.sessions, 0);
    await first.stop();
    await waitUntil(() => others.count.lists > 0, { what: 'the second to read' });
    await second.stop();
  });

  test('gives up a server that falls silent, and stops although one never answers', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('m'));
    let silent = 1;
    scene
      .mailbox()
      .setAt((moment) => (moment === 'body' && silent-- > 0 ? new Promise(() => undefined) : undefined));
    await scene.begin({ deadMs: 1_500 });
    await scene.until('it to be removed', ({ mails }) => mails[0]?.state === 'removed');
    assert.equal(scene.mailbox().count.sessions, 2);
    scene.mailbox().setAt((moment) => (moment === 'list' ? new Promise(() => undefined) : undefined));
    await waitUntil(() => scene.mailbox().count.sessions > 2, {
      what: 'another session',
      timeoutMs: 5_000,
    }).catch(() => undefined);
    await scene.stop();
  });
});
