// Every recording of a real printer gives a sensible device sheet: nothing made up, nothing thrown, one sentence to show.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeCondition } from '@platen/edge-server/devices/condition-sentence';
import { type DeviceSheet, readDeviceSheet } from '@platen/edge-server/devices/device-sheet';
import { conditionOfSheet, traysOfSheet } from '@platen/edge-server/devices/device-sheet-condition';
import { mediaReadyOfSheet } from '@platen/edge-server/devices/device-sheet-media';
import { isTrouble } from '@platen/edge-server/protocols/snmp/outcome';
import { openSnmp } from '@platen/edge-server/protocols/snmp/session';
import { startSnmpAgent } from '../../../servers/snmp-agent.ts';
import { readRecording } from '../../../servers/snmp-agent-records.ts';
import { repository } from '../../../support/repository.ts';

const folder = join(repository, '..', 'shared', 'corpus', 'snmp');
const skip = existsSync(folder)
  ? false
  : 'the shared recordings of other people’s printers are not on this machine';
const recordings = skip === false ? readdirSync(folder).filter((name) => name.endsWith('.snmprec')) : [];

const sheetOf = async (recording: string, version: '1' | '2c' = '2c'): Promise<DeviceSheet> => {
  const agent = await startSnmpAgent({ records: readRecording(join(folder, recording)) });
  const access = { version, community: 'public' } as const;
  const session = openSnmp({ host: '127.0.0.1', port: agent.port, access });
  try {
    const sheet = await readDeviceSheet(session, new AbortController().signal, () => 5);
    assert.ok(!isTrouble(sheet), JSON.stringify(sheet));
    assert.ok(agent.asked() < (version === '1' ? 200 : 12), `${recording}: ${agent.asked()} questions`);
    return sheet;
  } finally {
    session.close();
    await agent.stop();
  }
};

test('every recording gives a sheet with a name, a sentence, and levels that are true', {
  skip,
}, async () => {
  assert.ok(recordings.length >= 6);
  for (const recording of recordings) {
    const sheet = await sheetOf(recording);
    assert.equal(sheet.incomplete, undefined, recording);
    assert.ok(sheet.identity.sysDescr !== undefined, recording);
    assert.match(sheet.identity.sysObjectId ?? '', /^1\.3\.6\.1\.4\.1\.\d+/, recording);
    assert.ok(sheet.supplies.length > 0, recording);
    for (const { name, left } of sheet.supplies) {
      assert.doesNotMatch(name, /[\n\r\u0000]|;SN/, recording);
      assert.ok(typeof left === 'string' || (left >= 0 && left <= 100), `${recording}: ${name} ${left}`);
    }
    for (const { level, capacity, size, paper } of sheet.trays) {
      if (typeof level === 'number' && typeof capacity === 'number') assert.ok(level <= capacity, recording);
      if (size === undefined) assert.doesNotMatch(paper, /\bA[345]\b|Letter/, recording);
    }
    assert.ok(
      mediaReadyOfSheet(sheet).every(({ width, height }) => width > 0 && height > 0),
      recording,
    );
    const { sentence } = describeCondition(conditionOfSheet(sheet), traysOfSheet(sheet));
    assert.match(sentence, /\.$/, recording);
  }
});

test('over SNMPv1 the sheet is the same as over v2c', { skip }, async () => {
  for (const recording of recordings)
    assert.deepEqual(await sheetOf(recording, '1'), await sheetOf(recording), recording);
});

test('trays without name or paper are shown as what they are', { skip }, async () => {
  const { trays } = await sheetOf('fujifilmprinter_c7580.snmprec');
  assert.deepEqual(
    trays.map(({ name, paper, level, capacity }) => `${name}, ${paper}, ${level} of ${capacity}`),
    [
      'Tray 1, unknown paper, 450 of 600',
      'Tray 2, unknown paper, 450 of 600',
      'Tray 3, unknown paper, 735 of 980',
      'Tray 4, unknown paper, 710 of 1420',
      'Tray 5, unknown paper, 0 of 180',
    ],
  );
});

test('sizes, names and levels of an HP are read as it tells them', { skip }, async () => {
  const sheet = await sheetOf('jetdirect_m880.snmprec');
  assert.deepEqual(
    sheet.trays.map(({ index, name, paper }) => [index, name, paper]),
    [
      [1, 'Tray 1', 'Any'],
      [2, 'Tray 2', 'Tabloid, Plain'],
      [3, 'Tray 3', 'Letter, Mid Weight'],
      [5, 'Tray 4', 'Letter, Plain'],
    ],
  );
  assert.equal(sheet.trays[0]?.status?.availability, 'unavailable-on-request');
  assert.deepEqual(
    mediaReadyOfSheet(sheet).map(({ media, source }) => [media, source]),
    [
      ['na_ledger_11x17in', 'tray-2'],
      ['na_letter_8.5x11in', 'tray-3'],
      ['na_letter_8.5x11in', 'tray-4'],
    ],
  );
  assert.deepEqual([sheet.supplies[0]?.name, sheet.supplies[0]?.left], ['Black Cartridge', 92]);
  assert.equal(conditionOfSheet(sheet).state, 'idle');
});

test('part numbers, UTF-8 names, counters and error bits of the others are read too', { skip }, async () => {
  const xerox = await sheetOf('xerox.snmprec');
  assert.deepEqual(
    [xerox.supplies[0]?.name, xerox.supplies[0]?.partNumber, xerox.supplies[0]?.left],
    ['Black Toner', '006R01509', 20],
  );
  assert.match(xerox.identity.deviceId ?? '', /^MFG:Xerox;/);
  const ricoh = await sheetOf('ricoh_mpc2503.snmprec');
  assert.equal(ricoh.supplies[0]?.name, '黑色碳粉');
  assert.deepEqual([ricoh.trays[2]?.name, ricoh.trays[2]?.level], ['Bypass Tray', 'some']);
  assert.equal(ricoh.lifeCount, 580_249);
  const konica = await sheetOf('konica_c250i.snmprec');
  assert.deepEqual(konica.errors, ['service-requested']);
  assert.deepEqual(conditionOfSheet(konica).reasons, ['other-warning']);
  const sharp = await sheetOf('sharp_mxm266nv.snmprec');
  assert.equal(sharp.supplies[1]?.left, 'some');
});
