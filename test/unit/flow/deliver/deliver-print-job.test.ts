// Printers of the old kind: Print-Job only, where creating and sending are one step and a lost answer says nothing at all.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { attributesOf, findAttribute } from '@platen/edge-server/protocols/ipp/message';
import { type EvilPrinter, startEvilPrinter } from '../../../servers/evil-printer.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { openSite, type Site } from './site.ts';

async function open(
  t: TestContext,
  autoFinish = true,
): Promise<{ printer: EvilPrinter; site: Site; printerId: string }> {
  const printer = await startEvilPrinter({ createJob: false, autoFinish });
  t.after(() => printer.stop());
  const site = await openSite();
  t.after(() => site.close());
  const since = site.clock.monotonic();
  printer.model.printer.upTimeSeconds = () => 1 + Math.floor((site.clock.monotonic() - since) / 1000);
  return { printer, site, printerId: site.addPrinter(printer.uri) };
}

/** A printer that counts no pages: only its lists say anything. */
function withoutCounter(printer: EvilPrinter): void {
  printer.always('Get-Printer-Attributes', {
    kind: 'lie',
    change: (honest) => ({
      ...honest,
      groups: honest.groups.map(({ group, attributes }) => ({
        group,
        attributes: attributes.filter(({ name }) => name !== 'printer-impressions-completed'),
      })),
    }),
  });
}

const printJobs = (printer: EvilPrinter): number =>
  printer.requests.filter(({ operation }) => operation === 'Print-Job').length;

test('one Print-Job, with name, user, format and options', async (t) => {
  const { printer, site, printerId } = await open(t);
  const claim = await site.release(printerId, { ticket: { copies: 2 } });
  assert.equal((await site.deliver(claim)).state, 'done');
  assert.equal(printJobs(printer), 1);
  const request = printer.requests.find(({ operation }) => operation === 'Print-Job')?.message;
  assert.ok(request);
  const valueOf = (group: 'operation' | 'job', name: string): unknown => {
    const value = findAttribute(attributesOf(request, group), name)?.values[0];
    return value !== undefined && 'value' in value ? value.value : undefined;
  };
  const { token, usesPrintJob } = await site.attemptRow(claim.releaseId);
  assert.equal(usesPrintJob, true);
  assert.equal(valueOf('operation', 'job-name'), `Letter.pdf #${token.slice(0, 8)}`);
  assert.equal(valueOf('operation', 'requesting-user-name'), 'Anna Example');
  assert.equal(valueOf('operation', 'document-format'), 'application/pdf');
  assert.equal(valueOf('job', 'copies'), 2);
});

test('a lost answer, the job there: it is adopted by its token and not sent twice', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.script('Print-Job', { kind: 'reset-before-answer', acts: true });
  const claim = await site.release(printerId);
  assert.equal((await site.deliver(claim)).state, 'done');
  assert.equal(printer.model.printed.length, 1);
  assert.equal((await site.attemptRow(claim.releaseId)).remoteJobId, 1);
});

test('a lost answer, the job still printing: watched to its end', async (t) => {
  const { printer, site, printerId } = await open(t, false);
  printer.script('Print-Job', { kind: 'reset-before-answer', acts: true });
  const claim = await site.release(printerId);
  const going = site.deliver(claim);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'printing',
  });
  printer.model.finish(1);
  assert.equal((await going).state, 'done');
  assert.equal(printer.model.printed.length, 1);
});

test('a lost answer, no such job in the lists of a printer without a counter: sent again', async (t) => {
  const { printer, site, printerId } = await open(t);
  withoutCounter(printer);
  printer.script('Print-Job', { kind: 'reset-before-answer', acts: false });
  const claim = await site.release(printerId);
  assert.equal((await site.deliver(claim)).state, 'done');
  assert.equal(printJobs(printer), 2);
  assert.equal(printer.model.printed.length, 1);
});

test('the same, but the printer was restarted: its lists prove nothing, a person is asked', async (t) => {
  const { printer, site, printerId } = await open(t);
  withoutCounter(printer);
  printer.model.printer.upTimeSeconds = () => 100_000;
  // Its first list comes after the restart.
  printer.script('Get-Jobs', { kind: 'slow', ms: 500 });
  printer.script('Print-Job', { kind: 'reset-before-answer', acts: true });
  const claim = await site.release(printerId);
  const going = site.deliver(claim);
  await waitUntil(() => printer.model.printed.length === 1, { what: 'the print' });
  printer.model.restart();
  printer.model.printer.upTimeSeconds = () => 5;
  assert.equal((await going).state, 'uncertain');
  assert.equal(printer.model.printed.length, 1);
});

test('a reset in the middle: aborted with the counter as before is sent again', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.script('Print-Job', { kind: 'reset', afterBytes: 500 });
  const claim = await site.release(printerId);
  assert.equal((await site.deliver(claim)).state, 'done');
  assert.equal(printer.model.printed.length, 1);
});

test('busy is tried again without a new attempt, and the document is read from its beginning', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.script('Print-Job', { kind: 'status', code: 0x0507 });
  const claim = await site.release(printerId);
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done');
  assert.equal(release.attempt, 1);
  assert.equal(printer.model.printed.length, 1);
});

test('a refusal by format is final', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.script('Print-Job', { kind: 'status', code: 0x040a });
  const claim = await site.release(printerId);
  const release = await site.deliver(claim);
  assert.equal(release.state, 'returned');
  assert.equal(release.reason, 'printer-format');
  assert.equal(printJobs(printer), 1);
});

test('a printer that cannot be asked about jobs is believed when it accepts', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.always('Get-Job-Attributes', { kind: 'status', code: 0x0501 });
  printer.always('Get-Jobs', { kind: 'status', code: 0x0501 });
  const claim = await site.release(printerId);
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done');
  assert.equal(release.confidence, 'accepted');
});

test('the same printer with a lost answer: a person is asked', async (t) => {
  const { printer, site, printerId } = await open(t);
  withoutCounter(printer);
  printer.always('Get-Job-Attributes', { kind: 'status', code: 0x0501 });
  printer.always('Get-Jobs', { kind: 'status', code: 0x0501 });
  printer.script('Print-Job', { kind: 'reset-before-answer', acts: true });
  const claim = await site.release(printerId);
  const release = await site.deliver(claim);
  assert.equal(release.state, 'uncertain');
  assert.equal(printer.model.printed.length, 1);
});

test('a printer that speaks IPP/1.1 only is spoken to in 1.1', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.script('Get-Printer-Attributes', { kind: 'status', code: 0x0503 });
  const claim = await site.release(printerId);
  assert.equal((await site.deliver(claim)).state, 'done');
  const print = printer.requests.find(({ operation }) => operation === 'Print-Job');
  assert.deepEqual(print?.message.version, { major: 1, minor: 1 });
});
