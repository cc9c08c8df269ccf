// Asking an address what it is, when a printer is there, when nobody is, and when somebody hostile is (threat T09).
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { probeIpp } from '@platen/edge-server/devices/probe-ipp';
import { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import * as v from 'valibot';
import { type EvilPrinter, startEvilPrinter } from '../../servers/evil-printer.ts';
import { freePort } from '../../support/free-port.ts';

const now = () => 42;
const TIMEOUTS = { connectMs: 2_000, answerMs: 1_500 };

async function evil(t: TestContext): Promise<EvilPrinter> {
  const printer = await startEvilPrinter();
  t.after(() => printer.stop());
  return printer;
}

test('a printer tells what it can do and how it is', async (t) => {
  const printer = await evil(t);
  const outcome = await probeIpp(printer.uri, { now });
  assert.ok(!('code' in outcome));
  assert.equal(outcome.capabilities.makeAndModel, 'Platen Test Printer');
  assert.deepEqual(outcome.capabilities.finishings, [3, 4, 20]);
  assert.equal(outcome.capabilities.mediaReady[0]?.source, 'tray-1');
  assert.deepEqual(outcome.condition, { state: 'idle', reasons: [], accepting: true, at: 42 });
  assert.equal(outcome.certificateSha256, undefined);
  assert.equal(printer.requests.length, 1);
});

test('nobody there, no printer’s address, no IPP there: each has its code', async (t) => {
  const printer = await evil(t);
  const codeOf = async (uri: string): Promise<string> => {
    const outcome = await probeIpp(uri, { now, timeouts: TIMEOUTS });
    return 'code' in outcome ? outcome.code : 'a printer';
  };
  assert.equal(await codeOf(`ipp://127.0.0.1:${await freePort()}/ipp/print`), 'printer-unreachable');
  assert.equal(await codeOf('ftp://127.0.0.1/x'), 'printer-address');
  assert.equal(await codeOf(printer.uri.replace('ipp:', 'ipps:')), 'printer-trust');
  printer.script('Get-Printer-Attributes', { kind: 'http-status', status: 404 });
  assert.equal(await codeOf(printer.uri), 'printer-refused');
  printer.script('Get-Printer-Attributes', { kind: 'status', code: 0x0507 });
  assert.equal(await codeOf(printer.uri), 'printer-busy');
  printer.script('Get-Printer-Attributes', { kind: 'silence' });
  assert.equal(await codeOf(printer.uri), 'printer-unreachable');
  printer.script('Get-Printer-Attributes', { kind: 'status', code: 0x0503 });
  assert.equal(await codeOf(printer.uri), 'a printer');
});

for (const behaviour of [
  { kind: 'hostile-text' },
  { kind: 'hostile-numbers' },
  { kind: 'huge', megabytes: 10 },
  { kind: 'cut-answer', afterBytes: 60 },
  { kind: 'raw', bytes: Buffer.from('HTTP/1.1 200 \u001b[2J\r\nX: \u0000\r\n\r\n') },
  { kind: 'body', bytes: Buffer.alloc(100_000, 0x34) },
] as const) {
  test(`${behaviour.kind}: either a clean description or a clean refusal`, async (t) => {
    const printer = await evil(t);
    printer.always('*', behaviour);
    const outcome = await probeIpp(printer.uri, { now, timeouts: TIMEOUTS });
    if ('code' in outcome) {
      assert.doesNotMatch(outcome.detail, /[\u0000-\u001f\u007f-\u009f\u202e]/);
      return;
    }
    assert.deepEqual(v.parse(PrinterCapabilities, outcome.capabilities), outcome.capabilities);
    assert.deepEqual(v.parse(PrinterCondition, outcome.condition), outcome.condition);
    assert.doesNotMatch(JSON.stringify(outcome), /\\u00|\\r|\\n|\u202e/);
  });
}

test('a caller that gives up ends the question', async (t) => {
  const printer = await evil(t);
  printer.always('*', { kind: 'silence' });
  const caller = new AbortController();
  const asked = probeIpp(printer.uri, { now, signal: caller.signal });
  setTimeout(() => caller.abort(), 50);
  const outcome = await asked;
  assert.ok('code' in outcome);
});
