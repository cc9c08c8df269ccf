import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkHost, checkUri } from '@platen/device-profiles/address/check-address';
import { hostKind } from '@platen/device-profiles/address/host-kind';

test('host names and addresses of printers are usable', () => {
  const good = [
    'printer',
    'printer-1.example',
    'PRINTER.example.',
    'my_printer.example',
    'drucker-münchen.example',
    '192.0.2.7',
    '10.0.0.1',
    '2001:db8::20',
    '[2001:db8::20]',
    '64:ff9b::192.0.2.7',
    '::ffff:192.0.2.7',
  ];
  for (const host of good) assert.equal(hostKind(host), 'usable', host);
});

test('each spelling of this machine is seen, and fine only where it is allowed', () => {
  const spellings = [
    ...[
      'localhost',
      'LOCALHOST.',
      'printer.localhost',
      '127.0.0.1',
      '127.8.9.1',
      '127.1',
      '0x7f.1',
      '0177.0.0.1',
    ],
    ...['2130706433', '0x7f000001', '::1', '[::1]', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
    ...['::127.0.0.1', '64:ff9b::127.0.0.1', '2002:7f00:1::', '１２７.0.0.1', '127.0.0.1.'],
  ];
  for (const host of spellings) {
    assert.match(checkHost(host, {})?.sentence ?? 'fine', /the server itself/, host);
    assert.equal(checkHost(host, { allowLoopback: true }), undefined, host);
  }
});

test('metadata services are refused in each spelling, also where this machine is allowed', () => {
  const spellings = [
    ...[
      '169.254.169.254',
      '169.254.43518',
      '0xa9fea9fe',
      '2852039166',
      '0251.0376.0251.0376',
      '169.254.170.2',
    ],
    ...[
      '::ffff:169.254.169.254',
      '64:ff9b::a9fe:a9fe',
      '2002:a9fe:a9fe::1',
      'fd00:ec2::254',
      '[fd00:ec2:0::254]',
    ],
    ...[
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      'metadata.google.internal',
      'METADATA.google.internal.',
    ],
  ];
  for (const host of spellings) {
    assert.match(checkHost(host, { allowLoopback: true })?.sentence ?? 'fine', /metadata service/, host);
  }
});

test('addresses of nobody and things that are no host are refused', () => {
  for (const host of [
    '0.0.0.0',
    '0',
    '224.0.0.251',
    '255.255.255.255',
    '::',
    'ff02::fb',
    '240.0.0.1',
    '2002:c000:207::1',
    '::192.0.2.7',
  ]) {
    assert.match(checkHost(host, {})?.sentence ?? 'fine', /no single machine/, host);
  }
  const bad = [
    '',
    ' ',
    'a b',
    'printer:9100',
    'printer/lp',
    'user@printer',
    '-printer',
    'a..b',
    '1.2.3.4.5',
    '[::1',
    '%31',
  ];
  for (const host of bad) assert.match(checkHost(host, {})?.sentence ?? 'fine', /neither a host name/, host);
  assert.match(checkHost('ipp://printer', {})?.sentence ?? 'fine', /holds a host only/);
});

test('a uri has a protocol jobs are sent with, a host and perhaps a port', () => {
  const good = [
    ...[
      'ipps://printer.example/ipp/print',
      'ipp://192.0.2.7:631/ipp',
      'IPP://printer',
      'socket://[2001:db8::1]:9100',
    ],
    ...[
      'lpd://printer.example/lp',
      'lpd://print-server',
      'socket://printer/',
      'ipp://print-server:631/printers/a%20b',
    ],
  ];
  for (const uri of good) assert.equal(checkUri(uri, {}), undefined, uri);
  const bad: readonly (readonly [string, RegExp])[] = [
    ['printer.example', /not the address of a printer/],
    ['ipp:/printer', /not the address of a printer/],
    ['https://printer/ipp', /Write "ipps:\/\/"/],
    ['raw://printer', /Write "socket:\/\/"/],
    ['lpr://printer/lp', /Write "lpd:\/\/"/],
    ['ftp://printer', /Use one of ipps, ipp, socket, lpd/],
    ['ipp://printer:0/', /port is not a number/],
    ['ipp://printer:70000/', /port is not a number/],
    ['ipp://printer:/', /port is not a number/],
    ['ipp://printer/a?b', /no \? and no #/],
    ['socket://printer/x', /A socket has no path/],
    ['lpd://printer/a%20b', /cannot be asked for/],
    ['lpd://printer/lp?format=l', /no \? and no #/],
    ['ipp:///ipp', /neither a host name/],
    ['socket://127.0.0.1:9100', /the server itself/],
    ['ipp://169.254.169.254/', /metadata service/],
    ['ipp://admin:1111@printer/', /by reference/],
  ];
  for (const [uri, wanted] of bad) {
    const mistake = checkUri(uri, {});
    assert.match(`${mistake?.sentence} ${mistake?.cure}`, wanted, uri);
    assert.doesNotMatch(JSON.stringify(mistake), /1111/);
  }
});
