// Where the queue is told of: networks of people, not of containers; what an administrator names; nothing where nobody can come in.
import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { test } from 'node:test';
import { advertisedLinks } from '@platen/edge-server/advertise/advertised-links';

const four = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal,
  cidr: `${address}/24`,
});
const six = (address: string): NetworkInterfaceInfo => ({
  address,
  netmask: 'ffff:ffff:ffff:ffff::',
  family: 'IPv6',
  mac: '00:00:00:00:00:00',
  internal: false,
  cidr: `${address}/64`,
  scopeid: 0,
});
const interfaces = {
  lo: [four('127.0.0.1', true)],
  eth0: [four('10.1.2.3'), six('2001:db8::3'), six('fe80::3')],
  wlan0: [four('10.9.0.3')],
  docker0: [four('172.17.0.1')],
  'br-0a1b2c': [four('172.18.0.1')],
};
const told = (wanted: string, listening: string) =>
  advertisedLinks(interfaces, wanted, listening).links.map(({ addresses }) => addresses.join(' '));

test('every network of people, with the addresses that lead here; containers and loopback are left out', () => {
  assert.deepEqual(told('', '::'), ['10.1.2.3 2001:db8::3', '10.9.0.3']);
  assert.deepEqual(told('', '0.0.0.0'), ['10.1.2.3', '10.9.0.3']);
  assert.deepEqual(advertisedLinks(interfaces, '', '::').virtual, [
    'docker0 (172.17.0.1)',
    'br-0a1b2c (172.18.0.1)',
  ]);
});

test('an administrator may name interfaces or addresses, also those that are left out else', () => {
  assert.deepEqual(told('wlan0', '::'), ['10.9.0.3']);
  assert.deepEqual(told('10.1.2.3, docker0', '::'), ['10.1.2.3 2001:db8::3', '172.17.0.1']);
  assert.deepEqual(told('lo', '127.0.0.1'), ['127.0.0.1']);
  assert.deepEqual(advertisedLinks(interfaces, 'eth7 wlan0', '::').missing, ['eth7']);
});

test('a server that only this machine reaches is told of nowhere', () => {
  assert.deepEqual(told('', '127.0.0.1'), []);
  assert.deepEqual(told('', '10.9.0.3'), ['10.9.0.3']);
});
