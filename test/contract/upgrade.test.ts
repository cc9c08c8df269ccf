// Upgrading on either engine: a database of an older schema goes up, and back to exactly what it was when the new version does not come up.
import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type UpgradeSteps, upgrade } from '@platen/edge-server/backup/upgrade';
import { loadPostgres, loadSqlite, NEWEST_STEP } from '@platen/edge-server/db/load-tables';
import { type Snapshot, snapshotPostgres, snapshotSqlite } from '@platen/edge-server/db/snapshot';
import { loadServerKey } from '@platen/edge-server/platform/server-key';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

const OLD_STEP = NEWEST_STEP - 1;
const FACTS = {
  name: 'facts',
  columns: [
    { name: 'name', kind: 'text' },
    { name: 'value', kind: 'text' },
  ],
} as const;
const skip = skipUnless('postgres');

let folder: TempDir;
let postgres: Postgres;
before(async () => {
  folder = await tempDir('upgrade');
  if (skip === false) postgres = await startPostgres();
});
after(async () => {
  await postgres?.stop();
  await folder.remove();
});

async function oldSite(engine: 'SQLite' | 'PostgreSQL', name: string) {
  const dataDir = join(folder.path, name);
  await mkdir(dataDir);
  await loadServerKey(dataDir);
  const databaseUrl = engine === 'SQLite' ? undefined : await postgres.createDatabase();
  const loader =
    databaseUrl === undefined
      ? loadSqlite(join(dataDir, 'platen.db'), OLD_STEP)
      : await loadPostgres(databaseUrl, OLD_STEP);
  await loader.add(FACTS, [['kept', 'as it was']]);
  await loader.finish('as-it-was');
  return { dataDir, databaseUrl };
}
type Site = Awaited<ReturnType<typeof oldSite>>;

async function look({ dataDir, databaseUrl }: Site): Promise<{ step: number; facts: unknown[] }> {
  const snapshot: Snapshot =
    databaseUrl === undefined
      ? await snapshotSqlite(join(dataDir, 'platen.db'))
      : await snapshotPostgres(databaseUrl);
  try {
    const table = snapshot.tables.find(({ name }) => name === 'facts');
    assert.ok(table);
    const facts: unknown[] = [];
    for await (const rows of snapshot.rows(table)) facts.push(...rows);
    return { step: snapshot.step, facts };
  } finally {
    await snapshot.close();
  }
}

/** A service that notes what is done with it. `works`: which versions become ready. */
function service(works: readonly ('new' | 'old')[]) {
  const done: string[] = [];
  let using: 'new' | 'old' = 'old';
  const steps: UpgradeSteps = {
    stop: async () => void done.push('stop'),
    start: async () => void done.push(`start ${using}`),
    use: async (which) => {
      using = which;
    },
    ready: async () => works.includes(using),
    say: () => undefined,
  };
  return { steps, done };
}

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  describe(`an upgrade on ${engine}`, { skip: engine === 'PostgreSQL' && skip }, () => {
    test('brings the schema up to date, starts the new version and keeps nothing behind', async () => {
      const site = await oldSite(engine, `${engine}-good`);
      const { steps, done } = service(['new']);
      assert.deepEqual(await upgrade({ ...site, version: '2', now: 1, steps }), { kind: 'done' });
      assert.deepEqual(done, ['stop', 'start new']);
      assert.deepEqual(await look(site), { step: NEWEST_STEP, facts: [['kept', 'as it was']] });
      assert.deepEqual(await readdir(join(site.dataDir, 'upgrade')), []);
    });

    test('that does not come up is taken back: the old version runs on the database as it was', async () => {
      const site = await oldSite(engine, `${engine}-bad`);
      const { steps, done } = service(['old']);
      const outcome = await upgrade({ ...site, version: '2', now: 1, steps });
      assert.equal(outcome.kind, 'taken-back');
      assert.deepEqual(done, ['stop', 'start new', 'stop', 'start old']);
      assert.deepEqual(await look(site), { step: OLD_STEP, facts: [['kept', 'as it was']] });
    });

    test('that nothing survives says where the copy of the rows is', async () => {
      const site = await oldSite(engine, `${engine}-worst`);
      const { steps } = service([]);
      await assert.rejects(upgrade({ ...site, version: '2', now: 1, steps }), /before\.platen-backup/);
      assert.deepEqual(await readdir(join(site.dataDir, 'upgrade')), ['before.platen-backup']);
      assert.equal((await look(site)).step, OLD_STEP);
    });
  });
}
