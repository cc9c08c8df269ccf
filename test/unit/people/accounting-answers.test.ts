// Accounting data: what may be given, what is remembered, and for whom.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  accountingAsked,
  accountingFor,
  forgetAccounting,
  rememberAccounting,
} from '@platen/edge-server/people/accounting-answers';
import { AccountingGiven } from '@platen/shared/api/preflight';
import { accountingFields, missingAccounting } from '@platen/shared/preflight-accounting';
import * as v from 'valibot';
import { testDeps } from '../../support/deps.ts';

test('one printable line of at most 63 characters, without blanks around it', () => {
  const takes = (user: string) => v.safeParse(AccountingGiven, { user });
  assert.deepEqual(takes(' mnovak ').output, { user: 'mnovak' });
  assert.ok(takes('Kostenstelle Süd 4711-äöü €').success);
  assert.ok(takes('x'.repeat(63)).success);
  for (const bad of [
    '',
    '   ',
    'x'.repeat(64),
    'a\nb',
    'a\rb',
    'a\u0000b',
    'a\u001b%-12345X',
    'a\u202eb',
    'a\u2028b',
    'a\u200bb',
  ]) {
    assert.equal(takes(bad).success, false, JSON.stringify(bad));
  }
});

test('each need names its fields, and the first that is missing is asked for', () => {
  assert.deepEqual(accountingFields('none'), []);
  assert.deepEqual(accountingFields('user-and-account'), ['user', 'account']);
  assert.equal(missingAccounting({ need: 'user-and-account', user: 'a' }), 'account');
  assert.equal(missingAccounting({ need: 'account', user: 'a' }), 'account');
  assert.equal(missingAccounting({ need: 'user', user: 'a' }), undefined);
  assert.equal(accountingAsked('none', { user: 'a' }), undefined);
  assert.deepEqual(accountingAsked('user', { user: 'a', account: 'b' }), { need: 'user', user: 'a' });
});

test('it is remembered for this person and this printer, field by field', async (t) => {
  const deps = await testDeps();
  t.after(() => deps.close());
  const remember = (user: string, printer: string, given: v.InferOutput<typeof AccountingGiven>) =>
    deps.db.write((tx) => rememberAccounting(tx, user, printer, given, 1));
  const known = (user: string, printer: string) => deps.db.read((tx) => accountingFor(tx, user, printer));
  await remember('u1', 'p1', {});
  assert.deepEqual(await known('u1', 'p1'), {});
  await remember('u1', 'p1', { user: 'mnovak' });
  await remember('u1', 'p1', { account: '4711' });
  await remember('u1', 'p2', { account: '9' });
  assert.deepEqual(await known('u1', 'p1'), { user: 'mnovak', account: '4711' });
  assert.deepEqual(await known('u1', 'p2'), { account: '9' });
  assert.deepEqual(await known('u2', 'p1'), {});
  await remember('u1', 'p1', { account: '4712' });
  assert.deepEqual(await known('u1', 'p1'), { user: 'mnovak', account: '4712' });
  await deps.db.write((tx) => forgetAccounting(tx, 'u1'));
  assert.deepEqual(await known('u1', 'p1'), {});
});
