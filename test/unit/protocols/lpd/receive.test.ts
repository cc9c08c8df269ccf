// What an LPR client sends, read: commands, parts of a job, control files, and the octets of a connection however they are cut.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommand, readPart } from '@platen/edge-server/protocols/lpd/read-command';
import { readControlFile } from '@platen/edge-server/protocols/lpd/read-control-file';
import { inNetworks, readNetwork } from '@platen/edge-server/protocols/networks';
import { readOctets, WireError } from '@platen/edge-server/protocols/octet-reader';

const line = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Octets in pieces of every size from 1 to `most`, in turn. */
async function* pieces(bytes: Buffer, most: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size % most) + 1) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}
const readerOf = (text: string, most = 3) => readOctets(pieces(Buffer.from(text, 'latin1'), most));
async function all(octets: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of octets) parts.push(part);
  return Buffer.concat(parts).toString('latin1');
}

test('each of the five commands is read, and nothing else is one', () => {
  assert.deepEqual(readCommand(line('\x01lp')), { kind: 'print-waiting', queue: 'lp' });
  assert.deepEqual(readCommand(line('\x02lp')), { kind: 'receive-job', queue: 'lp' });
  assert.deepEqual(readCommand(line('\x03lp anna 12')), {
    kind: 'state',
    queue: 'lp',
    long: false,
    list: ['anna', '12'],
  });
  assert.deepEqual(readCommand(line('\x04lp')), { kind: 'state', queue: 'lp', long: true, list: [] });
  assert.deepEqual(readCommand(line('\x05lp\tanna  12')), {
    kind: 'remove',
    queue: 'lp',
    agent: 'anna',
    list: ['12'],
  });
  for (const wrong of ['', '\x02', '\x06lp', '\x05lp', 'GET / HTTP/1.1', '\x00lp'])
    assert.equal(readCommand(line(wrong)), undefined, JSON.stringify(wrong));
});

test('a part has a length and a name that is no path', () => {
  assert.deepEqual(readPart(line('\x0212 cfA007host.example.org')), {
    kind: 'control',
    count: 12,
    name: 'cfA007host.example.org',
    number: 7,
  });
  assert.deepEqual(readPart(line('\x030 dfB123x')), { kind: 'data', count: 0, name: 'dfB123x', number: 123 });
  assert.deepEqual(readPart(line('\x01')), { kind: 'abort' });
  for (const wrong of [
    '\x0212 dfA001x',
    '\x0312 cfA001x',
    '\x020 cfA001x',
    '\x0312 dfA001../../etc/passwd',
    '\x0312 /etc/passwd',
    '\x03-1 dfA001x',
    '\x039999999999999999 dfA001x',
    '\x0312',
    '\x0412 dfA001x',
  ])
    assert.equal(readPart(line(wrong)), undefined, JSON.stringify(wrong));
});

test('a control file says who, what it is called, which files and how often', () => {
  const control = readControlFile(
    Buffer.from(
      'Hpc7\nPanna\nJMinutes of Müller\nCstaff\nLanna\nfdfA001pc7\nfdfA001pc7\nN/home/anna/minutes.txt\npdfB001pc7\nNletter.ps\nUdfA001pc7\nUdfB001pc7\n',
    ),
  );
  assert.deepEqual(control, {
    host: 'pc7',
    user: 'anna',
    title: 'Minutes of Müller',
    files: [
      { name: 'dfA001pc7', copies: 2, letter: 'f', source: '/home/anna/minutes.txt' },
      { name: 'dfB001pc7', copies: 1, letter: 'p', source: 'letter.ps' },
    ],
  });
  assert.equal(readControlFile(line('PM\xfcller\n'))?.user, 'Müller');
  assert.equal(readControlFile(line('Panna\x00\x1b[31m\nldfA001x\n'))?.user, 'anna  [31m');
  assert.equal(readControlFile(line('l../../etc/passwd\nl/etc/passwd\n'))?.files.length, 0);
  assert.equal(readControlFile(line('ldfA001x\n'.repeat(5_000))), undefined);
  assert.equal(
    readControlFile(line(Array.from({ length: 60 }, (_, i) => `ldfA${i}x`).join('\n'))),
    undefined,
  );
  assert.equal(readControlFile(Buffer.alloc(70_000, 'H')), undefined);
});

test('octets are read the same however the network cuts them', async () => {
  for (const most of [1, 2, 3, 7, 100]) {
    const reader = readerOf('one\r\ntwo\n12345MARKERrest', most);
    assert.equal((await reader.line(10))?.toString(), 'one');
    assert.equal((await reader.line(10))?.toString(), 'two');
    assert.equal((await reader.peek(2)).subarray(0, 2).toString(), '12');
    assert.equal(await all(reader.exactly(5)), '12345');
    assert.equal(await all(reader.until(Buffer.from('KER'))), 'MAR');
    reader.skip(3);
    assert.equal(await all(reader.until(Buffer.from('nowhere'))), 'rest');
    assert.equal(await reader.line(10), undefined);
  }
});

test('a line without end, and an end in the middle, are told', async () => {
  await assert.rejects(readerOf('x'.repeat(100)).line(20), WireError);
  await assert.rejects(readerOf('abc').line(20), WireError);
  await assert.rejects(all(readerOf('abc').exactly(4)), WireError);
  assert.equal(await all(readerOf('abc').exactly(0)), '');
});

test('networks are read as people type them', () => {
  assert.deepEqual(readNetwork('10.1.0.0/16'), { address: '10.1.0.0', prefix: 16, family: 'ipv4' });
  assert.deepEqual(readNetwork(' 2001:db8::1 '), { address: '2001:db8::1', prefix: 128, family: 'ipv6' });
  for (const wrong of ['10.1.0.0/33', '10.1/16', 'printer', '10.1.0.0/16/2', 'fe80::1%eth0', '10.1.0.0/', ''])
    assert.equal(readNetwork(wrong), undefined, wrong);
  const inside = inNetworks(['10.1.0.0/16', '2001:db8::/32']);
  assert.deepEqual(
    ['10.1.255.1', '::ffff:10.1.2.3', '10.2.0.1', '2001:db8::9', '2001:db9::9', '', 'x'].map(inside),
    [true, true, false, true, false, false, false],
  );
  assert.equal(inNetworks([])('10.1.0.1'), false);
});
