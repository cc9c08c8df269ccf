// Which printer a subject means: the whole name, any of its names, and no guess.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directPrinter } from '@platen/edge-server/flow/release/by-mail/direct-printer';
import {
  findPrinterNamed,
  type MailPrinter,
  nameIt,
} from '@platen/edge-server/flow/release/by-mail/find-printer';

const printer = (id: string, set: Partial<MailPrinter> = {}): MailPrinter => ({
  id,
  name: `Printer ${id}`,
  alias: null,
  site: null,
  location: null,
  uri: `ipps://${id}.print.example.org/ipp/print`,
  otherUris: [],
  enabled: true,
  forDirectMail: true,
  ...set,
});

const first = printer('first', { name: 'First Floor', alias: 'FF', uri: 'ipp://10.1.2.3/ipp/print' });
const second = printer('second', {
  name: 'Büro Süd',
  uri: 'ipps://[2001:db8::7]:631/ipp/print',
  otherUris: ['socket://south.example.org:9100'],
});
const all = [first, second];

test('alias, name, host name and address find it, whatever their case and blanks', () => {
  for (const typed of ['FF', 'ff', ' First  floor ', '10.1.2.3', 'ipp://10.1.2.3/ipp/print']) {
    assert.deepEqual(findPrinterNamed(typed, all), { kind: 'found', printer: first }, typed);
  }
  for (const typed of [
    'büro süd',
    'Bu\u0308ro Su\u0308d',
    '2001:db8::7',
    '[2001:DB8::7]',
    'SOUTH.example.org',
  ]) {
    assert.deepEqual(findPrinterNamed(typed, all), { kind: 'found', printer: second }, typed);
  }
});

test('a part of a name is no name', () => {
  for (const typed of ['f', 'First', 'First Floo', '10.1.2', '10.1.2.30', 'example.org', 'ipp']) {
    assert.equal(findPrinterNamed(typed, all).kind, 'unknown', typed);
  }
});

test('an unknown one is answered with those that take mail, likely ones first', () => {
  const shut = printer('shut', { name: 'First aid', forDirectMail: false });
  const found = findPrinterNamed('first', [second, shut, first]);
  assert.deepEqual(found, { kind: 'unknown', near: [first, second] });
});

test('no word for a printer is not an unknown printer', () => {
  assert.deepEqual(findPrinterNamed('  ', all), { kind: 'missing' });
});

test('two of one name are told apart by what only each of them has', () => {
  const a = printer('a', { name: 'HP', alias: 'east', location: 'East wing', site: 'Vienna' });
  const b = printer('b', { name: 'HP', alias: null });
  assert.deepEqual(findPrinterNamed('hp', [a, b]), { kind: 'ambiguous', printers: [a, b] });
  assert.deepEqual(nameIt(a, [a, b]), { name: 'HP', call: 'east', place: 'East wing, Vienna' });
  assert.deepEqual(nameIt(b, [a, b]), { name: 'HP', call: 'b.print.example.org' });
});

test('a name that only one of two may be used by means that one', () => {
  const shut = printer('shut', { name: 'HP', forDirectMail: false });
  const open = printer('open', { name: 'HP' });
  assert.deepEqual(findPrinterNamed('hp', [shut, open]), { kind: 'found', printer: open });
});

test('one that is not for mail and one that is switched off are told as that', () => {
  const notMail = printer('x', { forDirectMail: false });
  const off = printer('y', { enabled: false });
  assert.deepEqual(findPrinterNamed('printer x', [notMail]), { kind: 'not-allowed', printer: notMail });
  assert.deepEqual(findPrinterNamed('printer y', [off]), { kind: 'off', printer: off });
});

test('documents print at once only where the printer, the setting and the sender’s proof allow it', () => {
  const mail = (directPrint: boolean) => ({ mail: { directPrint } }) as Parameters<typeof directPrinter>[2];
  const ends = (typed: string, printers: readonly MailPrinter[], on = true, verified = true) => {
    const end = directPrinter(typed, printers, mail(on), verified);
    return end.kind === 'prints' ? end.id : `${end.name}: ${end.errorCode}`;
  };
  assert.equal(ends('ff', all), 'first');
  assert.equal(ends('ff', all, false), 'First Floor: mail-printer-not-allowed');
  assert.equal(ends('ff', all, true, false), 'First Floor: mail-sender-unverified');
  assert.equal(ends('Nowhere', all), 'Nowhere: mail-printer-unknown');
  assert.equal(ends('ff', [{ ...first, enabled: false }]), 'First Floor: printer-off');
  assert.equal(ends('ff', [{ ...first, forDirectMail: false }]), 'First Floor: mail-printer-not-allowed');
  assert.equal(ends('ff', [first, { ...second, alias: 'FF' }]), 'ff: mail-printer-ambiguous');
});
