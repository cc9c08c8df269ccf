import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyAt, nodeAt, plainValue } from '@platen/device-profiles/json/json-node';
import { parseJson } from '@platen/device-profiles/json/parse-json';
import { placeOf } from '@platen/device-profiles/json/place';

/** Where and why: line:column sentence. */
function trouble(text: string): string {
  const read = parseJson(text);
  if (read.ok) return 'ok';
  assert.ok(read.cure.length > 0);
  const { line, column } = placeOf(text, read.at);
  return `${line}:${column} ${read.sentence}`;
}

test('values come out as JSON.parse gives them', () => {
  const texts = [
    '{"a":[1,-0.5,2e3,"x\\n\\u00e9\\/\\"",true,false,null,{}],"b":{"c":[]}}',
    ' [ 1 ,\t2\r\n] ',
    '"text"',
    '0',
    '{"__proto__":{"polluted":1},"constructor":2}',
    '"\\ud83d\\ude00 😀"',
  ];
  for (const text of texts) {
    const read = parseJson(text);
    assert.ok(read.ok, text);
    assert.deepEqual(plainValue(read.root), JSON.parse(text));
  }
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
});

test('each value and each name knows where it stands', () => {
  const text = '\uFEFF{\r\n  "a": [10,\r\n    {"b": true}]\r\n}';
  const read = parseJson(text);
  assert.ok(read.ok);
  assert.deepEqual(placeOf(text, nodeAt(read.root, ['a', 1, 'b']).at), { line: 3, column: 11 });
  assert.deepEqual(placeOf(text, keyAt(read.root, ['a', 1, 'b']) ?? 0), { line: 3, column: 6 });
  assert.deepEqual(placeOf(text, nodeAt(read.root, ['a', 7, 'gone']).at), { line: 2, column: 8 });
  assert.equal(keyAt(read.root, ['zzz']), undefined);
});

test('what is no JSON is said in words, at its place', () => {
  assert.match(trouble(''), /^1:1 The file is empty/);
  assert.match(trouble(' \n'), /^1:1 The file is empty/);
  assert.match(trouble('{\n  "a": 1,\n}'), /^2:9 A comma stands before the closing }/);
  assert.match(trouble('[1,]'), /^1:3 A comma stands before the closing \]/);
  assert.match(trouble('{"a": 1\n "b": 2}'), /^2:2 A comma is missing/);
  assert.match(trouble('{"a" 1}'), /^1:6 After "a" a colon is missing/);
  assert.match(trouble('{"a": 1, "a": 2}'), /^1:10 "a" stands here a second time/);
  assert.match(trouble('{\n // why\n "a": 1}'), /^2:2 A comment stands here/);
  assert.match(trouble('{"a": 1} # end'), /^1:10 /);
  assert.match(trouble('{"a": 1} // end'), /^1:10 A comment stands here/);
  assert.match(trouble("{'a': 1}"), /^1:2 A quote of another kind/);
  assert.match(trouble('{“a”: 1}'), /^1:2 A quote of another kind/);
  assert.match(trouble('{a: 1}'), /^1:2 A word stands here without quotes/);
  assert.match(trouble('{"a": yes}'), /^1:7 This word is not one that JSON has/);
  assert.match(trouble('{"a": True}'), /^1:7 This word/);
  assert.match(trouble('{"a": 0631}'), /^1:7 The number is not written/);
  assert.match(trouble('{"a": 192.0.2.1}'), /^1:7 The number is not written/);
  assert.match(trouble('{"a": "x\n"}'), /^1:7 The text that begins here has no closing quote/);
  assert.match(trouble('{"a": "C:\\Users"}'), /^1:10 A backslash begins something/);
  assert.match(trouble('{"a": "x\ty"}'), /^1:9 A text holds a control character/);
  assert.match(trouble('{"a": ['), /^1:7 What is opened here is never closed/);
  assert.match(trouble('{"a": '), /^1:7 The file ends where a value should stand/);
  assert.match(trouble('{} {}'), /^1:4 Something stands after the end/);
  assert.match(trouble('{"a":,}'), /^1:6 A comma stands here with nothing before it/);
  assert.match(trouble('['.repeat(100_000)), /nests more than 32 deep/);
});

test('texts with a slip put in are taken by us exactly when JSON.parse takes them', () => {
  const whole = '{"devices":[{"name":"A \\"b\\"","port":-1.5e2,"on":true,"x":null}],"n":0}';
  const letters = [
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\n',
    '0',
    '-',
    '.',
    'e',
    't',
    ' ',
    '\u0000',
    '😀',
  ];
  let checked = 0;
  for (let at = 0; at <= whole.length; at += 1) {
    for (const letter of letters) {
      for (const text of [
        whole.slice(0, at) + letter + whole.slice(at),
        whole.slice(0, at) + letter + whole.slice(at + 1),
        whole.slice(0, at),
      ]) {
        assert.equal(parseJson(text).ok, isJson(text), JSON.stringify(text));
        checked += 1;
      }
    }
  }
  assert.ok(checked > 3_000);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
