import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillRandom, takeRandom } from '@platen/edge-server/platform/random-pool';

test('gives no stretch twice, over many fills of the pool and across its end', () => {
  const seen = new Set<string>();
  for (let round = 0; round < 5000; round += 1) seen.add(takeRandom(12 + (round % 5)).toString('hex', 0, 12));
  assert.equal(seen.size, 5000);
});

test('fills what is longer than the pool, and only what it was given', () => {
  const memory = Buffer.alloc(10_010);
  fillRandom(memory.subarray(5, 10_005));
  assert.ok(new Set(memory.subarray(5, 10_005)).size > 200);
  assert.ok(
    memory.subarray(0, 5).every((byte) => byte === 0) && memory.subarray(10_005).every((byte) => byte === 0),
  );
});
