// What the server remembers of pictures it has drawn: for whom, how long, and that housekeeping frees what nobody looks at.
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { type DrawPage, makePreviews, type PageLook } from '@platen/edge-server/flow/preview/preview';
import { insertBlob } from '@platen/edge-server/flow/store/documents';
import { type TestDeps, testDeps } from '../../../support/deps.ts';
import { aJob } from '../../../support/rows.ts';

/** preview.ts forgets what was not looked at for two minutes. */
const IDLE_MS = 2 * 60_000;
const JPEG = Buffer.alloc(1_000, 7);

/** Of thumbnail width, so that nothing is drawn ahead. */
const THUMBNAIL: PageLook = { side: 1, width: 120, height: 160, grey: false, impose: {} };

async function scene(t: TestContext) {
  const own = await testDeps();
  t.after(() => own.close());
  let at = 5_000;
  const deps: TestDeps = { ...own, clock: { ...own.clock, monotonic: () => at } };
  const blob = await deps.blobs.put(Buffer.from('a document'));
  await deps.db.write((tx) => insertBlob(tx, blob));
  const drawn: number[] = [];
  /** Set: pictures wait for this before they are there. */
  const gate: { wait: Promise<void> } = { wait: Promise.resolve() };
  const draw: DrawPage = async (_grant, { side }) => {
    drawn.push(side);
    await gate.wait;
    return { ok: true, jpeg: JPEG };
  };
  const previews = makePreviews({ ...deps, draw });
  const job = aJob({ blobId: blob.id, pages: 9, state: 'held' });
  return {
    previews,
    drawn,
    pass: (ms: number) => {
      at += ms;
    },
    look: (side: number, session = 'one') => previews.page(job, { ...THUMBNAIL, side }, session),
    /** As the preview screen asks. */
    open: (look: Partial<PageLook>, session = 'one') =>
      previews.page(job, { ...THUMBNAIL, width: 800, height: 480, ...look }, session),
    /** Lets whatever is under way come to its end. */
    settle: () => new Promise<void>((resolve) => setTimeout(resolve, 20)),
    gate,
  };
}

test('housekeeping forgets pictures nobody has looked at for two minutes, and frees their memory', async (t) => {
  const { previews, drawn, pass, look } = await scene(t);
  await look(1);
  await look(2);
  assert.equal(previews.held(), 2 * JPEG.length);
  pass(IDLE_MS);
  previews.forgetIdle();
  assert.equal(previews.held(), 0);
  await look(1);
  assert.deepEqual(drawn, [1, 2, 1], 'the page is drawn again');
});

test('housekeeping leaves alone what was looked at a moment before its time', async (t) => {
  const { previews, drawn, pass, look } = await scene(t);
  await look(1);
  pass(IDLE_MS - 1);
  previews.forgetIdle();
  assert.equal(previews.held(), JPEG.length);
  await look(1);
  assert.deepEqual(drawn, [1], 'the page is still there');
});

test('a picture that is looked at again stays, though it is the oldest one drawn', async (t) => {
  const { previews, drawn, pass, look } = await scene(t);
  await look(1);
  await look(2);
  pass(IDLE_MS - 1);
  await look(1);
  pass(1);
  previews.forgetIdle();
  assert.equal(previews.held(), JPEG.length, 'only page 2 went');
  await look(1);
  assert.deepEqual(drawn, [1, 2]);
});

test('housekeeping takes the idle pictures of every session and leaves those of one at work', async (t) => {
  const { previews, drawn, pass, look } = await scene(t);
  await look(1, 'left');
  await look(2, 'left too');
  pass(IDLE_MS);
  await look(3, 'at work');
  previews.forgetIdle();
  assert.equal(previews.held(), JPEG.length);
  await look(3, 'at work');
  assert.deepEqual(drawn, [1, 2, 3]);
});

test('housekeeping with nothing to forget does nothing', async (t) => {
  const { previews } = await scene(t);
  previews.forgetIdle();
  assert.equal(previews.held(), 0);
});

test('a session that ends takes its own pictures with it and no others', async (t) => {
  const { previews, drawn, look } = await scene(t);
  await look(1, 'one');
  await look(1, 'other');
  previews.forget('one');
  assert.equal(previews.held(), JPEG.length);
  await look(1, 'other');
  assert.deepEqual(drawn, [1, 1], 'each session has its own picture, and the other one kept it');
});

test('the two next sides are drawn ahead, and no more', async (t) => {
  const { drawn, open, settle } = await scene(t);
  assert.equal((await open({ side: 1 })).sides, 9);
  await settle();
  assert.deepEqual(drawn, [1, 2, 3]);
  await open({ side: 2 });
  await settle();
  assert.deepEqual(drawn, [1, 2, 3, 4], 'what is there is not drawn again');
  await open({ side: 9 });
  await settle();
  assert.deepEqual(drawn, [1, 2, 3, 4, 9], 'there is nothing after the last');
});

test('nothing is drawn ahead while somebody waits, and what nobody wants any more is not drawn at all', async (t) => {
  const { drawn, open, settle, gate } = await scene(t);
  await open({ side: 1 });
  let release = (): void => undefined;
  gate.wait = new Promise((resolve) => {
    release = resolve;
  });
  // The person turns further before the first picture ahead is there: sides 5 and on instead of 3.
  const asked = open({ side: 5 });
  await settle();
  assert.deepEqual(drawn, [1, 2, 5]);
  release();
  await asked;
  await settle();
  assert.deepEqual(drawn, [1, 2, 5, 6, 7]);
});

test('each option makes a picture of its own, and the sides are counted with it', async (t) => {
  const { drawn, open } = await scene(t);
  const looks: readonly (readonly [Partial<PageLook>, number])[] = [
    [{}, 9],
    [{ grey: true }, 9],
    [{ impose: { numberUp: 4 } }, 3],
    [{ impose: { numberUp: 16 } }, 1],
    [{ impose: { booklet: true } }, 6],
    [{ impose: { pageRanges: [{ from: 2, to: 4 }] } }, 3],
    [{ impose: { orientation: 'landscape' } }, 9],
    [{ impose: { printScaling: 'fit' } }, 9],
    [{ impose: { watermark: 'Draft' } }, 9],
    [{ paper: { width: 21_000, height: 29_700 } }, 9],
    [{ width: 640 }, 9],
  ];
  for (const [look, sides] of looks) {
    const narrow = { ...look, width: (look.width ?? 320) / 2 };
    assert.equal((await open(narrow)).sides, sides);
    assert.equal((await open(narrow)).sides, sides);
  }
  assert.equal(drawn.length, looks.length, 'once each');
  await assert.rejects(open({ side: 4, impose: { numberUp: 4 } }), { code: 'not-found' });
});

test('a picture that is still being drawn when its session ends is not kept', async (t) => {
  const { previews, drawn, open, settle, gate } = await scene(t);
  let release = (): void => undefined;
  gate.wait = new Promise((resolve) => {
    release = resolve;
  });
  const asked = open({ side: 1 });
  await settle();
  previews.forget('one');
  release();
  await asked;
  await settle();
  assert.equal(previews.held(), 0);
  assert.deepEqual(drawn, [1], 'and nothing is drawn ahead of it');
});
