// How the command line finds its server, and whom it does not trust.
import assert from 'node:assert/strict';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { dataDirs, serverFilePath } from '@platen/edge-server/cli/data-dirs';
import { tempDir } from '../../support/temp-dir.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { runPlaten } from './run-platen.ts';

const withServer = (work: (fake: FakeServer) => Promise<void>) => async () => {
  const fake = await startFakeServer({ 'GET /api/admin/users': () => ({ json: { users: [], total: 0 } }) });
  try {
    await work(fake);
  } finally {
    await fake.close();
  }
};

test('a named folder is looked in alone; without one the usual places come in order', () => {
  const about = { cwd: '/work', home: '/home/anna' };
  assert.deepEqual(dataDirs({ ...about, option: 'mine', variable: '/other' }), [
    { path: '/work/mine', trusted: true },
  ]);
  assert.deepEqual(dataDirs({ ...about, variable: '/other' }), [{ path: '/other', trusted: true }]);
  assert.deepEqual(
    dataDirs({ ...about, variable: '' }).map(({ path }) => path),
    ['/work/data', '/work/.platen/try-out', '/home/anna/.local/share/platen', '/var/lib/platen'],
  );
});

test(
  'the server is found by --data-dir and by PLATEN_DATA_DIR',
  withServer(async (fake) => {
    assert.equal((await runPlaten(['user', 'list', '--data-dir', fake.dataDir])).code, 0);
    assert.equal((await runPlaten(['user', 'list'], { dataDirVariable: fake.dataDir })).code, 0);
  }),
);

test(
  'a server that has ended is passed over for one that lives',
  withServer(async (fake) => {
    const cwd = await tempDir('cwd');
    try {
      const dead = serverFilePath(join(cwd.path, 'data'));
      await mkdir(dirname(dead), { recursive: true });
      const gone = {
        pid: 4_000_000,
        url: 'https://127.0.0.1:1',
        token: 'x',
        certificateSha256: '00'.repeat(32),
      };
      await writeFile(dead, JSON.stringify(gone));
      const live = serverFilePath(join(cwd.path, '.platen', 'try-out'));
      await mkdir(dirname(live), { recursive: true });
      const { port, certificateSha256 } = fake;
      await writeFile(
        live,
        JSON.stringify({ pid: process.pid, url: `https://127.0.0.1:${port}`, token: 'x', certificateSha256 }),
      );
      const alive = (pid: number) => pid !== gone.pid;
      assert.equal((await runPlaten(['user', 'list'], { cwd: cwd.path, alive })).code, 0);
    } finally {
      await cwd.remove();
    }
  }),
);

test('with no server anywhere every place is named, and how to start one', async () => {
  const ran = await runPlaten(['jobs'], { cwd: '/no/where', home: '/no/home' });
  assert.equal(ran.code, 3);
  assert.match(ran.err, /No running server was found/);
  assert.match(ran.err, /\/no\/where\/data: no server is running there/);
  assert.match(ran.err, /npm start/);
});

test(
  'a file in the working folder that belongs to somebody else is not used unless named',
  withServer(async (fake) => {
    const cwd = await tempDir('cwd');
    try {
      const planted = serverFilePath(join(cwd.path, 'data'));
      await mkdir(dirname(planted), { recursive: true });
      const { port, certificateSha256 } = fake;
      await writeFile(
        planted,
        JSON.stringify({ pid: process.pid, url: `https://127.0.0.1:${port}`, token: 'x', certificateSha256 }),
      );
      const stranger = { cwd: cwd.path, uid: (process.getuid?.() ?? 0) + 1 };
      const ran = await runPlaten(['user', 'list'], stranger);
      assert.equal(ran.code, 3);
      assert.match(ran.err, /belongs to another account/);
      assert.equal(fake.connections(), 0);
      assert.equal((await runPlaten(['user', 'list', '--data-dir', 'data'], stranger)).code, 0);
    } finally {
      await cwd.remove();
    }
  }),
);

test(
  'a server that shows another certificate than the one on file gets neither token nor request',
  withServer(async (fake) => {
    await fake.describe({ certificateSha256: 'ab'.repeat(32) });
    const ran = await runPlaten(['user', 'list', '--data-dir', fake.dataDir]);
    assert.equal(ran.code, 3);
    assert.match(ran.err, /certificate is another one/);
    assert.equal(fake.connections(), 1);
    assert.equal(fake.seen.length, 0);
  }),
);

test(
  'the pin may be written with colons and in capitals, as browsers show it',
  withServer(async (fake) => {
    const pairs = fake.certificateSha256.toUpperCase().match(/../g) ?? [];
    await fake.describe({ certificateSha256: pairs.join(':') });
    assert.equal((await runPlaten(['user', 'list', '--data-dir', fake.dataDir])).code, 0);
  }),
);

test(
  'an https address without a pin, and plain http to another machine, are not used',
  withServer(async (fake) => {
    for (const fields of [
      { certificateSha256: undefined },
      { url: 'http://192.0.2.1:8080', certificateSha256: undefined },
    ]) {
      await fake.describe(fields);
      const ran = await runPlaten(['user', 'list', '--data-dir', fake.dataDir]);
      assert.equal(ran.code, 3);
      assert.match(ran.err, /could not prove who it is/);
    }
    assert.equal(fake.connections(), 0);
  }),
);

test(
  'a server file that is broken or only half there is told, not thrown',
  withServer(async (fake) => {
    for (const text of ['', '{"pid":', '[]', '{"pid":0,"url":"x","token":""}']) {
      await writeFile(serverFilePath(fake.dataDir), text);
      const ran = await runPlaten(['user', 'list', '--data-dir', fake.dataDir]);
      assert.equal(ran.code, 3);
      assert.match(ran.err, /run\/server\.json cannot be read/);
    }
  }),
);

test(
  'a server file one may not read says whom to be',
  withServer(async (fake) => {
    await chmod(serverFilePath(fake.dataDir), 0o000);
    // Root may read everything, so root becomes nobody (65534 on every Linux) for this.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      const ran = await runPlaten(['user', 'list', '--data-dir', fake.dataDir]);
      assert.equal(ran.code, 3);
      assert.match(ran.err, /belongs to another account/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  }),
);

test('a server that does not answer ends with code 3', async () => {
  const fake = await startFakeServer({});
  const kept = await tempDir('gone');
  try {
    const path = serverFilePath(kept.path);
    await mkdir(dirname(path), { recursive: true });
    const { port, certificateSha256 } = fake;
    await writeFile(
      path,
      JSON.stringify({ pid: process.pid, url: `https://127.0.0.1:${port}`, token: 'x', certificateSha256 }),
    );
    await fake.close();
    const ran = await runPlaten(['user', 'list', '--data-dir', kept.path, '--json']);
    assert.equal(ran.code, 3);
    assert.equal((JSON.parse(ran.err) as { error: { code: string } }).error.code, 'server-unreachable');
  } finally {
    await rm(kept.path, { recursive: true });
  }
});
