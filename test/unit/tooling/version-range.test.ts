// The version arithmetic behind the engines check and the version floors.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions, parseVersion, satisfies } from '../../../scripts/checks/version-range.mjs';

const table: readonly (readonly [range: string, version: string, inside: boolean])[] = [
  ['>=20.19', '20.19.0', true],
  ['>=20.19', '20.18.3', false],
  ['^20.19.0 || >=22.12.0', '20.20.2', true],
  ['^20.19.0 || >=22.12.0', '21.0.0', false],
  ['^20.19.0 || >=22.12.0', '22.12.0', true],
  ['20.x || 22.x || 23.x', '20.20.2', true],
  ['20.x || 22.x || 23.x', '21.7.0', false],
  ['<4.0.0', '20.20.2', false],
  ['>= 0.8', '20.20.2', true],
  ['>=6 <7 || >=8', '7.1.0', false],
  ['~20.19', '20.20.0', false],
  ['^0.2.3', '0.2.9', true],
  ['^0.2.3', '0.3.0', false],
  ['18 - 20', '20.9.0', true],
  ['>20', '20.20.2', false],
  ['*', '20.20.2', true],
];

for (const [range, version, inside] of table) {
  test(`puts ${version} ${inside ? 'inside' : 'outside'} ${range}`, () => {
    assert.equal(satisfies(version, range), inside);
  });
}

test('says that it cannot read a range instead of letting it pass', () => {
  assert.equal(satisfies('20.20.2', 'lts/iron'), undefined);
  assert.equal(satisfies('twenty', '>=20'), undefined);
});

test('compares by number, not by letter', () => {
  const [nine, ten] = [parseVersion('4.9.0'), parseVersion('4.10.0')];
  assert.ok(nine !== undefined && ten !== undefined);
  assert.ok(compareVersions(nine, ten) < 0);
});
