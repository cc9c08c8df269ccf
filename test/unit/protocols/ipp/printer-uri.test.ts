import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ippTarget } from '@platen/edge-server/protocols/ipp/printer-uri';

test('each scheme has its own default port', () => {
  assert.deepEqual(ippTarget('ipp://h/ipp/print'), {
    secure: false,
    host: 'h',
    port: 631,
    path: '/ipp/print',
  });
  assert.deepEqual(ippTarget('ipps://h/ipp/print'), {
    secure: true,
    host: 'h',
    port: 631,
    path: '/ipp/print',
  });
  assert.deepEqual(ippTarget('http://h/'), { secure: false, host: 'h', port: 80, path: '/' });
  assert.deepEqual(ippTarget('https://h'), { secure: true, host: 'h', port: 443, path: '/' });
});

test('a port that is named is the port, even one that is the default of http', () => {
  assert.equal(ippTarget('ipp://h:80/')?.port, 80);
  assert.equal(ippTarget('ipps://h:443/')?.port, 443);
  assert.equal(ippTarget('http://h:631/')?.port, 631);
});

test('an IPv6 address loses its brackets and a query stays', () => {
  assert.deepEqual(ippTarget('IPP://[fd00::1]:8631/ipp?queue=a b'), {
    secure: false,
    host: 'fd00::1',
    port: 8631,
    path: '/ipp?queue=a%20b',
  });
});

test('anything else is no address of a printer', () => {
  const wrong = [
    '',
    'h:631',
    'lpd://h/',
    'file:///etc/passwd',
    'ipp:///ipp',
    'ipp://',
    'ipp://u:p@h/',
    'ipp://h:99999/',
  ];
  for (const uri of wrong) assert.equal(ippTarget(uri), undefined, uri);
});
