import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DeviceProfile } from '@platen/device-profiles/device-profile';
import { matchProfile } from '@platen/device-profiles/match-profile';
import { MODELS } from '@platen/device-profiles/models';
import { toJsonSchema } from '@valibot/to-json-schema';
import { repository } from '../support/repository.ts';

test('every file of models/ is in the list, under its own name', () => {
  const files = readdirSync(join(repository, 'device-profiles', 'models')).map((name) =>
    name.replace('.json', ''),
  );
  assert.deepEqual(MODELS.map(({ id }) => id).sort(), files.sort());
});

test('a device gets the most particular family, an unknown one the generic', () => {
  assert.equal(matchProfile(MODELS, { makeAndModel: 'Platen Virtual MFD' }).id, 'platen-virtual-mfd');
  assert.equal(matchProfile(MODELS, { makeAndModel: 'Somebody LaserThing 9' }).id, 'generic-ipp-everywhere');
  assert.equal(matchProfile(MODELS, { makeAndModel: '' }).id, 'generic-ipp-everywhere');
});

test('the JSON Schema for editors is the one the program checks with', () => {
  const path = join(repository, 'device-profiles', 'schema', 'device-profile.schema.json');
  const made = `${JSON.stringify(toJsonSchema(DeviceProfile), null, 2)}\n`;
  if (process.env['PLATEN_TEST_WRITE_DOCS'] === '1') writeFileSync(path, made);
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(made));
});
