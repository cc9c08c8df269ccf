// Deliveries to raw ports: what leaves, how sure an end is, and every way in which a connection can break.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitUntil } from '../../../support/wait-until.ts';
import { endsAs, openRaw, REPORTS } from './raw-scene.ts';
import { DOCUMENT } from './site.ts';

test('a printer that reports nothing: sent, octet for octet, and shown as unconfirmed', async (t) => {
  const scene = await openRaw(t);
  const claim = await scene.site.release(scene.printerId, { pages: 3 });
  const release = await endsAs(scene, claim, 'done unconfirmed', 1);
  assert.deepEqual(scene.printer.printed[0]?.raw, DOCUMENT);
  assert.equal(release.pagesDone, 3);
  assert.equal(release.impressions, null, 'it said nothing');
  assert.equal((await scene.site.attemptRow(claim.releaseId)).uri, scene.printer.uri);
  assert.deepEqual(await scene.site.story(claim.jobId), ['released', 'sent', 'printed']);
});

test('a back channel tells start, pages and end: confirmed', async (t) => {
  const scene = await openRaw(t, { facts: REPORTS, pages: 2 });
  scene.printer.autoFinish = false;
  const claim = await scene.site.release(scene.printerId, {
    pages: 2,
    ticket: { copies: 2, sides: 'two-sided-long-edge', printColorMode: 'monochrome' },
    job: { title: 'Müller "x"\r\n@PJL INITIALIZE' },
  });
  const going = endsAs(scene, claim, 'done confirmed', 1);
  await waitUntil(async () => (await scene.site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'the start that the printer told',
  });
  scene.printer.finish();
  const release = await going;
  assert.equal(release.pagesDone, 2);
  assert.equal(release.impressions, 2);
  const token = (await scene.site.attemptRow(claim.releaseId)).token;
  const paper = scene.printer.printed[0];
  assert.deepEqual(paper?.document, DOCUMENT);
  assert.deepEqual(paper?.header, [
    '@PJL',
    '@PJL USTATUSOFF',
    `@PJL ECHO ${token}`,
    '@PJL USTATUS DEVICE=ON',
    '@PJL USTATUS JOB=ON',
    '@PJL USTATUS PAGE=ON',
    `@PJL JOB NAME="Muller _x_ @PJL INITIALIZE #${token.slice(0, 8)}"`,
    '@PJL SET COPIES=2',
    '@PJL SET DUPLEX=ON',
    '@PJL SET BINDING=LONGEDGE',
    '@PJL SET RENDERMODE=GRAYSCALE',
    '@PJL ENTER LANGUAGE=PDF',
  ]);
});

test('what stops the printer is said while it lasts', async (t) => {
  const scene = await openRaw(t, { facts: REPORTS });
  scene.printer.autoFinish = false;
  const claim = await scene.site.release(scene.printerId);
  const going = endsAs(scene, claim, 'done confirmed', 1);
  const note = async (): Promise<string | null> => (await scene.site.releaseRow(claim.releaseId)).note;
  await waitUntil(() => scene.printer.jobs() === 1, { what: 'the document' });
  scene.printer.tellDevice(41_213, 'LOAD PAPER', false);
  await waitUntil(async () => (await note()) === 'The printer waits for paper. Fill the tray it asks for.', {
    what: 'paper',
  });
  scene.printer.tellDevice(42_202, 'JAM', false);
  await waitUntil(async () => (await note())?.startsWith('Paper jam.') === true, { what: 'the jam' });
  scene.printer.tellDevice(10_001, 'READY', true);
  await waitUntil(async () => (await note()) === null, { what: 'no more trouble' });
  scene.printer.finish();
  await going;
});

test('a page counter that goes up on an idle printer: probably printed', async (t) => {
  const scene = await openRaw(t, { alive: true });
  scene.printer.autoFinish = false;
  const claim = await scene.site.release(scene.printerId);
  const going = endsAs(scene, claim, 'done probably-printed', 1);
  await waitUntil(() => scene.printer.status === 'printing', { what: 'the document' });
  scene.printer.finish();
  const release = await going;
  assert.equal((await scene.site.attemptRow(claim.releaseId)).markerCount, 1_000);
  assert.equal(release.reason, null);
});

test('a page counter that stays where it was: unconfirmed, after a while', async (t) => {
  const scene = await openRaw(t, { alive: true, factor: 200 });
  scene.printer.script({ kind: 'swallows' });
  await endsAs(scene, await scene.site.release(scene.printerId), 'done unconfirmed', 0);
});

test('several documents in a row: each waits for the counter of the one before, none is taken for another', async (t) => {
  const scene = await openRaw(t, { alive: true, factor: 100 });
  scene.printer.script({ kind: 'swallows' });
  const worker = scene.site.worker();
  const claims = [];
  for (let number = 0; number < 3; number += 1) claims.push(await scene.site.release(scene.printerId));
  const releases = await Promise.all(claims.map((claim) => scene.site.deliver(claim, worker)));
  assert.deepEqual(releases.map(({ confidence }) => confidence).sort(), [
    'probably-printed',
    'probably-printed',
    'unconfirmed',
  ]);
  assert.equal(scene.printer.printed.length, 2);
});

test('a device that never closes its side is not waited for without end', async (t) => {
  const scene = await openRaw(t, { factor: 200 });
  scene.printer.script({ kind: 'lingers' });
  await endsAs(scene, await scene.site.release(scene.printerId), 'done unconfirmed', 1);
});

test('who waits in line is told why: the document in front, and what keeps that one', async (t) => {
  const scene = await openRaw(t, { facts: REPORTS });
  scene.printer.autoFinish = false;
  const worker = scene.site.worker();
  const first = await scene.site.release(scene.printerId);
  const going = scene.site.deliver(first, worker);
  await waitUntil(() => scene.printer.jobs() === 1, { what: 'the first document' });
  const second = await scene.site.release(scene.printerId);
  const next = scene.site.deliver(second, worker);
  const note = async (): Promise<string | null> => (await scene.site.releaseRow(second.releaseId)).note;
  await waitUntil(
    async () => (await note()) === 'Another document is being sent to this printer. Yours comes next.',
    { what: 'the note' },
  );
  scene.printer.tellDevice(41_213, 'LOAD PAPER', false);
  await waitUntil(async () => (await note()) === 'The printer waits for paper. Fill the tray it asks for.', {
    what: 'the reason',
  });
  scene.printer.autoFinish = true;
  scene.printer.tellDevice(10_001, 'READY', true);
  scene.printer.finish();
  assert.equal((await going).state, 'done');
  assert.equal((await next).state, 'done');
  assert.equal(scene.printer.printed.length, 2);
});

test('a slow or dead printer delays no other', async (t) => {
  const scene = await openRaw(t);
  scene.printer.script({ kind: 'stall', afterBytes: 1 });
  const other = await openRaw(t);
  const fine = scene.site.addPrinter(other.printer.uri, undefined, {
    delivery: { formats: ['application/pdf'] },
  });
  const dead = scene.site.addPrinter('socket://127.0.0.1:1');
  const worker = scene.site.worker();
  const slow = scene.site.deliver(
    await scene.site.release(scene.printerId, { document: Buffer.alloc(20_000_000, '%PDF ') }),
    worker,
  );
  const nobody = scene.site.deliver(await scene.site.release(dead), worker);
  assert.equal((await scene.site.deliver(await scene.site.release(fine), worker)).state, 'done');
  assert.equal((await nobody).state, 'returned');
  scene.printer.goOn();
  assert.equal((await slow).state, 'done');
});

test('cancelled while it is being sent: the connection is cut and the document kept', async (t) => {
  const scene = await openRaw(t);
  scene.printer.script({ kind: 'stall', afterBytes: 100_000 });
  const worker = scene.site.worker();
  const claim = await scene.site.release(scene.printerId, { document: Buffer.alloc(20_000_000, '%PDF ') });
  const going = scene.site.deliver(claim, worker);
  await waitUntil(() => scene.printer.jobs() === 1, { what: 'the beginning' });
  await scene.site.cancel(claim, worker);
  assert.equal((await going).state, 'cancelled');
  assert.equal((await scene.site.jobRow(claim.jobId)).state, 'held');
  assert.equal(scene.printer.printed.length, 0);
});

test('cancelled when the printer has it all: it cannot be told to stop, and that is said', async (t) => {
  const scene = await openRaw(t, { facts: REPORTS });
  scene.printer.autoFinish = false;
  const worker = scene.site.worker();
  const claim = await scene.site.release(scene.printerId);
  const going = scene.site.deliver(claim, worker);
  await waitUntil(async () => (await scene.site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'printing',
  });
  await scene.site.cancel(claim, worker);
  await waitUntil(
    async () =>
      (await scene.site.releaseRow(claim.releaseId)).note?.includes('cannot be told to stop') === true,
    { what: 'the note' },
  );
  scene.printer.finish();
  assert.equal((await going).state, 'done');
});

test('cancelled at the device, told on the back channel', async (t) => {
  const scene = await openRaw(t, { facts: REPORTS });
  scene.printer.script({
    kind: 'ends-with',
    text: (name) => `@PJL USTATUS JOB\r\nCANCELED\r\nNAME="${name}"\r\nRESULT=USER_CANCELED\r\n`,
  });
  const release = await scene.site.deliver(await scene.site.release(scene.printerId));
  assert.equal(release.state, 'cancelled');
  assert.equal(release.reason, 'printer-cancelled');
});

test('somebody else’s end, an end without pages and noise confirm nothing that did not happen', async (t) => {
  const scene = await openRaw(t, { facts: REPORTS, factor: 200 });
  const deliver = async (): Promise<string> => {
    const release = await scene.site.deliver(await scene.site.release(scene.printerId));
    return `${release.state} ${String(release.confidence)}`;
  };
  scene.printer.script({
    kind: 'noise',
    octets: Buffer.from(`\u0000${'x'.repeat(10_000)}\f@PJL\f@PJL USTATUS JOB\r\nEND\r\n\f`),
  });
  assert.equal(await deliver(), 'done confirmed');
  scene.printer.script({
    kind: 'ends-with',
    text: (name) => `@PJL USTATUS JOB\r\nEND\r\nNAME="${name}"\r\nPAGES=0\r\n`,
  });
  assert.equal(await deliver(), 'done unconfirmed');
  // It was said to have a back channel and has none.
  scene.printer.script({ kind: 'mute' });
  assert.equal(await deliver(), 'done unconfirmed');
});

test('a document that would command the printer goes nowhere near its end', async (t) => {
  const scene = await openRaw(t);
  const document = Buffer.concat([DOCUMENT, Buffer.from('\x1b%-12345X@PJL SET PASSWORD=1\r\n'), DOCUMENT]);
  const release = await scene.site.deliver(await scene.site.release(scene.printerId, { document }));
  assert.notEqual(release.state, 'done');
  assert.equal(
    scene.printer.printed.some(({ raw }) => raw.includes('@PJL')),
    false,
  );
});

for (const options of [true, false]) {
  test(`a printer that takes PCL XL only ${options ? 'has its own frame taken off inside PJL' : 'gets it with its own frame'}`, async (t) => {
    const body = `) HP-PCL XL;2;0\n${'raster '.repeat(10_000)}`;
    const frame = '\x1b%-12345X@PJL ENTER LANGUAGE=PCLXL\r\n';
    const asked: unknown[] = [];
    const scene = await openRaw(t, {
      facts: { formats: ['application/vnd.hp-pclxl'], pjl: { options, backChannel: false } },
      makeReady: async (_grant, request) => {
        asked.push(request.drawing?.format, request.copies);
        return {
          ok: true,
          octets: (async function* () {
            yield Buffer.from(`${frame}${body}\x1b%-12345X`, 'latin1');
          })(),
          failureOf: () => undefined,
          close: async () => undefined,
        };
      },
    });
    const claim = await scene.site.release(scene.printerId, {
      ticket: {
        copies: 3,
        sides: 'two-sided-long-edge',
        media: 'iso_a4_210x297mm',
        mediaSource: 'tray-2',
      },
      pages: 4,
      job: { facts: { pages: 4, pageSizes: [], colour: 'color' } as never },
    });
    await endsAs(scene, claim, 'done unconfirmed', 1);
    // Whole copies of several sheets are made here: nothing is known of collation.
    assert.deepEqual(asked, ['application/vnd.hp-pclxl', 3]);
    const text = scene.printer.printed[0]?.raw.toString('latin1') ?? '';
    if (!options) {
      assert.equal(text, `${frame}${body}\x1b%-12345X`);
      return;
    }
    assert.equal(text.split('\x1b%-12345X').length - 1, 3);
    assert.match(
      text,
      /@PJL SET COPIES=1\r\n@PJL SET DUPLEX=ON\r\n@PJL SET BINDING=LONGEDGE\r\n@PJL SET PAPER=A4\r\n@PJL SET MEDIASOURCE=TRAY2\r\n@PJL ENTER LANGUAGE=PCLXL\r\n\) HP-PCL XL/,
    );
  });
}
