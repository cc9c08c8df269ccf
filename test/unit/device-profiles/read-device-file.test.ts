import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeMistake } from '@platen/device-profiles/mistake';
import { MODELS } from '@platen/device-profiles/models';
import { readDeviceFile } from '@platen/device-profiles/read-device-file';
import { repository } from '../../support/repository.ts';

/** Each mistake as its line; the devices stand on lines of their own from the third on. */
function mistakesOf(...devices: readonly string[]): readonly string[] {
  const text = `{\n"devices": [\n${devices.join(',\n')}\n]}`;
  const read = readDeviceFile('site.json', text, MODELS);
  return read.ok ? [] : read.mistakes.map(describeMistake);
}

test('the examples are read without a mistake', () => {
  const folder = join(repository, 'device-profiles', 'devices');
  const examples = readdirSync(folder).filter((name) => name.endsWith('.json.example'));
  assert.ok(examples.length >= 2);
  for (const name of examples) {
    const read = readDeviceFile(name, readFileSync(join(folder, name), 'utf8'), MODELS);
    assert.deepEqual(read.ok ? [] : read.mistakes, [], name);
    assert.ok(read.ok && read.devices.length >= 2);
  }
});

test('a device comes out with its place, detected unless it says otherwise', () => {
  const text = '{ "devices": [\n  { "name": "A", "address": "a.example" }\n] }';
  const read = readDeviceFile('site.json', text, MODELS);
  assert.ok(read.ok);
  assert.deepEqual(read.devices, [
    { entry: { name: 'A', address: 'a.example', profile: 'detect' }, place: { line: 2, column: 3 } },
  ]);
});

test('an unknown name is told with the one that was meant', () => {
  assert.deepEqual(mistakesOf('{"name": "A", "adress": "a.example"}'), [
    'site.json:3:15 devices[0].adress: Nothing here is called "adress". Did you mean "address"?',
  ]);
  assert.match(
    mistakesOf('{"name": "A", "address": "a.example", "zzz": 1}')[0] ?? '',
    /called "zzz"\. Delete it\. What may stand here: id, name, address/,
  );
});

test('what is missing, of the wrong kind or not among the words is told', () => {
  assert.match(
    mistakesOf('{"address": "a.example"}')[0] ?? '',
    /^site\.json:3:1 devices\[0\]\.name: "name" is missing/,
  );
  assert.match(
    mistakesOf('{"name": "A", "address": "a.example", "enabled": "yes"}')[0] ?? '',
    /^site\.json:3:50 devices\[0\]\.enabled: This is a text, and true or false, without quotes is wanted/,
  );
  assert.match(
    mistakesOf('{"name": "A", "address": "a.example", "kind": "printr"}')[0] ?? '',
    /Did you mean "printer"\? It may be: printer, queue/,
  );
  assert.match(mistakesOf('{"name": " ", "address": "a.example"}')[0] ?? '', /The text is empty/);
  assert.match(
    mistakesOf('{"name": "A", "address": "a.example", "tlsPin": "AB:CD"}')[0] ?? '',
    /64 hexadecimal digits/,
  );
});

test('all mistakes of a file are told, in the order of the file', () => {
  const lines = mistakesOf(
    '{"name": 1, "address": "a.example"}',
    '{"name": "B", "addres": "b.example", "enabled": 0}',
  );
  assert.deepEqual(
    lines.map((line) => line.split(' ')[0]),
    ['site.json:3:10', 'site.json:4:15', 'site.json:4:49'],
  );
});

test('an address or a family that cannot be is told', () => {
  assert.match(mistakesOf('{"name": "A"}')[0] ?? '', /neither "address" nor "uri"/);
  assert.match(
    mistakesOf('{"name": "A", "address": "a.example", "uri": "ipp://a.example/"}')[0] ?? '',
    /has both/,
  );
  assert.match(
    mistakesOf('{"name": "A", "address": "169.254.169.254"}')[0] ?? '',
    /:3:26 .*metadata service/,
  );
  assert.match(mistakesOf('{"name": "A", "address": "localhost"}')[0] ?? '', /the server itself/);
  assert.match(
    mistakesOf('{"name": "A", "uri": "ipp://a.example/", "otherUris": ["lpr://a/"]}')[0] ?? '',
    /otherUris\[0\]/,
  );
  assert.match(
    mistakesOf('{"name": "A", "address": "a.example", "profile": "xerox-altalnk"}')[0] ?? '',
    /There is no family "xerox-altalnk"\. Did you mean "xerox-altalink"\?/,
  );
  assert.match(
    mistakesOf(`{"name": "A", "uri": "ipp://a.example/", "tlsPin": "${'0'.repeat(64)}"}`)[0] ?? '',
    /no address is an ipps one/,
  );
});

test('addresses of this machine are taken where they are allowed', () => {
  const text = '{"devices": [{"name": "A", "uri": "socket://127.0.0.1:9100"}]}';
  assert.equal(readDeviceFile('site.json', text, MODELS).ok, false);
  assert.equal(readDeviceFile('site.json', text, MODELS, { allowLoopback: true }).ok, true);
});

test('two devices cannot share a name, an id or an address', () => {
  const lines = mistakesOf(
    '{"id": "a", "name": "A", "address": "a.example"}',
    '{"id": "a", "name": "a", "address": "A.example"}',
  );
  assert.equal(lines.length, 3);
  for (const line of lines)
    assert.match(line, /^site\.json:4:.*An earlier device of this file \(number 1\) has the same/);
});

test('a secret in clear is refused with the cure and is not repeated', () => {
  const secret = 'hunter2-hunter2';
  const device = (more: string): string => `{"name": "A", "address": "a.example", ${more}}`;
  const files = [
    `"credentials": "${secret}"`,
    `"credentials": {"snmp": "${secret}"}`,
    `"credentials": {"snmp": {"community": "${secret}"}}`,
    `"credentials": {"password": "${secret}"}`,
    `"credentials": {"admin": "file:relative/${secret}"}`,
    `"password": "${secret}"`,
    `"snmpCommunity": "${secret}"`,
    `"otherUris": ["ipp://admin:${secret}@a.example/"]`,
  ];
  for (const more of files) {
    const [line = '', ...others] = mistakesOf(device(more));
    assert.match(line, /by reference: "file:\/path\/of\/a\/file" or "env:NAME_OF_A_VARIABLE"/, more);
    assert.doesNotMatch([line, ...others].join(''), /hunter2/);
  }
  assert.deepEqual(
    mistakesOf(device('"credentials": {"snmp": "env:SNMP", "admin": "file:/etc/platen/admin"}')),
    [],
  );
});

test('a file that is no JSON, or not one of ours, has one mistake at its place', () => {
  const read = readDeviceFile(
    'site.json',
    '{\n  "devices": [\n    { "name": "A" "address": "x" }\n]}',
    MODELS,
  );
  assert.ok(!read.ok);
  assert.deepEqual(
    read.mistakes.map(({ line, column }) => [line, column]),
    [[3, 19]],
  );
  for (const text of ['[]', '1', 'null', '"x"', '{}', '{"device": []}', '{"devices": {}}', '']) {
    assert.equal(readDeviceFile('site.json', text, MODELS).ok, false, text);
  }
  const long = readDeviceFile('site.json', ' '.repeat(5_000_000), MODELS);
  assert.match(long.ok ? '' : (long.mistakes[0]?.sentence ?? ''), /far too long/);
});

test('a file with thousands of mistakes tells the first fifty', () => {
  assert.equal(mistakesOf(...Array.from({ length: 1_000 }, () => '{"nme": 1}')).length, 50);
});
