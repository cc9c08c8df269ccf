// Which messages are of programs, of servers, or our own (threat T19).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAutomatic } from '@platen/edge-server/flow/intake/mail/loops';
import { readHeader } from '@platen/edge-server/protocols/mail/mime/header';
import { AUTOMATIC_MAILS, OWN_MARKS } from '../../../../documents/mail/automatic-mails.ts';

for (const { name, kind, raw } of AUTOMATIC_MAILS) {
  void test(`${name}: ${kind}`, () => {
    const found = isAutomatic(readHeader(Buffer.from(raw)), OWN_MARKS);
    assert.equal(found?.kind ?? 'person', kind, found?.detail);
    if (found !== undefined) assert.notEqual(found.detail, '');
  });
}

void test('there are at least twenty-five kinds of mail that no answer goes to', () => {
  assert.ok(AUTOMATIC_MAILS.filter(({ kind }) => kind !== 'person').length >= 25);
});

void test('the envelope of the protocol is believed before the header', () => {
  const header = readHeader(Buffer.from('Return-Path: <anna@example.org>\r\nFrom: anna@example.org\r\n\r\n'));
  assert.equal(isAutomatic(header, OWN_MARKS, { from: '' })?.kind, 'never');
  assert.equal(isAutomatic(header, OWN_MARKS, { from: 'anna@example.org' }), undefined);
});

void test('a header without anything in it is of nobody in particular', () => {
  assert.equal(isAutomatic(readHeader(Buffer.from('\r\n')), OWN_MARKS), undefined);
});
