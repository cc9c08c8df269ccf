// Deliveries over LPR: the order of the files, the length that must be known before, and the one thing its spooler ever says.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { MakeReady } from '@platen/edge-server/flow/deliver/maker';
import { endsAs, openLpr } from './raw-scene.ts';
import { DOCUMENT } from './site.ts';

test('a document goes as control file and data file, and ends as accepted', async (t) => {
  const scene = await openLpr(t);
  const claim = await scene.site.release(scene.printerId, { job: { title: 'Grüße\nU/etc/passwd' } });
  const release = await endsAs(scene, claim, 'done accepted', 1);
  assert.equal(release.state, 'done');
  const paper = scene.printer.printed[0];
  assert.deepEqual(paper?.document, DOCUMENT);
  assert.equal(paper?.queue, 'lp');
  const [receive, control = '', data = ''] = scene.printer.commands;
  assert.equal(receive, '\x02lp');
  const number = /^\x02\d+ cfA(\d{3})platen$/.exec(control)?.[1];
  assert.equal(data, `\x03${DOCUMENT.length} dfA${String(number)}platen`);
  const { token } = await scene.site.attemptRow(claim.releaseId);
  assert.deepEqual(paper?.control.split('\n'), [
    'Hplaten',
    'PAnna Example',
    `JGru-e U-etc-passwd -${token.slice(0, 8)}`,
    `ldfA${String(number)}platen`,
    `UdfA${String(number)}platen`,
    `NGru-e U-etc-passwd -${token.slice(0, 8)}`,
    '',
  ]);
});

test('a document that is still being made is counted first, encrypted, and nothing of it stays', async (t) => {
  const made = Buffer.from(`%PDF-1.4\n${'made here '.repeat(30_000)}`);
  const makeReady: MakeReady = async () => ({
    ok: true,
    octets: (async function* () {
      for (let at = 0; at < made.length; at += 50_000) yield made.subarray(at, at + 50_000);
    })(),
    failureOf: () => undefined,
    close: async () => undefined,
  });
  const scene = await openLpr(t, { makeReady });
  const claim = await scene.site.release(scene.printerId, {
    ticket: { copies: 3, numberUp: 2 },
    job: { facts: { pages: 4, pageSizes: [], colour: 'color' } as never },
  });
  await endsAs(scene, claim, 'done accepted', 1);
  assert.deepEqual(scene.printer.printed[0]?.document, made);
  const files = readdirSync(scene.site.deps.dataDir, { recursive: true, encoding: 'utf8' });
  // The held document may lie in a file; a second one would be the spooled.
  assert.ok(files.filter((file) => /[0-9a-f]{16,}/.test(join(file))).length <= 1, files.join(' '));
});

test('with PJL options the data file carries them, without a back channel', async (t) => {
  const scene = await openLpr(t, {
    facts: {
      formats: ['application/pdf'],
      pjl: { options: true, backChannel: true, style: 'xerox' },
      language: { 'application/pdf': 'PDF' },
    },
  });
  const claim = await scene.site.release(scene.printerId, { ticket: { copies: 2 }, pages: 2 });
  await endsAs(scene, claim, 'done accepted', 1);
  const text = scene.printer.printed[0]?.document.toString('latin1') ?? '';
  assert.match(text, /^\x1b%-12345X@PJL JOB\n@PJL XCPT <\?xml/);
  assert.doesNotMatch(text, /ECHO|USTATUS/);
  assert.match(text, /<copies syntax="integer">2<\/copies>/);
  assert.match(text, /@PJL ENTER LANGUAGE=PDF\n%PDF/);
  assert.equal(text.split('\x1b%-12345X').length, 4);
});

for (const step of ['queue', 'control', 'control-file', 'data'] as const) {
  test(`a daemon that says no at ${step}: nothing was printed, and it is tried again`, async (t) => {
    const scene = await openLpr(t);
    scene.printer.script({ kind: 'answers', step, octet: 1 });
    await endsAs(scene, await scene.site.release(scene.printerId), 'done accepted', 1);
  });
}

test('a daemon that always says no: the document goes back after a minute', async (t) => {
  const scene = await openLpr(t, { factor: 100 });
  for (let time = 0; time < 200; time += 1)
    scene.printer.script({ kind: 'answers', step: 'queue', octet: 1 });
  const claim = await scene.site.release(scene.printerId);
  const release = await endsAs(scene, claim, 'returned', 0);
  assert.equal(release.reason, 'printer-not-accepting');
});

test('a daemon that answers with rubbish is never believed', async (t) => {
  const scene = await openLpr(t, { factor: 100 });
  for (let time = 0; time < 200; time += 1)
    scene.printer.script({ kind: 'rubbish', octets: Buffer.from('no such printer\n'.repeat(1_000)) });
  const release = await scene.site.deliver(await scene.site.release(scene.printerId));
  assert.equal(release.state, 'returned');
});
