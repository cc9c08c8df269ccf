// Patterns of the allow-list and the block-list.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  listOf,
  matchesStars,
  readSenderPattern,
  sameAddress,
} from '@platen/edge-server/flow/intake/mail/sender-rules';

const SPELLINGS: readonly (readonly [string, string | undefined])[] = [
  ['anna@example.org', 'anna@example.org'],
  [' Anna@Example.ORG ', 'anna@example.org'],
  ['example.org', 'example.org'],
  ['*@example.org', 'example.org'],
  ['@example.org', 'example.org'],
  ['*.example.org', '*.example.org'],
  ['*@*.example.org', '*.example.org'],
  ['anna*@example.org', 'anna*@example.org'],
  ['anna@münchen.example', 'anna@xn--mnchen-3ya.example'],
  ['@intranet', 'intranet'],
  ['müller@example.org', 'müller@example.org'],
  ['', undefined],
  ['*', undefined],
  ['*@*', undefined],
  ['*.*', undefined],
  ['anna', undefined],
  ['anna@', undefined],
  ['anna@@example.org', undefined],
  ['anna@b@example.org', undefined],
  ['an na@example.org', undefined],
  ['anna@exam ple.org', undefined],
  ['anna@example..org', undefined],
  ['<anna@example.org>', undefined],
  ['anna@-example.org', undefined],
  ['a*b*c*d*e*f*g*h*i*j@example.org', undefined],
  [`${'a'.repeat(250)}@example.org`, undefined],
];

for (const [typed, pattern] of SPELLINGS) {
  void test(`"${typed.slice(0, 40)}" is ${pattern === undefined ? 'no pattern' : `kept as ${pattern}`}`, () => {
    assert.equal(readSenderPattern(typed), pattern);
  });
}

const MATCHES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'anna@example.org',
    ['anna@example.org', 'ANNA@EXAMPLE.ORG'],
    ['anna@mail.example.org', 'xanna@example.org'],
  ],
  [
    'example.org',
    ['anna@example.org', 'b@Example.Org'],
    ['a@mail.example.org', 'a@example.org.evil.net', 'a@badexample.org'],
  ],
  ['*.example.org', ['a@mail.example.org', 'a@x.y.example.org'], ['a@example.org', 'a@badexample.org']],
  [
    'anna*@example.org',
    ['anna@example.org', 'anna+print@example.org'],
    ['hanna@example.org', 'anna@b.example.org'],
  ],
  ['*.scan@example.org', ['floor2.scan@example.org'], ['scan@example.org']],
  ['mx*.example.org', ['a@mx1.example.org', 'a@mx.example.org'], ['a@nmx1.example.org']],
  ['münchen.example', ['a@münchen.example', 'a@xn--mnchen-3ya.example'], ['a@munchen.example']],
];

for (const [typed, inside, outside] of MATCHES) {
  void test(`${typed} means ${inside.join(', ')} and not ${outside.join(', ')}`, () => {
    const pattern = readSenderPattern(typed);
    assert.ok(pattern !== undefined);
    for (const address of inside)
      assert.deepEqual(listOf(address, [{ list: 'allow', pattern }]), { list: 'allow', pattern }, address);
    for (const address of outside)
      assert.equal(listOf(address, [{ list: 'allow', pattern }]), undefined, address);
  });
}

void test('the block-list wins, in whatever order and however exact the other entry is', () => {
  const rules = [
    { list: 'allow', pattern: 'anna@example.org' },
    { list: 'block', pattern: 'example.org' },
  ] as const;
  assert.equal(listOf('anna@example.org', rules)?.list, 'block');
  assert.equal(listOf('anna@example.org', [...rules].reverse())?.list, 'block');
});

void test('stars are matched in one pass, whatever is between them', () => {
  assert.equal(matchesStars('aXbYc', 'a*b*c'), true);
  assert.equal(matchesStars('ac', 'a*c'), true);
  assert.equal(matchesStars('a', 'a*a'), false);
  assert.equal(matchesStars('aba', '*ab*ba'), false);
  assert.equal(matchesStars('abba', '*ab*ba'), true);
  assert.equal(matchesStars('', '*'), true);
  const long = 'a'.repeat(250);
  assert.equal(matchesStars(long, `${'*a'.repeat(100)}*b`), false);
});

void test('a quoted local part with an @ in it is no address here, and matches nothing', () => {
  assert.equal(
    listOf('"x@evil.example"@example.org', [{ list: 'allow', pattern: 'evil.example' }]),
    undefined,
  );
});

void test('two spellings of one mailbox are the same', () => {
  assert.ok(sameAddress('Print@Example.org', 'print@example.ORG'));
  assert.ok(sameAddress('a@münchen.example', 'a@xn--mnchen-3ya.example'));
  assert.ok(!sameAddress('print@example.org', 'print@mail.example.org'));
});
