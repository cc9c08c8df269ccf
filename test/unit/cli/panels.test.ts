// The commands for panel apps: what they ask of the server, where passwords come from, and what a person reads.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { afterEach, beforeEach } from 'node:test';
import type { PanelView } from '@platen/shared/api/panel-install';
import { type FakeServer, type Reply, refusal, startFakeServer } from './fake-server.ts';
import { runPlaten } from './run-platen.ts';
import { aPrinter } from './views.ts';

let fake: FakeServer;
let answers: Record<string, Reply>;

beforeEach(async () => {
  answers = { 'GET /api/admin/printers': { json: { printers: [aPrinter()], mistakes: [] } } };
  fake = await startFakeServer(
    new Proxy(
      {},
      { get: (_, name) => (typeof name === 'string' && name in answers ? () => answers[name] : undefined) },
    ),
  );
});
afterEach(() => fake.close());

const platen = (...args: string[]) => runPlaten([...args, '--data-dir', fake.dataDir]);
const last = () => fake.seen[fake.seen.length - 1];

function aPanel(fields: Partial<PanelView> = {}): PanelView {
  return {
    printerId: 'prn1',
    platform: 'xerox-eip',
    platformName: 'Xerox EIP',
    way: 'automatic',
    sentence: 'Installed. Nobody has opened it at the device yet.',
    tone: 'quiet',
    steps: ['Switch it on.'],
    calledHome: false,
    credentialsStored: true,
    passwordRefused: false,
    ...fields,
  };
}

test('installing uses the stored credentials unless others are given', async () => {
  answers['POST /api/admin/printers/prn1/panel/install'] = {
    json: { panel: aPanel(), notes: ['The clock of the device is 7 minutes ahead.'] },
  };
  const ran = await platen('printer', 'install-panel', 'copy', '--certificate', '--first-screen');
  assert.equal(
    ran.out,
    'Copy room (Xerox EIP): Installed. Nobody has opened it at the device yet.\nThe clock of the device is 7 minutes ahead.\n',
  );
  assert.deepEqual(last()?.json, { installCertificate: true, defaultScreen: true });
  const json = await platen('printer', 'install-panel', 'copy', '--json');
  assert.equal((JSON.parse(json.out) as { panel: { way: string } }).panel.way, 'automatic');
});

test('a password is taken from the first line of a file, and no option takes one', async () => {
  const file = join(fake.dataDir, 'secret');
  await writeFile(file, 'pass word\nsecond line\n');
  answers['POST /api/admin/printers/prn1/panel/install'] = { json: { panel: aPanel(), notes: [] } };
  const ran = await platen(
    'printer',
    'install-panel',
    'Copy room',
    '--user',
    'admin',
    '--password-file',
    file,
  );
  assert.equal(ran.code, 0);
  assert.deepEqual(last()?.json, { credentials: { name: 'admin', password: 'pass word' } });
  assert.doesNotMatch(ran.out + ran.err, /pass word/);
  assert.equal((await platen('printer', 'install-panel', 'copy', '--password', 'x')).code, 2);
});

test('half a login, an empty or a missing password file and a wrong platform send nothing', async () => {
  const empty = join(fake.dataDir, 'empty');
  await writeFile(empty, '\n');
  for (const words of [
    ['--password-file', empty],
    ['--user', 'admin', '--password-file', empty],
    ['--user', 'admin', '--password-file', join(fake.dataDir, 'none')],
    ['--platform', 'xerox'],
  ]) {
    assert.equal((await platen('printer', 'install-panel', 'copy', ...words)).code, 2, words.join(' '));
  }
  assert.equal(fake.seen.length, 0);
});

test('a device that a person must set up gives the steps in order, and the check tells when it called home', async () => {
  const guided: Partial<PanelView> = {
    platform: 'apeos-external-access',
    platformName: 'Apeos External Access',
    way: 'guided',
    sentence: 'The panel has not called home since it was set up.',
    steps: ['Sign in.', 'Enter the address.'],
  };
  answers['POST /api/admin/printers/prn1/panel/install'] = { json: { panel: aPanel(guided), notes: [] } };
  const ran = await platen('printer', 'install-panel', 'copy', '--platform', 'apeos-external-access');
  assert.match(ran.out, /\n1\. Sign in\.\n2\. Enter the address\.\n$/);
  assert.deepEqual(last()?.json, { platform: 'apeos-external-access' });

  answers['POST /api/admin/printers/prn1/panel/check'] = {
    json: {
      panel: aPanel({ ...guided, calledHome: true, sentence: 'Set up, and the panel has called home.' }),
      notes: [],
    },
  };
  const checked = await platen('printer', 'install-panel', 'copy', '--check');
  assert.equal(checked.out, 'Copy room (Apeos External Access): Set up, and the panel has called home.\n');
});

test('a refused password is told in the words of the server and ends with code 1', async () => {
  answers['POST /api/admin/printers/prn1/panel/install'] = refusal(
    422,
    'panel-password',
    'The device refused it.',
  );
  const ran = await platen('printer', 'install-panel', 'copy');
  assert.deepEqual(ran, { code: 1, out: '', err: 'The device refused it.\n' });
});

test('removing tells what is done, or what is left to do by hand', async () => {
  answers['POST /api/admin/printers/prn1/panel/remove'] = { json: { panel: aPanel(), notes: [] } };
  assert.equal(
    (await platen('printer', 'remove-panel', 'copy')).out,
    'Removed the panel app from Copy room.\n',
  );
  answers['POST /api/admin/printers/prn1/panel/remove'] = {
    json: { panel: aPanel({ way: 'address', platform: 'browser' }), notes: ['Remove the bookmark.'] },
  };
  assert.match(
    (await platen('printer', 'remove-panel', 'copy')).out,
    /at the device:\n1\. Remove the bookmark\.\n$/,
  );
});
