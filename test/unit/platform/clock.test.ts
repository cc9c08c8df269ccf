import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { systemClock } from '@platen/edge-server/platform/clock';

test('tells the time in milliseconds, and a time that never runs backwards', () => {
  assert.ok(Math.abs(systemClock.now() - Date.now()) < 1000);
  const first = systemClock.monotonic();
  assert.ok(systemClock.monotonic() >= first);
});

test('sleeps, and wakes at once with the reason when the signal aborts', async () => {
  await systemClock.sleep(1);
  const stop = new AbortController();
  const sleeping = systemClock.sleep(60_000, stop.signal);
  stop.abort(new Error('enough'));
  await assert.rejects(sleeping, /enough/);
  await assert.rejects(systemClock.sleep(60_000, stop.signal), /enough/);
  await assert.rejects(systemClock.sleep(60_000, AbortSignal.abort('a text')), { name: 'AbortError' });
});

test('leaves no listener on the signal after the sleep', async () => {
  const stop = new AbortController();
  let listeners = 0;
  const { signal } = stop;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners += 1;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...args);
  };
  await systemClock.sleep(1, signal);
  assert.equal(listeners, 0);
});

test('runs a timer once, and not at all when it was stopped', async () => {
  const ran: string[] = [];
  const stop = systemClock.after(1, () => ran.push('stopped'));
  stop();
  stop();
  await new Promise<void>((resolve) => {
    systemClock.after(
      5,
      () => {
        ran.push('ran');
        resolve();
      },
      { keepAlive: true },
    );
  });
  assert.deepEqual(ran, ['ran']);
});

test('repeats until it is stopped, also from within', async () => {
  let count = 0;
  await new Promise<void>((resolve) => {
    const stop = systemClock.every(
      1,
      () => {
        count += 1;
        if (count < 3) return;
        stop();
        resolve();
      },
      { keepAlive: true },
    );
  });
  await systemClock.sleep(10);
  assert.equal(count, 3);
  assert.throws(() => systemClock.every(0, () => undefined), RangeError);
});

test('waits for longer than Node can instead of firing at once', async () => {
  let fired = false;
  const month = 31 * 24 * 60 * 60 * 1000;
  const stop = systemClock.after(month, () => {
    fired = true;
  });
  await systemClock.sleep(20);
  stop();
  assert.equal(fired, false);
});

test('lets the process end while a background timer runs', () => {
  const module = JSON.stringify(import.meta.resolve('@platen/edge-server/platform/clock'));
  const script = `import(${module}).then(({ systemClock }) => { systemClock.after(600000, () => {}); systemClock.every(600000, () => {}); console.log('done'); });`;
  const out = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], {
    timeout: 60_000,
    encoding: 'utf8',
  });
  assert.equal(out.trim(), 'done');
});
