// Backup and restore on either engine, and from one to the other: a held document is released on the second machine with the same code, what
// has expired stays gone, nothing that was under way is printed again by itself (SPEC F7; threats.md R16, T44).
import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, describe, test } from 'node:test';
import { ArchiveError } from '@platen/edge-server/backup/archive-format';
import { restore } from '@platen/edge-server/backup/restore';
import { verifyBackup } from '@platen/edge-server/backup/verify';
import { moveJob } from '@platen/edge-server/flow/store/jobs';
import { samplePdf } from '../documents/make-documents.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

const PASSPHRASE = 'correct horse battery staple';
const signal = new AbortController().signal;
const ENGINES = ['SQLite', 'PostgreSQL'] as const;
const skip = skipUnless('postgres');

let postgres: Postgres;
let printer: VirtualPrinter;
let folder: TempDir;
before(async () => {
  [printer, folder] = await Promise.all([startVirtualPrinter(), tempDir('backup')]);
  if (skip === false) postgres = await startPostgres();
});
after(async () => {
  await printer.close();
  await postgres?.stop();
  await folder.remove();
});

const urlFor = async (engine: (typeof ENGINES)[number]): Promise<string | undefined> =>
  engine === 'SQLite' ? undefined : postgres.createDatabase();
const withUrl = (databaseUrl: string | undefined) => (databaseUrl === undefined ? {} : { databaseUrl });

interface Site {
  readonly file: string;
  readonly code: string;
  readonly email: string;
  readonly held: string;
  readonly small: string;
}

async function take(server: RunningServer, file: string): Promise<void> {
  const bytes = await server.app.backups.stream({ passphrase: PASSPHRASE, by: 'test' }, signal);
  await pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(file, { mode: 0o600 }));
}

/** A server with a large and a small held document of one person, one that is being released, and a backup of all that. */
async function makeSite(name: string, databaseUrl: string | undefined): Promise<Site> {
  const server = await runServer(withUrl(databaseUrl));
  try {
    await server.app.printers.add({ name: 'P', uri: printer.uri }, {}, 'test');
    const { client, code, email } = await server.portalUser();
    const send = async (title: string, raw: Uint8Array): Promise<string> => {
      const sent = await client.call('POST', `/api/portal/documents?name=${title}`, { raw });
      assert.equal(sent.status, 201, sent.bytes.toString());
      const { id } = (sent.json as { job: { id: string } }).job;
      await waitUntil(
        async () =>
          ((await client.call('GET', `/api/portal/jobs/${id}`)).json as { job: { state: string } }).job
            .state === 'held',
        { what: 'the conversion' },
      );
      return id;
    };
    const held = await send('large.pdf', await samplePdf({ pages: 2, title: 'Large', bytes: 300_000 }));
    const small = await send('small.pdf', await samplePdf({ pages: 1, title: 'Small' }));
    const busy = await send('busy.pdf', await samplePdf({ pages: 1, title: 'Busy' }));
    // As if it lay in the queue of a slow printer at that moment.
    await server.app.db.write((tx) => moveJob(tx, busy, ['held'], 'releasing', { changedAt: Date.now() }));
    const file = join(folder.path, `${name}.platen-backup`);
    await take(server, file);
    return { file, code, email, held, small };
  } finally {
    await server.close();
  }
}

async function restored(
  site: Site,
  databaseUrl: string | undefined,
  more: { now?: number; documents?: boolean } = {},
) {
  const dataDir = join(folder.path, `restored-${Math.random().toString(36).slice(2)}`);
  const report = await restore({
    file: site.file,
    passphrase: PASSPHRASE,
    dataDir,
    databaseUrl,
    now: Date.now(),
    signal,
    ...more,
  });
  return { dataDir, report };
}

for (const from of ENGINES) {
  describe(`a backup of a server with ${from}`, { skip: from === 'PostgreSQL' && skip }, () => {
    let site: Site;
    before(async () => {
      site = await makeSite(from, await urlFor(from));
    });

    for (const to of ENGINES) {
      test(`restores with ${to}, and a held document prints with the same code`, {
        skip: to === 'PostgreSQL' && skip,
      }, async () => {
        const databaseUrl = await urlFor(to);
        const { dataDir, report } = await restored(site, databaseUrl);
        assert.equal(report.held, 3);
        assert.deepEqual([report.users, report.printers, report.lost, report.broken.length], [1, 1, 0, 0]);
        const server = await runServer({ dataDir, ...withUrl(databaseUrl) });
        try {
          const row = (await server.app.db.read(async ({ q, t }) => q.select().from(t.printers)))[0];
          assert.ok(row);
          const panel = server.client();
          await panel.call('GET', server.app.printers.panelPath(row));
          const session = await panel.call('POST', '/api/panel/session', { body: { code: site.code } });
          assert.equal(session.status, 200, session.bytes.toString());
          const before = (await printer.prints()).length;
          const released = await panel.call('POST', '/api/panel/release', {
            body: { jobs: [{ id: site.held }] },
          });
          assert.equal(
            (released.json as { releases: unknown[] }).releases.length,
            1,
            released.bytes.toString(),
          );
          await waitUntil(async () => (await printer.prints()).length === before + 1, {
            what: 'the print',
            timeoutMs: 30_000,
          });
          const states = await server.app.db.read(async ({ q, t }) => q.select().from(t.jobs));
          assert.ok(
            states.some(({ state, title }) => title === 'busy.pdf' && state === 'uncertain'),
            'what was on its way is for a person to decide',
          );
        } finally {
          await server.close();
        }
      });
    }

    test('is verified by restoring it, and nothing of that stays', async () => {
      const below = join(folder.path, 'drill');
      const verified = await verifyBackup({
        file: site.file,
        passphrase: PASSPHRASE,
        below,
        now: Date.now(),
        signal,
      });
      assert.deepEqual([verified.ok, verified.held], [true, 3], verified.sentence);
      assert.equal(verified.sealed >= 3, true);
      assert.deepEqual(await readdir(below), []);
    });
  });
}

describe('a restore', () => {
  let site: Site;
  before(async () => {
    site = await makeSite('rules', undefined);
  });

  test('brings nothing back whose retention is over', async () => {
    const { dataDir, report } = await restored(site, undefined, { now: Date.now() + 48 * 3_600_000 });
    assert.deepEqual([report.held, report.gone, report.sealed], [0, 3, 0]);
    const server = await runServer({ dataDir });
    try {
      const { blobs, jobs } = await server.app.db.read(async ({ q, t }) => ({
        blobs: await q.select().from(t.blobs),
        jobs: await q.select().from(t.jobs),
      }));
      assert.deepEqual(blobs, [], 'no key came back');
      assert.deepEqual([...new Set(jobs.map(({ state }) => state))], ['expired']);
      const shelves = await readdir(join(dataDir, 'blobs'));
      for (const shelf of shelves.filter((name) => name !== 'tmp')) {
        assert.deepEqual(await readdir(join(dataDir, 'blobs', shelf)), [], 'no file either');
      }
    } finally {
      await server.close();
    }
  });

  test('can leave all documents out', async () => {
    const { report } = await restored(site, undefined, { documents: false });
    assert.deepEqual([report.held, report.users], [0, 1]);
  });

  test('signs everybody out and puts a restored entry into the sound audit log', async () => {
    const { dataDir, report } = await restored(site, undefined);
    assert.equal(report.auditBrokenAt, undefined);
    const server = await runServer({ dataDir });
    try {
      const { sessions, audit } = await server.app.db.read(async ({ q, t }) => ({
        sessions: await q.select().from(t.sessions),
        audit: await q.select().from(t.audit),
      }));
      assert.deepEqual(sessions, []);
      assert.ok(audit.some(({ act }) => act === 'restored from a backup'));
    } finally {
      await server.close();
    }
  });

  test('refuses a folder with a server in it, a wrong passphrase and a cut file, and leaves nothing that starts', async () => {
    const ask = { file: site.file, passphrase: PASSPHRASE, databaseUrl: undefined, now: Date.now(), signal };
    const used = join(folder.path, 'used');
    await mkdir(join(used, 'keys'), { recursive: true });
    await writeFile(join(used, 'keys', 'server.key'), 'x');
    await assert.rejects(restore({ ...ask, dataDir: used }), /is not empty \(keys\)/);
    assert.equal(await readFile(join(used, 'keys', 'server.key'), 'utf8'), 'x');

    const dataDir = join(folder.path, 'wrong');
    await assert.rejects(
      restore({ ...ask, dataDir, passphrase: 'something else entirely' }),
      (error: unknown) => {
        return error instanceof ArchiveError && error.problem === 'passphrase';
      },
    );
    const cut = join(folder.path, 'cut.platen-backup');
    await writeFile(cut, await readFile(site.file));
    await truncate(cut, (await stat(cut)).size - 1000);
    await assert.rejects(restore({ ...ask, dataDir, file: cut }), (error: unknown) => {
      return error instanceof ArchiveError && error.problem === 'cut';
    });
    await assert.rejects(runServer({ dataDir }), /did not finish/);
    // The same command with a good file goes through.
    await restore({ ...ask, dataDir });
    const server = await runServer({ dataDir });
    await server.close();
  });
});
