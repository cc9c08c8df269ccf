// Whom a message is from: exactly one address, or a defect; never somebody else than the receiving server saw.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalizeEmail } from '@platen/edge-server/people/users';
import { canonicalAddress, type FromDefect, fromAddress } from '@platen/edge-server/protocols/mail/addresses';
import { readHeader } from '@platen/edge-server/protocols/mail/mime/header';

const from = (value: string, encoding: BufferEncoding = 'utf8') =>
  fromAddress(readHeader(Buffer.from(`From: ${value}\r\nTo: x@example.net\r\n\r\n`, encoding)));

const one = (value: string, address: string, name: string): void => {
  assert.deepEqual(from(value), { kind: 'one', address, name }, value);
  // What comes out is what people's addresses are compared with.
  assert.equal(normalizeEmail(address), address);
};

const defect = (value: string, which: FromDefect): void => {
  assert.deepEqual(from(value), { kind: 'defect', defect: which }, value);
};

test('one address, with or without a name, is read', () => {
  one('john@example.org', 'john@example.org', '');
  one('<John@Example.ORG>', 'john@example.org', '');
  one('John Doe <john@example.org>', 'john@example.org', 'John Doe');
  one('"Doe, John" <john@example.org>', 'john@example.org', 'Doe, John');
  one('=?utf-8?Q?J=C3=B6rg_M=C3=BCller?= <joerg@example.org>', 'joerg@example.org', 'Jörg Müller');
  one('"=?utf-8?Q?J=C3=B6rg?=" <joerg@example.org>', 'joerg@example.org', 'Jörg');
  one('=?utf-8?Q?J=C3=B6?= =?utf-8?Q?rg?= <joerg@example.org>', 'joerg@example.org', 'Jörg');
  one('John Q. Public <john.q.public@example.com>', 'john.q.public@example.com', 'John Q. Public');
  one('john+tag_x-1@sub.example-1.org', 'john+tag_x-1@sub.example-1.org', '');
  one('scanner@printserver', 'scanner@printserver', '');
});

test('comments and blanks where the old standard allows them', () => {
  one('john@example.org (John Doe)', 'john@example.org', '');
  one('John Doe <jdoe@machine(comment).  example>', 'jdoe@machine.example', 'John Doe');
  one('John (nick (nested) \\) "x) Doe <john @ example . org>', 'john@example.org', 'John Doe');
  one(', John <john@example.org>,', 'john@example.org', 'John');
});

test('names that look like addresses do not deceive', () => {
  one('"boss@example.com" <john@example.org>', 'john@example.org', 'boss@example.com');
  one('john@example.org <john@example.org>', 'john@example.org', 'john@example.org');
  one('Sales@Office <john@example.org>', 'john@example.org', 'Sales@Office');
  one('Doe, John <john@example.org>', 'john@example.org', 'Doe, John');
  one('=?utf-8?Q?boss=40example.com=2C?= <john@example.org>', 'john@example.org', 'boss@example.com,');
  defect('boss@example.com <john@example.org>', 'several-addresses');
  defect('boss@example.com, <john@example.org>', 'several-addresses');
  defect('<boss@example.com> <john@example.org>', 'several-addresses');
  defect('boss@example.com john@example.org', 'several-addresses');
});

test('what is several, a group or nothing is a defect', () => {
  defect('a@example.org, b@example.org', 'several-addresses');
  defect('"A" <a@example.org>, "B" <b@example.org>', 'several-addresses');
  defect('Friends: a@example.org;', 'group');
  defect('Undisclosed:;', 'group');
  defect('', 'none');
  defect('Moderator', 'none');
  defect('"a@example.org"', 'none');
  assert.deepEqual(fromAddress(readHeader(Buffer.from('To: x@example.net\r\n'))), {
    kind: 'defect',
    defect: 'none',
  });
  const twice = readHeader(Buffer.from('From: a@example.org\r\nFROM : a@example.org\r\n'));
  assert.deepEqual(fromAddress(twice), { kind: 'defect', defect: 'several-fields' });
});

test('what is no address, or one that programs read in different ways, is a defect', () => {
  for (const value of [
    '<>',
    '<john>',
    'john@',
    '@example.org',
    'john@@example.org',
    'john@example@org',
    'john@example..org',
    'john@.example.org',
    'john@example.org.',
    'john@[192.0.2.1]',
    'john doe@example.org',
    'John john@example.org',
    '<@relay.example:john@example.org>'.replace(':', '\u0000'),
    '<john@example.org',
    'john@example.org>',
    '<john@example.org> trailing',
    '<john@example.org>, trailing words',
    'John (never closed <john@example.org>',
    '"never closed <john@example.org>',
    '<john@exa\u0000mple.org>',
    '<jo\u0000hn@example.org>',
    '<john@exam ple.org>',
    `<${'x'.repeat(250)}@example.org>`,
    `${'('.repeat(20_000)}<john@example.org>`,
  ])
    assert.equal(from(value).kind, 'defect', value);
});

test('a quoted local part counts only where it needs no quotes', () => {
  one('"john.doe"@example.org', 'john.doe@example.org', '');
  for (const value of [
    '"john doe"@example.org',
    '"boss@example.com"@example.org',
    '<"a@b"@example.org>',
    '"boss@example.com, x"@example.org',
    'john@"example.org"',
    '"boss@example.com> "@example.org',
  ])
    assert.equal(from(value).kind, 'defect', value);
});

test('international domains are compared in ASCII, local parts in composed form', () => {
  one('Jürgen <Jürgen@Müller.example>', 'jürgen@xn--mller-kva.example', 'Jürgen');
  assert.equal(canonicalAddress('ju\u0308rgen@XN--MLLER-KVA.example'), 'jürgen@xn--mller-kva.example');
  assert.deepEqual(from('J\xf6hn <jd@m\xe4chine.example>', 'latin1'), {
    kind: 'one',
    address: 'jd@xn--mchine-bua.example',
    name: 'Jöhn',
  });
  for (const address of [
    'a@ex\u3000ample.org',
    'a@\u2024org',
    'a@xn--\u00e4.org',
    'a@\ufe52.org',
    'a@b\u202ec.org',
  ])
    assert.equal(canonicalAddress(address), undefined, address);
});

test('names come out as one clean line', () => {
  assert.deepEqual(from('=?utf-8?Q?a=0D=0ABcc=3A_b?= <john@example.org>'), {
    kind: 'one',
    address: 'john@example.org',
    name: 'a  Bcc: b',
  });
  const long = from(`"${'x'.repeat(5_000)}" <john@example.org>`);
  assert.equal(long.kind === 'one' && long.name.length, 200);
  const turned = from('"evil\u202eexe" <john@example.org>');
  assert.equal(turned.kind === 'one' && turned.name, 'evilexe');
});
