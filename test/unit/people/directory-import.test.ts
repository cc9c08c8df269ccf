// Imports of a directory that exists in memory only: who is taken, who is switched off, and who holds the lease.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { DirectorySettings } from '@platen/shared/directory';
import { eq } from 'drizzle-orm';
import { type DirectorySite, directorySettings, directorySite } from '../../support/directory-site.ts';
import { type MadeUpDirectory, type MadeUpPerson, madeUpDirectory } from '../../support/made-up-directory.ts';
import { waitUntil } from '../../support/wait-until.ts';

const person = (uid: string, more: Partial<MadeUpPerson> = {}): MadeUpPerson => ({
  ...{ uid, mail: `${uid}@example.test`, cn: uid.toUpperCase() },
  ...more,
});
const some = (count: number, from = 0): MadeUpPerson[] =>
  Array.from({ length: count }, (_, index) => person(`p${from + index}`));

describe('an import', () => {
  let made: MadeUpDirectory;
  let site: DirectorySite;
  let id: string;
  const add = async (name: string, more: Partial<DirectorySettings> = {}): Promise<string> =>
    (await site.directories.add({ name, settings: directorySettings(more), secret: 'x' }, 'admin:test')).id;
  const run = async (anyway = false) => {
    // Marks of one import are told from the next one's by the time.
    site.deps.pass(1_000);
    return site.directories.importNow(id, 'admin:test', { anyway });
  };
  const user = async (name: string) => (await site.people()).get(name);

  beforeEach(async () => {
    made = madeUpDirectory(some(10));
    site = await directorySite({ wire: made.wire });
    id = await add('Main');
  });
  afterEach(() => site.close());

  it('switches off who has left, ends their sessions, and switches them on again when they come back', async () => {
    await run();
    const gone = await user('p9');
    const { token } = await site.deps.db.write((tx) => site.sessions.open(tx, 'portal', gone?.id ?? ''));
    assert.ok(await site.sessions.find(token, 'portal'));
    made.people = some(9);
    const { counts } = await run();
    assert.equal(counts.disabled, 1);
    assert.equal((await user('p9'))?.disabledBy, 'directory');
    assert.equal(await site.sessions.find(token, 'portal'), undefined);
    assert.equal((await run()).counts.disabled, 0);
    made.people = some(10);
    assert.equal((await run()).counts.enabled, 1);
    assert.equal((await user('p9'))?.disabledAt, null);
  });

  it('leaves alone whom an administrator has switched off', async () => {
    await run();
    await site.deps.db.write(async (tx) => {
      const off = { disabledAt: 1, disabledBy: 'administrator' as const };
      await tx.q.update(tx.t.users).set(off).where(eq(tx.t.users.username, 'p3'));
    });
    const { counts } = await run();
    assert.equal(counts.enabled, 0);
    assert.equal((await user('p3'))?.disabledBy, 'administrator');
  });

  it('leaves on who has left, where the settings say so, and switches off who is off there all the same', async () => {
    await run();
    const settings = directorySettings();
    await site.directories.change(
      id,
      { settings: { ...settings, import: { ...settings.import, disableMissing: false } } },
      'admin:test',
    );
    made.people = [...some(8), person('p8', { nsAccountLock: 'TRUE' })];
    const { counts } = await run();
    assert.equal(counts.disabled, 1);
    assert.equal((await user('p8'))?.disabledBy, 'directory');
    assert.equal((await user('p9'))?.disabledAt, null);
  });

  it('takes a lock after wrong passwords for no reason to switch anybody off', async () => {
    await run();
    made.people = [
      ...some(8),
      person('p8', { pwdAccountLockedTime: '20261122120000Z' }),
      person('p9', { pwdAccountLockedTime: '000001010000Z' }),
    ];
    assert.equal((await run()).counts.disabled, 1);
    assert.equal((await user('p8'))?.disabledAt, null);
    assert.notEqual((await user('p9'))?.disabledAt, null);
  });

  it('stops before it switches off more than it may, says so, and does it when told to', async () => {
    await run();
    made.people = some(4);
    const preview = await site.directories.preview(id, new AbortController().signal);
    assert.deepEqual([preview.counts.disabled, preview.wouldStop], [6, true]);
    const stopped = await run();
    assert.match(stopped.problem ?? '', /would switch off 6 of 10/);
    assert.equal(stopped.counts.disabled, 0);
    assert.equal((await user('p9'))?.disabledAt, null);
    const done = await run(true);
    assert.deepEqual([done.counts.disabled, done.problem], [6, undefined]);
  });

  it('switches nobody off when the directory shows nobody, or cuts its answer', async () => {
    await run();
    made.people = [];
    assert.match((await run(true)).problem ?? '', /shows nobody/);
    made.people = some(9);
    made.limited = true;
    const cut = await run(true);
    assert.match(cut.problem ?? '', /stopped after 9 entries/);
    assert.equal(cut.counts.disabled, 0);
    assert.equal((await user('p9'))?.disabledAt, null);
  });

  it('joins an account of the same address, and no guest’s', async () => {
    const local = await site.users.add('p1@example.test', 'Own Name');
    await site.users.add('p2@example.test');
    await site.deps.db.write(async (tx) => {
      await tx.q.update(tx.t.users).set({ source: 'guest' }).where(eq(tx.t.users.email, 'p2@example.test'));
    });
    const { counts } = await run();
    assert.deepEqual([counts.linked, counts.added, counts.skipped], [1, 8, 1]);
    const joined = await user('p1');
    assert.equal(joined?.id, local.user.id);
    assert.deepEqual([joined?.name, joined?.source, joined?.directoryId], ['P1', 'console', id]);
    assert.equal(await site.users.ownCode(joined?.id ?? ''), local.code);
  });

  it('leaves an account to the directory that has it, until that is removed', async () => {
    await run();
    const first = id;
    id = await add('Second');
    made.people = [person('other', { mail: 'p1@example.test' })];
    assert.equal((await run()).counts.skipped, 1);
    await site.directories.remove(first, 'admin:test');
    assert.equal((await run()).counts.linked, 1);
    assert.equal((await user('other'))?.email, 'p1@example.test');
    assert.equal((await site.people()).size, 10);
  });

  it('gives an address away only when its owner is gone', async () => {
    await run();
    const owner = await user('p0');
    made.people = [person('thief', { mail: 'p0@example.test' }), ...some(10)];
    const { counts } = await run();
    assert.equal(counts.skipped, 1);
    assert.equal((await user('p0'))?.id, owner?.id);
    // Left and hired again under a new entry.
    made.people = [person('again', { mail: 'p0@example.test' }), ...some(9, 1)];
    assert.equal((await run()).counts.changed, 1);
    assert.equal((await user('again'))?.id, owner?.id);
    assert.equal((await user('again'))?.disabledAt, null);
  });

  it('keeps the old address of somebody whose new one is taken, and the language they chose', async () => {
    made.people = some(2).map((one) => ({ ...one, preferredLanguage: 'de-CH, en;q=0.5' }));
    await site.directories.change(
      id,
      {
        settings: directorySettings({
          fields: { ...directorySettings().fields, language: 'preferredLanguage' },
        }),
      },
      'admin:test',
    );
    await run();
    assert.equal((await user('p0'))?.language, 'de-CH');
    await site.deps.db.write(async (tx) => {
      await tx.q.update(tx.t.users).set({ language: 'fr' }).where(eq(tx.t.users.username, 'p0'));
    });
    made.people = [
      person('p0', { mail: 'p1@example.test', cn: 'New', preferredLanguage: 'it' }),
      person('p1'),
    ];
    await run();
    const p0 = await user('p0');
    assert.deepEqual([p0?.email, p0?.name, p0?.language], ['p0@example.test', 'New', 'fr']);
  });

  it('brings card numbers where the settings name a field, and only new ones', async () => {
    const fields = { ...directorySettings().fields, card: 'card' };
    await site.directories.change(id, { settings: directorySettings({ fields }) }, 'admin:test');
    made.people = [
      person('p0', { card: '04:A3:11:22' }),
      person('p1', { card: '!' }),
      person('p2', { card: '04a31122' }),
    ];
    assert.equal((await run()).problem, undefined);
    await run();
    const cards = await site.deps.db.read((tx) => tx.q.select().from(tx.t.cards));
    assert.deepEqual(
      cards.map(({ userId }) => userId),
      [(await user('p0'))?.id],
    );
  });

  it('makes codes that are all different and as long as so many ask for', async () => {
    made.people = some(350);
    await run();
    const rows = [...(await site.people()).values()];
    assert.equal(new Set(rows.map(({ codeHash }) => codeHash)).size, 350);
    const codes = await Promise.all(rows.slice(0, 5).map(({ id }) => site.users.ownCode(id)));
    for (const [index, code] of codes.entries()) assert.equal(code.length, rows[index]?.codeLength);
  });

  it('runs once at a time, and ends when the directory is changed meanwhile', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    made.before = (one) => (one.uid === 'p5' ? gate : undefined);
    const running = run();
    await waitUntil(() => made.opened === 1, { what: 'the import to begin' });
    await assert.rejects(site.directories.importNow(id, 'admin:test'), { code: 'directory-importing' });
    assert.ok(site.directories.progress(id));
    await site.directories.change(id, { name: 'Other name' }, 'admin:test');
    go();
    assert.match((await running).problem ?? '', /changed this at the same time/);
    assert.equal((await site.people()).size, 0);
    assert.equal(site.directories.progress(id), undefined);
  });

  it('is left to the server that holds the lease, and taken over when that is gone', async () => {
    await site.deps.db.write(async (tx) => {
      const { directories } = tx.t;
      const leaseUntil = site.deps.clock.now() + 60_000;
      await tx.q.update(directories).set({ holder: 'another', leaseUntil }).where(eq(directories.id, id));
    });
    await assert.rejects(run(), { code: 'directory-importing' });
    site.deps.pass(60_000);
    assert.equal((await run()).counts.added, 10);
  });

  it('comes by the clock, and sooner again when the directory was away', async () => {
    const hours = (count: number): void => site.deps.pass(count * 3_600_000);
    await site.runs.importDue();
    assert.equal(made.opened, 1);
    await site.runs.importDue();
    hours(3.9);
    await site.runs.importDue();
    assert.equal(made.opened, 1);
    hours(0.2);
    made.trouble = 'unreachable';
    await site.runs.importDue();
    assert.equal(made.opened, 2);
    assert.ok((await site.directories.find(id)).state?.down);
    hours(0.3);
    made.trouble = undefined;
    await site.runs.importDue();
    assert.equal(made.opened, 3);
    assert.equal((await site.directories.find(id)).state?.down, undefined);
    await site.directories.change(id, { enabled: false }, 'admin:test');
    hours(100);
    await site.runs.importDue();
    assert.equal(made.opened, 3);
    await assert.rejects(run(), { code: 'directory-off' });
  });

  it('is one entry of the audit log, and holds no secret anywhere', async () => {
    await run();
    const log = await site.deps.db.read((tx) => tx.q.select().from(tx.t.audit));
    assert.deepEqual(
      log.map(({ act }) => act),
      ['added directory', 'imported directory'],
    );
    assert.equal(log[1]?.detail['added'], 10);
  });

  it('lets people be their own when the directory is removed', async () => {
    await run();
    await site.directories.remove(id, 'admin:test');
    const rows = [...(await site.people()).values()];
    assert.equal(rows.length, 10);
    assert.ok(rows.every(({ directoryId, directoryKey }) => directoryId === null && directoryKey === null));
    await assert.rejects(site.directories.find(id), { code: 'not-found' });
  });
});
