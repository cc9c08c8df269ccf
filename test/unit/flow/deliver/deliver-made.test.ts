// Documents that are made while they are sent: what arrives, and what becomes of a delivery whose document cannot be made.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MakeReady, MakeRequest } from '@platen/edge-server/flow/deliver/maker';
import { ends, openScene } from './scene.ts';

const RASTER = { formats: ['image/pwg-raster'] };
const PIECE = Buffer.alloc(50_000, 7);
const PIECES = 6;

interface Makes {
  readonly make: MakeReady;
  readonly requests: MakeRequest[];
  readonly open: () => number;
}

/** Six pieces; `failAt` throws before that one of them, in the first `failures` makings. */
function maker({ failAt = -1, failures = Number.POSITIVE_INFINITY } = {}): Makes {
  const requests: MakeRequest[] = [];
  let open = 0;
  class Broken extends Error {}
  const make: MakeReady = async (_grant, request) => {
    requests.push(request);
    const fails = requests.length <= failures;
    if (fails && failAt === 0) return { ok: false, code: 'document-too-slow', detail: 'told to' };
    open += 1;
    async function* octets(): AsyncGenerator<Uint8Array, void, undefined> {
      for (let piece = 0; piece < PIECES; piece++) {
        if (fails && piece === failAt) throw new Broken();
        yield PIECE;
      }
    }
    return {
      ok: true,
      octets: octets(),
      failureOf: (cause) =>
        cause instanceof Broken ? { code: 'document-broken', detail: 'a page cannot be drawn' } : undefined,
      close: async () => {
        open -= 1;
      },
    };
  };
  return { make, requests, open: () => open };
}

for (const createJob of [true, false]) {
  const how = createJob ? 'Send-Document' : 'Print-Job';

  test(`a made document of unknown length arrives whole by ${how}, with what is left of the ticket`, async (t) => {
    const { make, requests, open } = maker();
    const scene = await openScene(t, { model: { ...RASTER, createJob }, makeReady: make });
    const ticket = { numberUp: 2, copies: 1, sides: 'two-sided-long-edge', watermark: 'DRAFT' } as const;
    const claim = await scene.site.release(scene.printerId, { ticket });
    await ends(scene, claim, 'done', 1);
    const [printed] = scene.printer.model.printed;
    assert.equal(printed?.document.length, PIECE.length * PIECES);
    const names = printed.template.map(({ name }) => name);
    assert.ok(names.includes('sides') && !names.includes('number-up'));
    assert.deepEqual(
      requests.map(({ ticket: done, drawing }) => [done, drawing?.format]),
      [[{ numberUp: 2, watermark: 'DRAFT' }, 'image/pwg-raster']],
    );
    assert.equal(open(), 0, 'nothing is left open');
  });

  test(`a document that cannot be made goes back with the reason before anything is sent by ${how}`, async (t) => {
    const { make } = maker({ failAt: 0 });
    const scene = await openScene(t, { model: { ...RASTER, createJob }, makeReady: make });
    const claim = await scene.site.release(scene.printerId);
    await ends(scene, claim, 'returned', 0);
    assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, 'document-too-slow');
    assert.equal(scene.printer.model.jobs.size, 0, 'the printer never heard of it');
  });
}

test('a document that breaks in the middle is cancelled at the printer and goes back, never half of it on paper', async (t) => {
  const { make, requests, open } = maker({ failAt: 3 });
  const scene = await openScene(t, { model: RASTER, makeReady: make });
  const claim = await scene.site.release(scene.printerId);
  await ends(scene, claim, 'returned', 0);
  assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, 'document-broken');
  assert.equal(requests.length, 1, 'the same pages would break again');
  assert.equal(open(), 0);
});

test('a connection that breaks in the middle: the document is made again for the next attempt', async (t) => {
  const { make, requests, open } = maker();
  const scene = await openScene(t, { model: RASTER, makeReady: make });
  scene.printer.script('Send-Document', { kind: 'reset', afterBytes: 100_000 });
  const claim = await scene.site.release(scene.printerId);
  await ends(scene, claim, 'done', 1);
  assert.equal(requests.length, 2);
  assert.equal(scene.printer.model.printed[0]?.document.length, PIECE.length * PIECES);
  assert.equal(open(), 0);
});

test('what is too large to be laid out anew is drawn, where the printer takes that', async (t) => {
  const asked: (string | undefined)[] = [];
  const { make } = maker();
  const scene = await openScene(t, {
    model: { formats: ['application/pdf', 'image/pwg-raster'] },
    makeReady: (grant, request, signal) => {
      asked.push(request.drawing?.format);
      return request.drawing === undefined
        ? Promise.resolve({ ok: false, code: 'document-too-large', detail: 'told to' } as const)
        : make(grant, request, signal);
    },
  });
  const claim = await scene.site.release(scene.printerId, { ticket: { booklet: true } });
  await ends(scene, claim, 'done', 1);
  assert.deepEqual(asked, [undefined, 'image/pwg-raster']);
});
