// platen release: which printer, which options, and staying to the end.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import type { ReleaseView } from '@platen/shared/api/common';
import { type FakeServer, type Reply, refusal, startFakeServer } from './fake-server.ts';
import { runPlaten } from './run-platen.ts';
import { aPrinter, aRelease } from './views.ts';

let fake: FakeServer;
let begin: () => Reply;
let looks: ReleaseView[];

beforeEach(async () => {
  begin = () => ({ json: { release: aRelease() } });
  looks = [];
  const printers = [
    aPrinter(),
    aPrinter({ id: 'prn2', name: 'Hall', alias: 'door', location: 'ground floor' }),
    aPrinter({ id: 'prn3', name: 'hall', alias: 'stairs', location: '1st floor' }),
  ];
  fake = await startFakeServer({
    'GET /api/admin/printers': () => ({ json: { printers, mistakes: [] } }),
    'POST /api/admin/release': () => begin(),
    'GET /api/admin/releases/rel1': () => ({ json: looks.shift() }),
  });
});
afterEach(() => fake.close());

const release = (...args: string[]) => runPlaten(['release', 'job1', ...args, '--data-dir', fake.dataDir]);
const asked = () => fake.seen.find((seen) => seen.path === '/api/admin/release')?.json;

test('a printer is meant by id, by name or by alias, whatever the case', async () => {
  const cases: readonly (readonly [string, string])[] = [
    ['prn1', 'prn1'],
    ['COPY ROOM', 'prn1'],
    ['Stairs', 'prn3'],
  ];
  for (const [typed, id] of cases) {
    const ran = await release('--at', typed);
    assert.equal(ran.code, 0, ran.err);
    const body = fake.seen[fake.seen.length - 1]?.json;
    assert.deepEqual(body, { jobId: 'job1', printerId: id, ticket: {} });
  }
});

test('a name that two printers have is not guessed', async () => {
  const ran = await release('--at', 'Hall');
  assert.equal(ran.code, 2);
  assert.match(ran.err, /Several printers are called "Hall"/);
  assert.match(ran.err, /prn2 \(ground floor\), prn3 \(1st floor\)/);
  assert.equal(asked(), undefined);
});

test('a mistyped printer is suggested', async () => {
  const ran = await release('--at', 'copy rom');
  assert.equal(ran.code, 1);
  assert.match(ran.err, /There is no printer "copy rom"\.\nDid you mean "Copy room"\?/);
});

test('every print option becomes its field of the ticket', async () => {
  const ran = await release(
    ...['--at', 'copy', '--copies', '2', '--sides', 'two-sided-long-edge', '--mono', '--pages', '1-3, 5,9-9'],
    ...['--staple', 'top-left', '--punch', 'two-left', '--number-up', '2'],
    ...['--media', 'iso_a4_210x297mm', '--tray', 'tray-1'],
  );
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(asked(), {
    jobId: 'job1',
    printerId: 'prn1',
    ticket: {
      copies: 2,
      sides: 'two-sided-long-edge',
      printColorMode: 'monochrome',
      pageRanges: [
        { from: 1, to: 3 },
        { from: 5, to: 5 },
        { from: 9, to: 9 },
      ],
      finishings: [20, 74],
      numberUp: 2,
      media: 'iso_a4_210x297mm',
      mediaSource: 'tray-1',
    },
  });
});

test('print options that cannot be are told before anything is sent', async () => {
  const cases: readonly (readonly [string[], RegExp])[] = [
    [['--copies', '0'], /--copies: give a number from 1 to 999/],
    [['--copies', 'two'], /--copies: give a number/],
    [['--copies', '1000'], /--copies: give a number/],
    [['--sides', 'both'], /--sides cannot be "both": one-sided, two-sided-long-edge/],
    [['--pages', '3-1'], /rising ranges/],
    [['--pages', '1-5,3'], /rising ranges/],
    [['--pages', '0'], /--pages/],
    [['--pages', 'all'], /--pages cannot be "all"/],
    [['--number-up', '3'], /--number-up cannot be "3"/],
    [['--staple', 'middle'], /--staple cannot be "middle"\. Choose one of any, top-left/],
    [['--media', 'A4 paper'], /--media cannot be "A4 paper"/],
    [['--mono', '--color'], /cannot be given together/],
  ];
  for (const [args, expected] of cases) {
    const ran = await release('--at', 'copy', ...args);
    assert.equal(ran.code, 2, args.join(' '));
    assert.match(ran.err, expected);
  }
  assert.match((await release()).err, /--at is missing/);
  assert.equal(fake.connections(), 0);
});

test('without --wait it ends as soon as the release has begun', async () => {
  const ran = await release('--at', 'copy');
  assert.deepEqual(ran, {
    code: 0,
    out: 'Sent to Copy room. "platen job job1" tells how it goes.\n',
    err: '',
  });
});

test('with --wait each new sentence is told once, and the end is the exit code', async () => {
  looks = [
    aRelease({ state: 'sending', sentence: 'Sending the document.' }),
    aRelease({ state: 'sending', sentence: 'Sending the document.' }),
    aRelease({ state: 'printing', sentence: 'Printing page 2 of 3.' }),
    aRelease({ state: 'done', ended: true, sentence: 'Printed.', confidence: 'confirmed' }),
  ];
  const ran = await release('--at', 'copy', '--wait');
  assert.deepEqual(ran, {
    code: 0,
    out: 'Waiting for the printer.\nSending the document.\nPrinting page 2 of 3.\nPrinted.\n',
    err: '',
  });
});

test('with --wait an end without paper is exit code 1 and the last sentence is on stderr', async () => {
  looks = [
    aRelease({
      state: 'returned',
      ended: true,
      reason: 'printer-stopped',
      sentence: 'The printer has stopped. Nothing was printed; the document is still here.',
    }),
  ];
  const ran = await release('--at', 'copy', '--wait', '--json');
  assert.equal(ran.code, 1);
  assert.equal((JSON.parse(ran.out) as { release: ReleaseView }).release.state, 'returned');
  assert.equal((JSON.parse(ran.err) as { error: { code: string } }).error.code, 'printer-stopped');
});

test('with --wait an uncertain end sends a person to the printer', async () => {
  looks = [aRelease({ state: 'uncertain', ended: true, sentence: 'Did all 3 pages come out?' })];
  const ran = await release('--at', 'copy', '--wait');
  assert.equal(ran.code, 1);
  assert.match(ran.err, /Did all 3 pages come out\?\nLook at the printer/);
});

test('with --wait a document that is still being made ready is waited for', async () => {
  let tries = 0;
  begin = () => {
    tries += 1;
    if (tries === 1) return refusal(409, 'job-not-ready', 'This document is still being made ready.');
    return { json: { release: aRelease({ state: 'done', ended: true, sentence: 'Printed.' }) } };
  };
  const ran = await release('--at', 'copy', '--wait');
  assert.deepEqual(ran, { code: 0, out: 'This document is still being made ready.\nPrinted.\n', err: '' });
});

test('without --wait a document that is not ready is a refusal that may be tried again', async () => {
  begin = () => refusal(409, 'job-not-ready', 'This document is still being made ready.');
  const ran = await release('--at', 'copy', '--json');
  assert.equal(ran.code, 1);
  assert.deepEqual(JSON.parse(ran.err), {
    error: { code: 'job-not-ready', message: 'This document is still being made ready.', retry: true },
  });
});
