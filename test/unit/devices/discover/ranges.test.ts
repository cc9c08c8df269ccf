// Ranges as people type them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readRanges } from '@platen/edge-server/devices/discover/ranges';

const rules = { allowLoopback: false, ownAddresses: ['10.1.2.5'] };
const addressesOf = (...texts: string[]): readonly string[] => {
  const ranges = readRanges(texts, rules);
  assert.ok(ranges.ok, ranges.ok ? '' : ranges.sentence);
  return ranges.addresses;
};

test('a network is its addresses without its own, its broadcast one and this server’s', () => {
  assert.deepEqual(addressesOf('10.1.2.3/29'), ['10.1.2.1', '10.1.2.2', '10.1.2.3', '10.1.2.4', '10.1.2.6']);
  assert.equal(addressesOf('10.1.3.0/24').length, 254);
  assert.deepEqual(addressesOf('10.1.3.4/31'), ['10.1.3.4', '10.1.3.5']);
  assert.deepEqual(addressesOf('10.1.3.4/32'), ['10.1.3.4']);
});

test('a span, a single address, IPv6, and each address once', () => {
  assert.deepEqual(addressesOf(' 10.1.2.254 - 10.1.3.1 '), [
    '10.1.2.254',
    '10.1.2.255',
    '10.1.3.0',
    '10.1.3.1',
  ]);
  assert.deepEqual(addressesOf('10.1.2.9', '10.1.2.8-10.1.2.10'), ['10.1.2.9', '10.1.2.8', '10.1.2.10']);
  assert.deepEqual(addressesOf('fd12::fffe-fd12::1:1'), [
    'fd12::fffe',
    'fd12::ffff',
    'fd12::1:0',
    'fd12::1:1',
  ]);
  assert.deepEqual(addressesOf('fd12::8/127'), ['fd12::8', 'fd12::9']);
  assert.deepEqual(addressesOf('::ffff:10.1.2.9'), ['10.1.2.9']);
  assert.deepEqual(addressesOf(), []);
});

test('what is left out of this server is counted', () => {
  const ranges = readRanges(['10.1.2.0/29'], rules);
  assert.equal(ranges.ok && ranges.leftOut, 1);
});

describe('refused', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['10.0.0.0/8', /more than 4096/],
    ['fd12::/64', /more than 4096/],
    ['::/0', /more than 4096/],
    ['10.1.0.0-10.1.16.0', /more than 4096/],
    ['10.1.2.3/33', /is no range/],
    ['10.1.2.9-10.1.2.1', /is no range/],
    ['10.1.2.1-fd12::1', /is no range/],
    ['10.1.2.1-10.1.2.2-10.1.2.3', /is no range/],
    ['10.1.2', /is no range/],
    ['0x0a.1.2.3', /is no range/],
    ['printer.corp', /is no range/],
    ['fe80::1%eth0', /is no range/],
    ['', /is no range/],
    ['127.0.0.1', /inside this server/],
    ['169.254.169.0/24', /link-local/],
    ['169.254.169.254', /metadata/],
    ['224.0.0.0/28', /multicast/],
    ['255.255.255.255', /broadcast/],
    ['0.0.0.1', /no address of a device/],
    ['::ffff:7f00:1', /inside this server/],
    ['64:ff9b::7f00:1', /inside this server/],
  ];
  for (const [text, sentence] of wrong) {
    test(text === '' ? '(nothing)' : text, () => {
      const ranges = readRanges(['10.9.9.9', text], rules);
      assert.ok(!ranges.ok);
      assert.match(ranges.sentence, sentence);
    });
  }
});
