// Unknown senders and sign-ins against a directory that exists in memory only, and what mail does with the answer.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { directoryExams } from '@platen/edge-server/directory-doctor';
import type { MailAccountRow } from '@platen/edge-server/flow/store/mail-accounts';
import { makeMailJudge, makePersonFor } from '@platen/edge-server/mail-judge';
import { type DirectorySite, directorySettings, directorySite } from '../../support/directory-site.ts';
import { type MadeUpDirectory, madeUpDirectory } from '../../support/made-up-directory.ts';

const ACCOUNT = { id: 'box', kind: 'imap', settings: { auth: 'password' } } as unknown as MailAccountRow;
const from = (address: string): Buffer =>
  Buffer.from(`From: Somebody <${address}>\r\nSubject: A letter\r\n\r\n`);

describe('a sender', () => {
  let made: MadeUpDirectory;
  let site: DirectorySite;
  let id: string;
  const judge = () =>
    makeMailJudge({
      ...site.deps,
      own: { messageIdDomain: 'own.platen', loopId: 'own' },
      ownAddresses: async () => [],
      directory: site.lookup.lookup,
    });

  beforeEach(async () => {
    made = madeUpDirectory([
      { uid: 'anna', mail: 'anna@example.test', cn: 'Anna Berg', password: 'right' },
      { uid: 'off', mail: 'off@example.test', nsAccountLock: 'true', password: 'right' },
    ]);
    site = await directorySite({ wire: made.wire });
    ({ id } = await site.directories.add(
      { name: 'Main', settings: directorySettings(), secret: 'x' },
      'admin:test',
    ));
    await site.deps.settingsStore.change('mail.trust', 'everyone', 'test');
    await site.deps.settingsStore.change('mail.whoMaySend', 'known', 'test');
  });
  afterEach(() => site.close());

  it('whom a directory knows may send, and gets an account of the directory with the first message', async () => {
    const judged = await judge()(from('Anna@example.test'), ACCOUNT);
    assert.equal(judged.kind, 'take');
    assert.equal((await site.people()).size, 0);
    const personFor = makePersonFor(site.users, site.lookup.takeFound);
    const submitter = judged.kind === 'take' ? judged.submitter : undefined;
    assert.ok(submitter);
    const person = await site.deps.db.write((tx) => personFor(tx, submitter));
    assert.equal(person.isNew, true);
    const anna = (await site.people()).get('anna');
    assert.deepEqual([anna?.id, anna?.source, anna?.name], [person.userId, 'directory', 'Anna Berg']);
    const again = await site.deps.db.write((tx) => personFor(tx, submitter));
    assert.deepEqual(again, { userId: person.userId, isNew: false });
  });

  it('whom nobody knows is refused, and asked about once', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const judged = await judge()(from('stranger@example.test'), ACCOUNT);
      assert.equal(judged.kind, 'refuse');
    }
    assert.equal(made.opened, 1);
  });

  it('who is switched off is refused, here or there, whatever a list says', async () => {
    const there = await judge()(from('off@example.test'), ACCOUNT);
    assert.deepEqual(
      [there.kind, there.kind === 'refuse' && there.reason],
      ['refuse', 'mail-sender-not-allowed'],
    );
    await site.directories.importNow(id, 'admin:test');
    await site.deps.db.write(async (tx) => {
      await tx.q.update(tx.t.users).set({ disabledAt: 1, disabledBy: 'administrator' });
      const allowed = {
        id: 'a',
        list: 'allow' as const,
        pattern: 'anna@example.test',
        note: '',
        createdAt: 1,
        createdBy: 'x',
      };
      await tx.q.insert(tx.t.senderRules).values(allowed);
    });
    assert.equal((await judge()(from('anna@example.test'), ACCOUNT)).kind, 'refuse');
  });

  it('waits quietly while the directory is away, and is taken when it is back', async () => {
    made.trouble = 'unreachable';
    const waiting = await judge()(from('anna@example.test'), ACCOUNT);
    assert.deepEqual(waiting, { kind: 'wait', address: 'anna@example.test', quiet: true });
    assert.ok((await site.directories.find(id)).state?.down);
    // Whoever has an account here does not need the directory.
    await site.users.add('local@example.test');
    assert.equal((await judge()(from('local@example.test'), ACCOUNT)).kind, 'take');
    made.trouble = undefined;
    // Once away, it is not asked for every message.
    assert.equal((await judge()(from('off@example.test'), ACCOUNT)).kind, 'wait');
    assert.equal(made.opened, 1);
  });

  it('is looked up only where a directory allows it', async () => {
    await site.directories.change(id, { settings: directorySettings({ onBoard: false }) }, 'admin:test');
    assert.equal(await site.lookup.lookup('anna@example.test'), undefined);
    assert.equal(made.opened, 0);
  });

  it('is asked about once, however many of their messages come together', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => site.lookup.lookup('anna@example.test')));
    assert.equal(
      all.every((found) => found?.name === 'Anna Berg'),
      true,
    );
    assert.equal(made.opened, 1);
  });
});

describe('a sign-in', () => {
  it('tells away from wrong, and remembers that a directory is down', async () => {
    const made = madeUpDirectory([{ uid: 'anna', mail: 'anna@example.test', password: 'right' }]);
    const site = await directorySite({ wire: made.wire });
    try {
      const { id } = await site.directories.add(
        { name: 'Main', settings: directorySettings(), secret: 'x' },
        'admin:test',
      );
      const signal = new AbortController().signal;
      const check = (password: string) => site.signIn.check({ user: 'anna', password }, signal);
      const ok = await check('right');
      assert.equal(ok.kind, 'ok');
      assert.deepEqual(await check('wrong'), { kind: 'wrong' });
      made.trouble = 'unreachable';
      const away = await check('right');
      assert.equal(away.kind, 'unavailable');
      assert.ok((await site.directories.find(id)).state?.down);
      made.trouble = undefined;
      assert.deepEqual(await check('right'), ok);
      assert.equal((await site.directories.find(id)).state?.down, undefined);
      assert.equal(site.deps.logged.join('\n').includes('right'), false);
    } finally {
      await site.close();
    }
  });
});

describe('the doctor', () => {
  it('says of each directory what was tried, and the cure of what failed', async () => {
    const made = madeUpDirectory();
    const site = await directorySite({ wire: made.wire });
    try {
      const { id } = await site.directories.add(
        { name: 'Main', settings: directorySettings(), secret: 'x' },
        'admin:test',
      );
      made.trouble = 'refused';
      await site.directories.importNow(id, 'admin:test');
      const [exam] = await directoryExams({ ...site.directories, now: site.deps.clock.now });
      const found = (await exam?.run(new AbortController().signal)) ?? [];
      assert.equal(exam?.area, 'people');
      const failed = found.filter(({ ok }) => !ok);
      assert.deepEqual(
        failed.map((check) => check.id),
        [`directory:${id}:reach`, `directory:${id}:import`],
      );
      assert.ok(failed.every(({ cure }) => cure !== undefined));
      await site.directories.change(id, { enabled: false }, 'admin:test');
      assert.deepEqual(await directoryExams({ ...site.directories, now: site.deps.clock.now }), []);
    } finally {
      await site.close();
    }
  });
});
