// Accounting data on its way to the device: as job attributes over IPP, in PJL in Xerox' and Fuji Xerox' words, in an XPIF ticket.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountingAttributes } from '@platen/edge-server/flow/deliver/accounting-attributes';
import type { DeliveryFacts } from '@platen/edge-server/flow/deliver/target';
import type { AccountingStyle } from '@platen/shared/device';
import { startEvilPrinter } from '../../../servers/evil-printer.ts';
import { openRaw } from './raw-scene.ts';
import { openSite } from './site.ts';

const ACCOUNTING = { user: 'an,na";\r\n@PJL', account: '47<11>' };

for (const createJob of [true, false]) {
  test(`over IPP with ${createJob ? 'Create-Job' : 'Print-Job'} they are attributes of the job`, async (t) => {
    const printer = await startEvilPrinter({ createJob });
    t.after(() => printer.stop());
    const site = await openSite();
    t.after(() => site.close());
    const id = site.addPrinter(printer.uri, undefined, { accounting: { user: 'anna', account: '4711' } });
    await site.deliver(await site.release(id));
    const [paper] = printer.model.printed;
    const given = (paper?.template ?? []).filter(({ name }) => name.startsWith('job-acc'));
    assert.deepEqual(given, [
      { name: 'job-account-id', values: [{ syntax: 'name', value: '4711' }] },
      { name: 'job-accounting-user-id', values: [{ syntax: 'name', value: 'anna' }] },
    ]);
  });
}

test('nothing is sent of what was not given, and nothing that is no name', () => {
  assert.deepEqual(accountingAttributes(undefined), []);
  assert.deepEqual(accountingAttributes({ user: ' \u0000 ' }), []);
  const [long] = accountingAttributes({ account: 'ü'.repeat(1_000) });
  const value = long?.values[0];
  assert.ok(value !== undefined && 'value' in value && Buffer.byteLength(String(value.value)) <= 255);
});

const header = async (
  t: Parameters<NonNullable<Parameters<typeof test>[0]>>[0],
  style: AccountingStyle,
  more: Partial<DeliveryFacts> = {},
): Promise<readonly string[]> => {
  const facts: DeliveryFacts = { formats: ['application/pdf'], accounting: { style }, ...more };
  const scene = await openRaw(t, { facts, target: { accounting: ACCOUNTING } });
  const claim = await scene.site.release(scene.printerId);
  await scene.site.deliver(claim);
  const { token } = await scene.site.attemptRow(claim.releaseId);
  return (scene.printer.printed[0]?.header ?? []).map((line) => line.replace(token.slice(0, 8), 'token'));
};

test('Xerox’ older form stands between XRXbegin and XRXend', async (t) => {
  assert.deepEqual(await header(t, 'pjl-xerox'), [
    '@PJL',
    '@PJL JOB NAME="Letter.pdf #token"',
    '@PJL COMMENT XRXbegin',
    '@PJL COMMENT OID_ATT_ACCOUNTING_INFORMATION_AVP "XRX_USERID,an_na____@PJL";',
    '@PJL COMMENT OID_ATT_ACCOUNTING_INFORMATION_AVP "XRX_GENERALACCT,47_11_";',
    '@PJL COMMENT XRXend',
  ]);
});

test('Fuji Xerox’ form is a job attribute, after the settings', async (t) => {
  const pjl = { options: true, backChannel: false, style: 'fujixerox' } as const;
  assert.deepEqual((await header(t, 'pjl-fujixerox', { pjl })).slice(2), [
    '@PJL SET QTY=1',
    '@PJL SET COPIES=1',
    '@PJL SET JOBATTR="@JOAU=an_na____@PJL"',
  ]);
});

test('a Xerox ticket carries both, escaped', async (t) => {
  const lines = await header(t, 'xpif', { language: { 'application/pdf': 'PDF' } });
  assert.equal(lines[0], '@PJL JOB');
  const account = lines.find((line) => line.includes('job-account-id'));
  assert.match(account ?? '', />47&#x3c;11&#x3e;<\/job-account-id>$/);
  const user = lines.find((line) => line.includes('job-accounting-user-id'));
  assert.match(user ?? '', />an,na&#x22;; {2}@PJL<\/job-accounting-user-id>$/);
  assert.equal(lines.at(-1), '@PJL ENTER LANGUAGE=PDF');
});
