// The doctor's rounds: side by side, in order, told as they end, and never held up by one that hangs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Exam, examine } from '@platen/edge-server/doctor';
import { systemClock } from '@platen/edge-server/platform/clock';

/** Timers that a test lets run out. */
function handClock() {
  const waiting: (() => void)[] = [];
  return {
    after: (_ms: number, act: () => void) => {
      waiting.push(act);
      return () => {
        const at = waiting.indexOf(act);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
    runOut: () => {
      for (const act of waiting.splice(0)) act();
    },
    waiting: () => waiting.length,
  };
}

const exam = (id: string, run: Exam['run']): Exam => ({ area: 'storage', id, what: `The ${id}`, run });
const fine = (id: string) => ({ id, ok: true, sentence: `${id} is fine.` });

test('findings come in the order of the exams, with their area, and are told as each ends', async () => {
  let release = (): void => undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  const told: string[] = [];
  const findings = await examine(
    [
      exam('slow', async () => {
        await slow;
        return [fine('slow')];
      }),
      exam('quick', () => {
        release();
        return [fine('quick'), fine('quick-2')];
      }),
    ],
    { clock: systemClock, told: ({ done, of, what }) => told.push(`${done}/${of} ${what}`) },
  );
  assert.deepEqual(
    findings.map(({ id, area }) => `${area} ${id}`),
    ['storage slow', 'storage quick', 'storage quick-2'],
  );
  assert.equal(told.length, 2);
  assert.deepEqual(told.map((line) => line.split(' ')[0]).sort(), ['1/2', '2/2']);
});

test('one that hangs is cut and said so; its signal is aborted, the others are told', async () => {
  const clock = handClock();
  let cut = false;
  const hangs = exam('disk', (signal) => {
    signal.addEventListener('abort', () => (cut = true));
    queueMicrotask(() => setImmediate(clock.runOut));
    return new Promise(() => undefined);
  });
  const found = await examine([hangs, exam('keys', () => [fine('keys')])], { clock });
  assert.equal(found[0]?.ok, false);
  assert.match(found[0]?.sentence ?? '', /^The disk could not be examined: no answer within 8 seconds\.$/);
  assert.ok(found[0]?.cure);
  assert.equal(found[1]?.ok, true);
  assert.ok(cut);
  assert.equal(clock.waiting(), 0, 'no timer is left');
});

test('one that throws is a finding with the reason, and ends nothing else', async () => {
  const found = await examine(
    [
      exam('a', () => {
        throw new Error('no such thing');
      }),
      exam('b', () => Promise.reject(new Error('later'))),
      exam('c', () => [fine('c')]),
    ],
    { clock: systemClock },
  );
  assert.deepEqual(
    found.map(({ ok }) => ok),
    [false, false, true],
  );
  assert.match(found[0]?.cure ?? '', /no such thing/);
  assert.match(found[1]?.cure ?? '', /later/);
});

test('a round that nobody waits for any longer starts no further exam', async () => {
  const gone = new AbortController();
  gone.abort();
  let ran = 0;
  const exams = [exam('a', () => ((ran += 1), []))];
  assert.deepEqual(await examine(exams, { clock: systemClock, signal: gone.signal }), []);
  assert.equal(ran, 0);
});

test('a fleet is asked a few at a time, every one of it', async () => {
  let running = 0;
  let most = 0;
  const exams = Array.from({ length: 100 }, (_, n) =>
    exam(String(n), async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return [fine(String(n))];
    }),
  );
  assert.equal((await examine(exams, { clock: systemClock })).length, 100);
  assert.ok(most <= 24, `${most} at once`);
});
