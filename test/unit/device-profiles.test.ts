import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DeviceFile } from '@platen/device-profiles/device-file';
import { DeviceProfile, SOURCED_GROUPS } from '@platen/device-profiles/device-profile';
import { findProfile } from '@platen/device-profiles/find-profile';
import { MODELS } from '@platen/device-profiles/models';
import { readProfileFile } from '@platen/device-profiles/read-profile-file';
import { toJsonSchema } from '@valibot/to-json-schema';
import { repository } from '../support/repository.ts';

const folder = join(repository, 'device-profiles');
const files = readdirSync(join(folder, 'models')).filter((name) => name.endsWith('.json'));

test('every file of models/ is in the list, under its own name', () => {
  assert.deepEqual(MODELS.map(({ id }) => `${id}.json`).sort(), files.sort());
});

test('every file of models/ passes the reader that checks an administrator’s', () => {
  for (const name of files) {
    const read = readProfileFile(name, readFileSync(join(folder, 'models', name), 'utf8'));
    assert.deepEqual(read.ok ? [] : read.mistakes, [], name);
  }
});

test('every group of values of a shipped family has a source, and no group without values has one', () => {
  const grounds = new Set(['match', 'protocols', 'panel', 'accounting']);
  for (const profile of MODELS) {
    for (const group of SOURCED_GROUPS) {
      const there = grounds.has(group) || profile[group] !== undefined;
      assert.equal(profile.sources[group] !== undefined, there, `${profile.id}: ${group}`);
    }
  }
});

test('the list has the families that were asked for, and one generic at its end', () => {
  const wanted = [
    ...['generic-ipp-everywhere', 'generic-pcl-ps', 'xerox-altalink', 'xerox-versalink', 'xerox-connectkey'],
    ...[
      'xerox-primelink',
      'fuji-xerox-apeosport',
      'fujifilm-apeos',
      'hp-futuresmart',
      'canon-ir-adv',
      'ricoh',
    ],
    ...[
      'konica-minolta-bizhub',
      'kyocera-taskalfa',
      'sharp-mx',
      'lexmark',
      'toshiba-e-studio',
      'brother',
      'epson',
    ],
  ];
  for (const id of wanted) assert.equal(findProfile(MODELS, id)?.id, id);
  assert.equal(MODELS.at(-1)?.id, 'generic-ipp-everywhere');
  assert.equal(findProfile(MODELS, 'nothing-of-the-kind'), undefined);
});

const SCHEMAS = [
  { file: 'device-profile.schema.json', schema: DeviceProfile },
  { file: 'device.schema.json', schema: DeviceFile },
] as const;
for (const { file, schema } of SCHEMAS) {
  test(`the JSON Schema for editors is the one the program checks with: ${file}`, () => {
    const path = join(folder, 'schema', file);
    const made = `${JSON.stringify(toJsonSchema(schema), null, 2)}\n`;
    if (process.env['PLATEN_TEST_WRITE_DOCS'] === '1') writeFileSync(path, made);
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(made));
  });
}
