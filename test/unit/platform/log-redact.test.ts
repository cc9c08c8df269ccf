import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSecretKey, redactFields, redactText } from '@platen/edge-server/platform/log-redact';

test('knows a secret by its name, however it is written', () => {
  const secret = `code codes password newPassword smtp_password SMTP-PASSWORD passwd token accessToken token_hash secret
    clientSecret authorization Proxy-Authorization cookie set-cookie key dataKey wrappedKey apiKey apikey APIKey privateKey
    releaseCode user_code pin PIN pass passphrase credentials sessionId otp keys passwordHash`;
  for (const name of secret.split(/\s+/)) assert.equal(isSecretKey(name), true, name);
});

test('leaves alone what only looks like one', () => {
  const plain = `statusCode errorCode exitCode reasonCode codePage encode keyboard monkey publicKey sortKey pinned spinner
    title jobId printer bypass passed tokenizer author authority cookies2 media pages`;
  for (const name of plain.split(/\s+/)) assert.equal(isSecretKey(name), false, name);
});

test('hides secrets at any depth, in arrays, maps, headers and causes, and keeps the rest', () => {
  const cause = Object.assign(new Error('login smtp://joe:hunter2@mail.example failed'), { code: 'EAUTH' });
  const fields = {
    job: { owner: { name: 'Ada', code: 482913, list: [{ password: 'hunter2', title: 'Report' }] } },
    map: new Map([['token', 'hunter2']]),
    set: new Set([{ secret: 'hunter2' }]),
    headers: new Headers({ Authorization: 'Bearer hunter2hunter2', Accept: 'text/html' }),
    error: new Error('outer', { cause }),
    password: { nested: 'hunter2' },
    hasPassword: true,
    token: undefined,
    key: null,
  };
  const text = JSON.stringify(redactFields(fields));
  assert.equal(text.includes('hunter2'), false, text);
  assert.equal(text.includes('482913'), false, text);
  for (const kept of ['Ada', 'Report', 'text/html', 'outer', 'EAUTH', '"hasPassword":true', '"key":null']) {
    assert.ok(text.includes(kept), kept);
  }
});

test('hides secrets by their form in any text', () => {
  const texts = [
    'connecting to imaps://ada:s3cret@mail.example/INBOX',
    'url postgres://ada:s3c@ret@db.example/x',
    'sent Authorization: Basic QWRhOnMzY3JldA==',
    'header Bearer eyJhbGciOiJI.s3cret',
    'GET /release?user=ada&code=s3cret&x=1',
    'GET /a?access_token=s3cret',
    'POST /ipp/q/s3cretS3cretS3cretS3cret failed',
    'queue ipps://print.example:631/IPP/Q/s3cretS3cretS3cretS3cret/12',
  ];
  for (const text of texts) {
    const redacted = redactText(text);
    assert.ok(redacted.includes('[hidden]'), redacted);
    assert.doesNotMatch(redacted, /s3c|QWRh|eyJ|ret@/);
  }
  for (const text of [
    'Basic authentication is off',
    'https://printer.example/ipp/print',
    'a bearer of news',
    'a@b.example',
  ]) {
    assert.equal(redactText(text), text);
  }
});

test('bounds what it copies: cycles, depth, length, numbers, and bytes', () => {
  const circle: Record<string, unknown> = { name: 'circle' };
  circle['self'] = circle;
  let deep: Record<string, unknown> = { end: true };
  for (let level = 0; level < 30; level += 1) deep = { deep };
  const text = JSON.stringify(
    redactFields({
      circle,
      deep,
      long: 'x'.repeat(100_000),
      many: Array.from({ length: 1000 }, (_, index) => index),
      wide: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`n${index}`, index])),
      bytes: Buffer.alloc(5000),
      big: 10n,
      when: new Date(0),
      never: new Date(Number.NaN),
      where: new URL('https://ada:pw@printer.example/'),
      act: () => undefined,
      ['__proto__']: { polluted: true },
    }),
  );
  assert.ok(text.length < 6000, String(text.length));
  for (const word of [
    '(circular)',
    '(deeper)',
    '100000 characters',
    'and 950 more',
    '(5000 bytes)',
    '1970-01-01',
  ]) {
    assert.ok(text.includes(word), word);
  }
  assert.equal(text.includes('ada:pw'), false);
  assert.equal('polluted' in {}, false);
});
