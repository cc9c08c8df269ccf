// A print share of Samba as `platen samba-config` writes it: smbclient prints, and the document waits for who it named.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { type SambaShare, startSambaShare } from '../servers/samba-share.ts';
import { repository } from '../support/repository.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
/** Only root may become another account, which is what smbd does for each client. */
const skip = skipUnless('smbd', 'smbclient') || (process.getuid?.() === 0 ? false : 'smbd needs root');
// In full: Samba runs it in its spool folder.
const CLI = [
  process.execPath,
  '--import',
  import.meta.resolve('tsx'),
  join(repository, 'edge-server', 'src', 'cli', 'main.ts'),
];

describe('a print share of Samba', { skip }, () => {
  let server: RunningServer;
  let samba: SambaShare;
  let anna: Awaited<ReturnType<RunningServer['portalUser']>>;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  const [program = '', ...first] = CLI;

  const jobs = async () =>
    (
      (await anna.client.call('GET', '/api/portal/jobs')).json as {
        jobs: { title: string; state: string; pages?: number }[];
      }
    ).jobs;

  before(async () => {
    server = await runServer();
    anna = await server.portalUser('anna@example.test');
    folder = await tempDir('share');
    const document = await PDFDocument.create();
    document.addPage([595, 842]).drawText('Share', { x: 72, y: 700 });
    await writeFile(join(folder.path, 'plan.pdf'), await document.save());
    samba = await startSambaShare(async (spool) => {
      const args = [
        'samba-config',
        '--domain',
        'example.test',
        '--spool',
        spool,
        '--account',
        'root',
        '--guests',
      ];
      const { stdout } = await run(program, [...first, ...args, '--data-dir', server.dataDir], {
        cwd: repository,
      });
      return stdout;
    });
  });
  after(async () => {
    await samba.stop();
    await server.close();
    await folder.remove();
  });

  test('what is printed there waits for who prints, and nothing stays in the spool', async () => {
    const said = await samba.print('anna', 'print', join(folder.path, 'plan.pdf'));
    const job = await waitUntil(async () => (await jobs()).find(({ state }) => state === 'held'), {
      what: 'the document to be held',
      timeoutMs: 30_000,
    }).catch(async (cause: unknown) => {
      throw new Error(`${said}\n${await samba.log()}`, { cause });
    });
    assert.equal(job.pages, 1);
    assert.doesNotMatch(job.title, /Remote Downlevel/);
    assert.deepEqual(await readdir(samba.spool), []);
  });

  test('a document of nobody is kept nowhere', async () => {
    const count = async (): Promise<number> =>
      (await server.app.db.read((tx) => tx.q.select().from(tx.t.jobs))).length;
    const before = await count();
    await samba.print('nobodyhere', 'print', join(folder.path, 'plan.pdf')).catch(() => undefined);
    await waitUntil(async () => (await readdir(samba.spool)).length === 0, { what: 'the spool to be empty' });
    assert.equal(await count(), before);
  });

  test('without the data folder, an access file leads there, if nobody else may read it', async () => {
    const { token } = await server.app.apiTokens.create(
      { name: 'share', scopes: ['documents:change'], expiresAt: undefined },
      'test',
    );
    const access = join(folder.path, 'access.json');
    const certificateSha256 = server.certificate?.description.sha256;
    await writeFile(access, JSON.stringify({ url: server.url, token, certificateSha256 }), { mode: 0o600 });
    const args = [
      'submit',
      '-',
      '--user',
      'TEST\\anna',
      '--domain',
      'example.test',
      '--title',
      'From a pipe',
      '--access',
      access,
    ];
    const submit = () => {
      const child = run(program, [...first, ...args], { cwd: repository });
      child.child.stdin?.end('A line of text.\n');
      return child;
    };
    const { stdout } = await submit();
    assert.match(stdout, /standard input: stored as /);
    assert.ok((await jobs()).some(({ title }) => title === 'From a pipe'));
    await chmod(access, 0o644);
    await assert.rejects(submit(), /may be read by others/);
  });
});
