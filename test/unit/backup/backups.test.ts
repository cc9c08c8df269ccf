// Backups by schedule: when they are made, how many are kept, that each is tried out, and what is said when one cannot be made.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { makeBackups } from '@platen/edge-server/backup/backups';
import { snapshotSqlite } from '@platen/edge-server/db/snapshot';
import { loadServerKey } from '@platen/edge-server/platform/server-key';
import { type TestDeps, testDeps } from '../../support/deps.ts';
import { waitUntil } from '../../support/wait-until.ts';

const PASSPHRASE = 'correct horse battery';
const DAY = 86_400_000;

let deps: TestDeps;
let folder: string;
let backups: ReturnType<typeof makeBackups>;
let make: (more?: Partial<Parameters<typeof makeBackups>[0]>) => ReturnType<typeof makeBackups>;
/** What the clock would do every minute. */
let minute: () => void;
beforeEach(async () => {
  deps = await testDeps();
  folder = join(deps.dataDir, 'backups');
  await loadServerKey(deps.dataDir);
  const clock = {
    ...deps.clock,
    every: (_ms: number, act: () => void) => {
      minute = act;
      return () => undefined;
    },
  };
  make = (more = {}) =>
    makeBackups({
      ...deps,
      clock,
      version: '1.0.0',
      holder: 'this-server',
      openSnapshot: () => snapshotSqlite(join(deps.dataDir, 'test.db')),
      cost: { log2N: 4, r: 8, p: 1 },
      ...more,
    });
  backups = make();
  backups.start();
});
afterEach(async () => {
  await backups.stop();
  await deps.close();
});

const set = (name: string, value: unknown) => deps.settingsStore.change(`backup.${name}`, value, 'test');
async function ready(): Promise<void> {
  await set('folder', folder);
  await backups.setPassphrase(PASSPHRASE, 'admin:anna');
}
const idle = () =>
  waitUntil(async () => ((await backups.status()).running === undefined ? true : undefined), {
    what: 'the backup to end',
  });
/** To the hour of the schedule on the day after. */
function passToHour(): void {
  const next = new Date(deps.clock.now() + DAY);
  next.setHours(deps.settings().backup.hour, 5, 0, 0);
  deps.pass(next.getTime() - deps.clock.now());
}
async function night(): Promise<void> {
  const before = (await backups.status()).last?.at;
  passToHour();
  minute();
  await waitUntil(async () => (await backups.status()).last?.at !== before || undefined, {
    what: 'the nightly backup',
  });
  await idle();
}

test('one is made each day at the hour, once, tried out, and only the newest are kept', async () => {
  await ready();
  await set('keep', 2);
  await writeFile(
    join(await mkdir(folder, { recursive: true }).then(() => folder), 'of-somebody-else.txt'),
    'x',
  );
  for (let i = 0; i < 3; i++) await night();
  // The same day again: nothing.
  deps.pass(3_600_000);
  minute();
  await idle();
  const status = await backups.status();
  assert.deepEqual([status.kept.length, status.last?.ok, status.drill?.ok], [2, true, true]);
  assert.match(status.drill?.sentence ?? '', /^Restored and checked: 0 users/);
  assert.ok((status.next ?? 0) > deps.clock.now());
  const names = await readdir(folder);
  assert.equal(names.length, 3);
  assert.ok(names.includes('of-somebody-else.txt'), 'what is not ours is left alone');
  const [newest] = status.kept;
  assert.equal((await stat(join(folder, newest?.name ?? ''))).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(join(deps.dataDir, 'run', 'drill')), [], 'nothing of the trial stays');
});

test('one that was missed, since the server was off, is made as soon as it is on', async () => {
  await ready();
  const late = new Date(deps.clock.now() + DAY);
  late.setHours(deps.settings().backup.hour + 7, 0, 0, 0);
  deps.pass(late.getTime() - deps.clock.now());
  minute();
  await waitUntil(async () => (await backups.status()).last?.ok, { what: 'the backup' });
  await idle();
});

test('without a folder nothing is made; without a passphrase it says so', async () => {
  passToHour();
  minute();
  assert.equal((await backups.status()).next, undefined);
  await set('folder', folder);
  minute();
  await waitUntil(async () => (await backups.status()).last?.ok === false, { what: 'the refusal' });
  await assert.rejects(backups.runNow('admin:anna'), { code: 'backup-passphrase' });
  await assert.rejects(backups.setPassphrase('too short', 'admin:anna'), { code: 'backup-passphrase' });
});

test('a folder that is none, or that may not be written to, is refused with its reason', async () => {
  await backups.setPassphrase(PASSPHRASE, 'admin:anna');
  for (const bad of [
    'relative/path',
    '/proc/platen',
    join(deps.dataDir, 'not', 'there'),
    join(deps.dataDir, 'test.db', 'below'),
  ]) {
    await set('folder', bad);
    await assert.rejects(backups.runNow('admin:anna'), { code: 'backup-folder' }, bad);
  }
});

test('only one is made at a time, and the next may begin when its reader went away in the middle', async () => {
  await ready();
  const signal = new AbortController().signal;
  const first = await backups.stream({ by: 'test' }, signal);
  await first.next();
  await assert.rejects(backups.stream({ by: 'test' }, signal), { code: 'backup-running' });
  await assert.rejects(backups.runNow('test'), { code: 'backup-running' });
  await first.return();
  const second = await backups.stream({ by: 'test' }, signal);
  for await (const _ of second) assert.equal((await backups.status()).running, 'backup');
  assert.deepEqual([(await backups.status()).running, (await backups.status()).last?.ok], [undefined, true]);
});

test('the passphrase is sealed: neither database nor log nor audit has it, and taking it away stops the schedule', async () => {
  await ready();
  const rows = await deps.db.read(async ({ q, t }) => [
    await q.select().from(t.facts),
    await q.select().from(t.audit),
  ]);
  for (const text of [JSON.stringify(rows), deps.logged.join('')]) assert.ok(!text.includes(PASSPHRASE));
  assert.ok(!(await readFile(join(deps.dataDir, 'test.db'))).includes(PASSPHRASE));
  await backups.setPassphrase(null, 'admin:anna');
  assert.equal((await backups.status()).passphraseSet, false);
  await assert.rejects(backups.mayStream(), { code: 'backup-passphrase' });
});

test('a backup that fails in the middle leaves no file, and says why', async () => {
  await ready();
  const unlucky = make({
    openSnapshot: async () => {
      const snapshot = await snapshotSqlite(join(deps.dataDir, 'test.db'));
      return { ...snapshot, rows: () => failing() };
    },
  });
  await unlucky.runNow('admin:anna');
  await waitUntil(async () => (await unlucky.status()).last?.ok === false, {
    what: 'the failure to be noted',
  });
  assert.match((await unlucky.status()).last?.sentence ?? '', /the disk is gone/);
  assert.deepEqual(await readdir(folder), []);
  await unlucky.stop();
});

const failing = (): AsyncIterable<never> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the disk is gone')) }),
});
