// The commands of backup as processes: taken from a running server, proved, restored, and killed in the middle of it (threats.md R16, T07).
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { samplePdf } from '../documents/make-documents.ts';
import { repository } from '../support/repository.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
const PASSPHRASE = 'planted passphrase 4711';
const built = (name: string): string => join(repository, 'edge-server', 'dist', name);

let folder: TempDir;
let server: RunningServer;
let file: string;
let passphraseFile: string;
before(async () => {
  [folder, server] = await Promise.all([tempDir('bkill'), runServer()]);
  file = join(folder.path, 'site.platen-backup');
  passphraseFile = join(folder.path, 'passphrase');
  await writeFile(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
  const { client } = await server.portalUser('anna@example.com');
  for (let i = 0; i < 3; i++) {
    const sent = await client.call('POST', `/api/portal/documents?name=paper-${i}.pdf`, {
      raw: await samplePdf({ pages: 1, bytes: 200_000 }),
    });
    assert.equal(sent.status, 201, sent.bytes.toString());
  }
});
after(async () => {
  await server.close();
  await folder.remove();
});

const offline = (mode: string, args: readonly string[], dataDir: string) =>
  run(process.execPath, [built('main.js'), mode, ...args], {
    cwd: repository,
    env: { ...process.env, PLATEN_DATA_DIR: dataDir },
  });

test('"platen backup" takes a running server into one file that only its owner may read', async () => {
  const args = [
    built('cli.js'),
    'backup',
    file,
    '--passphrase-file',
    passphraseFile,
    '--data-dir',
    server.dataDir,
  ];
  const { stdout } = await run(process.execPath, args, { cwd: repository });
  assert.match(stdout, /site\.platen-backup: /);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const bytes = await readFile(file);
  for (const secret of [PASSPHRASE, 'anna@example.com', 'paper-1'])
    assert.ok(!bytes.includes(secret), secret);
  // Another one with the server's word, and its log does not have the passphrase.
  assert.ok(!server.logged.join('').includes(PASSPHRASE));
});

test('"platen backup verify" proves it, and says no to a wrong passphrase with code 1', async () => {
  const { stdout } = await offline('backup-verify', [file, passphraseFile], join(folder.path, 'nowhere'));
  assert.match(stdout, /Restored and checked: 1 user, 0 printers, \d+ stored documents\./);
  const wrong = join(folder.path, 'wrong');
  await writeFile(wrong, 'something else entirely');
  await assert.rejects(
    offline('backup-verify', [file, wrong], join(folder.path, 'nowhere')),
    (error: unknown) => {
      const { code, stderr } = error as { code: number; stderr: string };
      assert.deepEqual([code, stderr.trim()], [1, 'The passphrase does not fit this backup.']);
      return true;
    },
  );
});

test('a restore that is killed again and again leaves nothing a server starts on, and ends well at last', async () => {
  const dataDir = join(folder.path, 'second');
  const restoring = join(dataDir, 'restoring');
  const stages = ['', join('data', 'platen.db'), '.plan'];
  for (const stage of stages) {
    const child = spawn(process.execPath, [built('main.js'), 'restore', file, passphraseFile, 'all'], {
      cwd: repository,
      env: { ...process.env, PLATEN_DATA_DIR: dataDir },
      stdio: 'ignore',
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await waitUntil(() => existsSync(join(restoring, stage)) || child.exitCode !== null, {
      what: `the restore to reach ${stage}`,
      everyMs: 1,
      timeoutMs: 60_000,
    });
    child.kill('SIGKILL');
    await ended;
    // Fast machines may have finished: then there is nothing more to interrupt.
    if (!existsSync(restoring)) break;
    await assert.rejects(runServer({ dataDir }), /did not finish/, `killed at ${stage}`);
  }
  if (existsSync(restoring)) {
    const { stdout } = await offline('restore', [file, passphraseFile, 'all'], dataDir);
    assert.match(stdout, /1 user, 0 printers/);
  }
  assert.ok(!(await readdir(dataDir)).includes('restoring'));
  const second = await runServer({ dataDir });
  try {
    const jobs = await second.app.db.read(async ({ q, t }) => q.select().from(t.jobs));
    assert.equal(jobs.length, 3);
  } finally {
    await second.close();
  }
});
