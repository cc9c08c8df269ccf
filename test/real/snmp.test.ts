// Our SNMP against the real snmpd (net-snmp): every version, every digest and cipher, and what it says to wrong keys.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readDeviceSheet } from '@platen/edge-server/devices/device-sheet';
import { askIdentity } from '@platen/edge-server/devices/snmp-identity';
import { lifeSigns } from '@platen/edge-server/devices/snmp-life-signs';
import { isTrouble } from '@platen/edge-server/protocols/snmp/outcome';
import { openSnmp } from '@platen/edge-server/protocols/snmp/session';
import {
  SNMP_AUTH_PROTOCOLS,
  SNMP_PRIV_PROTOCOLS,
  type SnmpAccess,
  type SnmpUserAccess,
} from '@platen/shared/device-credentials';
import { printerRecords, readRecording } from '../servers/snmp-agent-records.ts';
import { startSnmpd } from '../servers/snmpd.ts';
import { repository } from '../support/repository.ts';
import { skipUnless } from '../support/skip-unless.ts';

const skip = skipUnless('snmpd');
const recording = join(repository, '..', 'shared', 'corpus', 'snmp', 'jetdirect_m880.snmprec');
const { signal } = new AbortController();

const summaryOf = async (port: number, access: SnmpAccess): Promise<string> => {
  const session = openSnmp({ host: '127.0.0.1', port, access, timeoutMs: 2_000 });
  const sheet = await readDeviceSheet(session, signal, () => 0);
  session.close();
  if (isTrouble(sheet)) return sheet.code;
  const { identity, trays, supplies, lifeCount, incomplete } = sheet;
  assert.equal(incomplete, undefined);
  return `${identity.makeAndModel}, ${trays.length} trays, ${supplies.length} supplies, ${lifeCount} pages`;
};

const WHOLE = 'Stand-in 100, 3 trays, 4 supplies, 1234 pages';

test('snmpd is read over v1 and v2c, and does not answer a wrong community', { skip }, async (t) => {
  const snmpd = await startSnmpd({ objects: printerRecords({ trays: 3, supplies: 4 }) });
  t.after(() => snmpd.stop());
  const { port } = snmpd;
  for (const version of ['1', '2c'] as const)
    assert.equal(await summaryOf(port, { version, community: 'public' }), WHOLE, `v${version}`);
  const access = { version: '2c', community: 'public' } as const;
  assert.equal((await askIdentity('127.0.0.1', access, { port }))?.serial, 'SERIAL-1');
  assert.deepEqual(await lifeSigns({ host: '127.0.0.1', access }, signal, { port, timeoutMs: 2_000 }), {
    status: 'idle',
    lifeCount: 1234,
  });
  const wrong = { ...access, community: 'wrong' };
  assert.equal(await askIdentity('127.0.0.1', wrong, { port, timeoutMs: 100 }), undefined);
});

test('snmpd is read over v3 with every digest and every cipher', { skip }, async (t) => {
  const users: SnmpUserAccess[] = [{ version: '3', user: 'open' }];
  for (const digest of SNMP_AUTH_PROTOCOLS) {
    const auth = { protocol: digest, key: 'authpass99' };
    users.push({ version: '3', user: `signed-${digest}`, auth });
    for (const cipher of SNMP_PRIV_PROTOCOLS) {
      const priv = { protocol: cipher, key: 'privpass99' };
      users.push({ version: '3', user: `${digest}-${cipher}`, auth, priv });
    }
  }
  const snmpd = await startSnmpd({ objects: printerRecords({ trays: 3, supplies: 4 }), users });
  t.after(() => snmpd.stop());
  for (const access of users) assert.equal(await summaryOf(snmpd.port, access), WHOLE, access.user);
});

test('snmpd says what is wrong with a user, a key and a level, and so do we', { skip }, async (t) => {
  const auth = { protocol: 'sha256', key: 'authpass99' } as const;
  const priv = { protocol: 'aes128', key: 'privpass99' } as const;
  const user: SnmpUserAccess = { version: '3', user: 'ro', auth, priv };
  const snmpd = await startSnmpd({ objects: printerRecords(), users: [user] });
  t.after(() => snmpd.stop());
  const wrong: readonly SnmpUserAccess[] = [
    { ...user, user: 'nobody' },
    { ...user, auth: { ...auth, key: 'wrongwrong' } },
    { version: '3', user: 'ro', auth },
    { version: '3', user: 'ro' },
  ];
  for (const access of wrong) assert.equal(await summaryOf(snmpd.port, access), 'snmp-denied');
  // With a wrong privacy key snmpd cannot read the question, and may keep silent about it.
  const unreadable = await summaryOf(snmpd.port, { ...user, priv: { ...priv, key: 'wrongwrong' } });
  assert.ok(['snmp-denied', 'snmp-no-answer'].includes(unreadable), unreadable);
  assert.doesNotMatch(await snmpd.log(), /authpass99|privpass99/);
});

test('snmpd with the recording of a real printer gives the same sheet as the stand-in', {
  skip: skip !== false || existsSync(recording) ? skip : 'the recording is not on this machine',
}, async (t) => {
  const snmpd = await startSnmpd({ objects: readRecording(recording) });
  t.after(() => snmpd.stop());
  const summary = await summaryOf(snmpd.port, { version: '2c', community: 'public' });
  assert.equal(summary, 'HP Color LaserJet flow MFP M880, 4 trays, 15 supplies, undefined pages');
});
