// Printers declared in files: registered while the server runs, read-only elsewhere, and never lost to a slip of the keyboard.
import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeDeclare } from '@platen/edge-server/devices/declare';
import { makeDeviceFiles } from '@platen/edge-server/devices/device-files';
import { listPrinters, makePrinters, type PrinterRow } from '@platen/edge-server/devices/printers';
import { readSecret } from '@platen/edge-server/platform/secret-reference';
import { type WatchedFolder, watchFolders } from '@platen/edge-server/platform/watched-folder';
import { AppError } from '@platen/shared/app-error';
import { testDeps } from '../../support/deps.ts';

const deps = await testDeps();
after(deps.close);
const printers = makePrinters(deps);

/** A site's two folders, watched by a server called `holder`. */
async function site(holder: string) {
  const folder = (name: string) => join(deps.dataDir, holder, name);
  await mkdir(folder('devices'), { recursive: true });
  await mkdir(folder('profiles'), { recursive: true });
  const watched: WatchedFolder[] = [];
  const files = makeDeviceFiles({
    ...deps,
    printers,
    declare: makeDeclare({ ...deps, printers, holder }),
    addressRules: {},
    watch: (name, changed) => {
      const made = watchFolders([folder(name)], changed, deps.log);
      watched.push(made);
      return made;
    },
    readSecret: (reference) => readSecret(reference, { COMMUNITY: 'our-secret-community' }),
    onDeclared: () => undefined,
  });
  await files.start();
  after(() => files.stop());
  const look = async () => {
    for (const each of watched) await each.look();
  };
  return {
    files,
    write: async (name: string, text: unknown) => {
      const path = join(deps.dataDir, holder, name);
      await writeFile(path, typeof text === 'string' ? text : JSON.stringify(text));
      await look();
    },
    remove: async (name: string) => {
      await rm(join(deps.dataDir, holder, name));
      await look();
    },
    rows: async (): Promise<PrinterRow[]> =>
      (await deps.db.read(listPrinters)).filter((row) =>
        row.fieldSources['#declared']?.startsWith(`${holder} `),
      ),
  };
}

const COPY_ROOM = { name: 'Copy room', address: '10.0.0.20', location: '2nd floor' };

void test('a device in a file is registered, and changed when the file changes, under the same panel key', async () => {
  const { write, rows } = await site('a');
  await write('devices/one.json', { devices: [COPY_ROOM] });
  const [row] = await rows();
  assert.ok(row !== undefined);
  assert.equal(row.uri, 'ipps://10.0.0.20/ipp/print');
  assert.deepEqual(row.otherUris, ['ipp://10.0.0.20/ipp/print']);
  assert.equal(row.source, 'file one.json');
  await write('devices/one.json', {
    devices: [{ ...COPY_ROOM, location: '3rd floor', profile: 'xerox-altalink' }],
  });
  const [after] = await rows();
  assert.equal(after?.id, row.id);
  assert.equal(after.location, '3rd floor');
  assert.equal(after.profile, 'xerox-altalink');
  assert.equal(after.panelKeyHash, row.panelKeyHash);
});

void test('what a file declares cannot be changed elsewhere, what it leaves out can', async () => {
  const { write, rows } = await site('b');
  await write('devices/two.json', { devices: [COPY_ROOM] });
  const [row] = await rows();
  assert.ok(row !== undefined);
  await assert.rejects(
    printers.edit(row.id, { location: 'Cellar' }, 'console'),
    (error) => error instanceof AppError && error.code === 'printer-declared',
  );
  await printers.edit(row.id, { alias: 'CR2' }, 'console');
  await write('devices/two.json', { devices: [{ ...COPY_ROOM, site: 'Main' }] });
  const [after] = await rows();
  assert.equal(after?.alias, 'CR2');
  assert.equal(after.fieldSources['alias'], 'console');
  assert.equal(after.fieldSources['site'], 'file two.json');
});

void test('a file with a mistake changes nothing and is told with line and cure; one that is gone takes its printers along', async () => {
  const { files, write, remove, rows } = await site('c');
  await write('devices/three.json', { devices: [COPY_ROOM] });
  await write(
    'devices/three.json',
    '{\n  "devices": [\n    { "name": "Copy room", "adress": "10.0.0.20" }\n  ]\n}',
  );
  const [mistake] = files.mistakes();
  assert.equal(mistake?.line, 3);
  assert.match(mistake.file, /three\.json$/);
  assert.match(`${mistake.sentence} ${mistake.cure}`, /address/);
  assert.equal((await rows()).length, 1);
  await write('devices/three.json', { devices: [COPY_ROOM] });
  assert.deepEqual(files.mistakes(), []);
  await remove('devices/three.json');
  assert.equal((await rows()).length, 0);
});

void test('two servers on one database each look after their own files only', async () => {
  const here = await site('d1');
  const there = await site('d2');
  await here.write('devices/x.json', { devices: [COPY_ROOM] });
  await there.write('devices/x.json', { devices: [COPY_ROOM] });
  await there.remove('devices/x.json');
  assert.equal((await here.rows()).length, 1);
  assert.equal((await there.rows()).length, 0);
});

void test('credentials come by reference, are sealed, and go when the device has another address', async () => {
  const { files, write, rows } = await site('e');
  const secret = join(deps.dataDir, 'admin-password');
  await writeFile(secret, 'admin:canary-0815\n');
  const credentials = { snmp: 'env:COMMUNITY', admin: `file:${secret}` };
  await write('devices/e.json', { devices: [{ ...COPY_ROOM, credentials }] });
  assert.deepEqual(files.mistakes(), []);
  const [row] = await rows();
  assert.ok(row !== undefined);
  assert.deepEqual(printers.credentialsOf(row), {
    snmp: { version: '2c', community: 'our-secret-community' },
    admin: { name: 'admin', password: 'canary-0815' },
  });
  assert.doesNotMatch(JSON.stringify(row), /canary-0815|our-secret-community/);
  await assert.rejects(
    printers.setCredentials(row.id, { admin: null }),
    (error) => error instanceof AppError && error.code === 'printer-declared',
  );
  await write('devices/e.json', { devices: [{ ...COPY_ROOM, address: '10.0.0.21' }] });
  const [moved] = await rows();
  assert.ok(moved !== undefined);
  assert.deepEqual(printers.credentialsOf(moved), {});
  await write('devices/e.json', { devices: [{ ...COPY_ROOM, credentials: { snmp: 'env:NOT_THERE' } }] });
  assert.match(files.mistakes()[0]?.sentence ?? '', /NOT_THERE is not set/);
  assert.equal((await rows()).length, 1, 'it is still there');
  assert.doesNotMatch(deps.logged.join('\n'), /canary-0815|our-secret-community/);
});

void test('a profile of this site takes the place of a shipped one while the server runs', async () => {
  const { files, write } = await site('f');
  const shipped = files.profiles().find(({ id }) => id === 'xerox-altalink');
  assert.ok(shipped !== undefined);
  assert.equal(files.isOwn('xerox-altalink'), false);
  await write('profiles/xerox-altalink.json', { ...shipped, name: 'Our AltaLinks' });
  assert.deepEqual(files.mistakes(), []);
  assert.equal(files.isOwn('xerox-altalink'), true);
  assert.equal(files.profiles().find(({ id }) => id === 'xerox-altalink')?.name, 'Our AltaLinks');
  await write('profiles/xerox-altalink.json', '{');
  assert.equal(files.mistakes().length, 1);
  assert.equal(files.profiles().find(({ id }) => id === 'xerox-altalink')?.name, 'Our AltaLinks');
});

void test('an import adds what is not there yet, and nothing while it has mistakes', async () => {
  const { files } = await site('g');
  const text = JSON.stringify({
    devices: [
      { name: 'I 1', uri: 'ipps://10.1.1.1/ipp/print' },
      { name: 'I 2', uri: 'socket://10.1.1.2' },
    ],
  });
  const first = await files.importText(text, 'console');
  assert.deepEqual(
    first.added.map(({ name }) => name),
    ['I 1', 'I 2'],
  );
  const second = await files.importText(text, 'console');
  assert.deepEqual([second.added.length, second.known], [0, ['I 1', 'I 2']]);
  const wrong = await files.importText(
    '{"devices":[{"name":"X","uri":"ipp://169.254.169.254/"}]}',
    'console',
  );
  assert.equal(wrong.added.length, 0);
  assert.equal(wrong.mistakes.length, 1);
});
