// A look within a budget: the answer if it comes in time, what was known before if not, and no timer left behind.
import assert from 'node:assert/strict';
import test from 'node:test';
import { PREFLIGHT_BUDGET_MS, readFresh } from '@platen/edge-server/flow/release/preflight/read-fresh';

function handClock() {
  const waiting = new Set<{ ms: number; run: () => void }>();
  return {
    waiting,
    after: (ms: number, run: () => void) => {
      const timer = { ms, run };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
  };
}

test('an answer in time is the answer', async () => {
  const clock = handClock();
  const look = await readFresh(
    clock,
    () => Promise.resolve('new'),
    () => 'old',
  );
  assert.deepEqual(look, { looked: 'new', late: false });
  assert.equal(clock.waiting.size, 0);
});

test('a printer that is slower than the budget keeps nobody waiting', async () => {
  const clock = handClock();
  const looking = readFresh(
    clock,
    () => new Promise<string>(() => undefined),
    () => 'old',
  );
  const [timer] = clock.waiting;
  assert.equal(timer?.ms, PREFLIGHT_BUDGET_MS);
  timer?.run();
  assert.deepEqual(await looking, { looked: 'old', late: true });
  assert.equal(clock.waiting.size, 0);
});
