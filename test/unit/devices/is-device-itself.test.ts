// Whether a call comes from the printer itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeviceItself } from '@platen/edge-server/devices/is-device-itself';

const at = (uri: string, kind: 'printer' | 'queue' = 'printer') => ({ uri, kind });
const names = (table: Readonly<Record<string, readonly string[]>>) => async (host: string) => {
  const addresses = table[host];
  if (addresses === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return addresses.map((address) => ({ address }));
};

test('the address of the printer is the printer, in every spelling of it', async () => {
  for (const [uri, caller] of [
    ['ipps://192.0.2.7/ipp/print', '192.0.2.7'],
    ['ipps://192.0.2.7/ipp/print', '::ffff:192.0.2.7'],
    ['ipp://[2001:db8::7]:631/ipp/print', '2001:0db8:0:0::7'],
    ['socket://127.0.0.1:9100', '127.0.0.1'],
  ] as const) {
    assert.equal(await isDeviceItself(at(uri), caller), true, `${uri} ${caller}`);
  }
});

test('any other address is not', async () => {
  for (const caller of ['192.0.2.8', '::1', '', 'printer', '192.0.2.7.example.org']) {
    assert.equal(await isDeviceItself(at('ipps://192.0.2.7/ipp/print'), caller), false, caller);
  }
});

test('a name is resolved, and each of its addresses is the printer; a name that is not found is nobody', async () => {
  const resolve = names({ 'mfd.example.org': ['192.0.2.7', '2001:db8::7'] });
  const mfd = at('ipps://mfd.example.org/ipp/print');
  assert.equal(await isDeviceItself(mfd, '192.0.2.7', resolve), true);
  assert.equal(await isDeviceItself(mfd, '2001:db8::7', resolve), true);
  assert.equal(await isDeviceItself(mfd, '192.0.2.9', resolve), false);
  assert.equal(await isDeviceItself(at('ipps://gone.example.org/ipp'), '192.0.2.7', resolve), false);
});

test('the address of a print server’s queue is nobody’s', async () => {
  assert.equal(await isDeviceItself(at('ipps://192.0.2.7/printers/a', 'queue'), '192.0.2.7'), false);
});
