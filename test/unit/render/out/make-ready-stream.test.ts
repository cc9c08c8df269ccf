// The stream of a document that is made ready, with pretended workers: order, looking ahead, limits, failures, ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameReader } from '@platen/edge-server/render/byte-pipe';
import type { SheetPlan } from '@platen/edge-server/render/imposition';
import { BUFFERED_BAND_BYTES, CROWDED_BAND_BYTES, MAX_BAND_BYTES } from '@platen/edge-server/render/limits';
import {
  MakeReadyError,
  type MakeReadyOptions,
  makeReadyWith,
  type SideMaker,
  streamSides,
  withCopies,
} from '@platen/edge-server/render/make-ready';
import type { DrawBandOptions, PipedOutcome, PlannedSide } from '@platen/edge-server/render/sides-worker';
import { waitUntil } from '../../../support/wait-until.ts';

const SOURCE = { kind: 'bytes', bytes: new Uint8Array(1) } as const;
const PLAN: SheetPlan = {
  width: 595,
  height: 842,
  turn: 0,
  cells: [{ page: 0, x: 0, y: 0, width: 595, height: 842, rotate: 0 }],
};
const OPTIONS: MakeReadyOptions = {
  ticket: {},
  copies: 1,
  sides: 'one-sided',
  output: {
    kind: 'raster',
    format: 'image/pwg-raster',
    color: 'srgb_8',
    dpi: { x: 300, y: 300 },
    sheetBack: 'normal',
  },
};
const never = new AbortController().signal;

interface Drawn {
  readonly options: DrawBandOptions;
  readonly signal: AbortSignal;
}

/** Sides of `size` pixels, each band `bytes` bytes that say where it is from. */
function pretend(
  sides: number,
  { bytes = 8, size = { width: 2480, height: 3508 }, failAt = -1, parallel = 2 } = {},
) {
  const drawn: Drawn[] = [];
  const planned: readonly PlannedSide[] = Array.from({ length: sides }, () => ({ plan: PLAN, ...size }));
  const maker: SideMaker = {
    parallel,
    plan: async () => ({ ok: true, sides: planned }),
    drawBand: async (_source, options, signal): Promise<PipedOutcome> => {
      drawn.push({ options, signal });
      if (drawn.length - 1 === failAt) return { ok: false, code: 'document-too-slow', detail: 'told to' };
      const piece = Buffer.alloc(bytes);
      piece.writeUInt32BE(options.side.index, 0);
      piece.writeUInt32BE(options.top, 4);
      return { ok: true, piped: bytes, pieces: [piece] };
    },
    impose: async (_source, plans) => ({
      ok: true,
      piped: plans.length,
      pieces: [Buffer.alloc(plans.length, 65)],
    }),
  };
  return { make: makeReadyWith(maker), drawn };
}

async function collect(octets: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of octets) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('bands come in order, side after side, between head and tail', async () => {
  const { make, drawn } = pretend(3, { size: { width: 4960, height: 7016 } });
  const ready = await make(SOURCE, OPTIONS, never);
  assert.ok(ready.ok);
  const stream = await collect(ready.octets);
  assert.equal(stream.subarray(0, 4).toString(), 'RaS2');
  const bands = Array.from({ length: (stream.length - 4) / 8 }, (_, index) => [
    stream.readUInt32BE(4 + index * 8),
    stream.readUInt32BE(8 + index * 8),
  ]);
  assert.deepEqual(
    bands,
    drawn.map(({ options: { side, top } }) => [side.index, top]),
  );
  for (const { options } of drawn) assert.ok(options.rows * options.side.width * 4 <= MAX_BAND_BYTES);
  const rows = drawn
    .filter(({ options }) => options.side.index === 1)
    .reduce((sum, { options }) => sum + options.rows, 0);
  assert.equal(rows, 7016, 'the bands of a side cover it');
  assert.equal(new Set(drawn.map(({ options }) => options.token)).size, 1);
});

test('A4 in colour at 300 dpi is one band a side', async () => {
  const { make, drawn } = pretend(2);
  const ready = await make(SOURCE, OPTIONS, never);
  assert.ok(ready.ok);
  await collect(ready.octets);
  assert.deepEqual(
    drawn.map(({ options }) => [options.top, options.rows]),
    [
      [0, 3508],
      [0, 3508],
    ],
  );
});

test('a reader that does not read has only a little drawn ahead', async () => {
  const { make, drawn } = pretend(50);
  const ready = await make(SOURCE, OPTIONS, never);
  assert.ok(ready.ok);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(drawn.length <= 3, `${drawn.length} bands`);
  await ready.close();
});

test('while much waits for slow printers each further one gets small bands, and nothing is counted that is gone', async () => {
  const { make, drawn } = pretend(4, { bytes: BUFFERED_BAND_BYTES });
  const slow = await make(SOURCE, OPTIONS, never);
  assert.ok(slow.ok);
  const before = drawn.length;
  const next = await make(SOURCE, OPTIONS, never);
  assert.ok(next.ok);
  const crowded = drawn.slice(before);
  assert.ok(crowded.length <= 2, 'the one that is sent, and the next');
  for (const { options } of crowded) assert.ok(options.rows * options.side.width * 4 <= CROWDED_BAND_BYTES);
  await slow.close();
  await next.close();
  const at = drawn.length;
  const free = await make(SOURCE, OPTIONS, never);
  assert.ok(free.ok);
  assert.equal(drawn[at]?.options.rows, 3508, 'large bands again');
  await free.close();
});

test('a failure at the first band is known before anything is sent; a later one ends the stream', async () => {
  const first = await pretend(3, { failAt: 0 }).make(SOURCE, OPTIONS, never);
  assert.ok(!first.ok && first.code === 'document-too-slow');
  const later = await pretend(3, { failAt: 2 }).make(SOURCE, OPTIONS, never);
  assert.ok(later.ok);
  await assert.rejects(collect(later.octets), (error) => {
    assert.ok(error instanceof MakeReadyError);
    assert.equal(error.refusal.code, 'document-too-slow');
    return true;
  });
});

test('leaving the stream, or never reading it, ends what is being drawn', async () => {
  const { make, drawn } = pretend(9);
  const left = await make(SOURCE, OPTIONS, never);
  assert.ok(left.ok);
  for await (const _piece of left.octets) break;
  const unread = await make(SOURCE, OPTIONS, never);
  assert.ok(unread.ok);
  await unread.close();
  await waitUntil(async () => drawn.every(({ signal }) => signal.aborted), {
    what: 'every band to be given up',
  });
});

test('copies are whole ones, and on both sides each begins on a new sheet', () => {
  const side = { plan: PLAN, width: 10, height: 10 };
  const pages = (sides: readonly PlannedSide[]) => sides.map(({ plan }) => plan.cells.length).join('');
  assert.equal(pages(withCopies([side, side, side], 2, false)), '111111');
  assert.equal(pages(withCopies([side, side, side], 3, true)), '11101110111');
  assert.equal(pages(withCopies([side, side], 2, true)), '1111');
  assert.equal(pages(withCopies([side], 1, true)), '1');
  assert.deepEqual(withCopies([], 2, true), []);
  const stream = streamSides(withCopies([side, { ...side, plan: { ...PLAN, height: 500 } }], 2, true), true);
  assert.deepEqual(
    stream.map(({ back, newPaper }) => [back, newPaper]),
    [
      [false, true],
      [true, true],
      [false, true],
      [true, true],
    ],
  );
});

test('a PDF is laid out anew in one piece of known length; several sides are no JPEG', async () => {
  const { make } = pretend(3);
  const pdf = await make(SOURCE, { ...OPTIONS, copies: 2, output: { kind: 'pdf' } }, never);
  assert.ok(pdf.ok);
  assert.equal(pdf.length, 6);
  assert.equal((await collect(pdf.octets)).toString(), 'AAAAAA');
  assert.ok(OPTIONS.output.kind === 'raster');
  const jpeg = await make(SOURCE, { ...OPTIONS, output: { ...OPTIONS.output, format: 'image/jpeg' } }, never);
  assert.ok(!jpeg.ok && jpeg.code === 'document-type');
});

test('frames are told apart however the pipe cuts them', () => {
  const frame = (id: number, text: string): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(id, 0);
    head.writeUInt32LE(text.length, 4);
    return Buffer.concat([head, Buffer.from(text)]);
  };
  const bytes = Buffer.concat([frame(1, 'one'), frame(1, ''), frame(2, 'second'), frame(3, 'x')]);
  for (let size = 1; size <= bytes.length; size++) {
    const seen: Record<number, string> = {};
    const read = frameReader((id, part) => {
      seen[id] = (seen[id] ?? '') + Buffer.from(part).toString();
    });
    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size));
    assert.deepEqual(seen, { 1: 'one', 2: 'second', 3: 'x' });
  }
});
