// Times and sizes in words.
import assert from 'node:assert/strict';
import test from 'node:test';
import { bytes, when } from '@platen/edge-server/cli/when';
import { NOW } from './run-platen.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('near times are words, far ones are dates', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, 'just now'],
    [-59_000, 'just now'],
    [20_000, 'just now'],
    [45_000, 'in a minute'],
    [-MINUTE, '1 minute ago'],
    [-59 * MINUTE, '59 minutes ago'],
    [-HOUR, '1 hour ago'],
    [3 * HOUR, 'in 3 hours'],
    [-7 * HOUR, 'today 05:00'],
    [-13 * HOUR, 'yesterday 23:00'],
    [-35 * HOUR, 'yesterday 01:00'],
    [23 * HOUR, 'tomorrow 11:00'],
    [-48 * HOUR, '2031-05-12 12:00'],
    [400 * HOUR, '2031-05-31 04:00'],
  ];
  for (const [away, expected] of cases) assert.equal(when(NOW + away, NOW), expected);
});

test('sizes have two digits or more where it counts', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [20_480, '20 kB'],
    [3_440_000, '3.4 MB'],
    [34_400_000, '34 MB'],
    [1_073_741_824, '1.1 GB'],
  ];
  for (const [size, expected] of cases) assert.equal(bytes(size), expected);
});
