// The log's last lines in memory: bounded, filtered, followed, and redacted before they get there.
import assert from 'node:assert/strict';
import test from 'node:test';
import { openLog } from '@platen/edge-server/platform/log';
import { makeLogRing } from '@platen/edge-server/platform/log-ring';

const line = (level: string, message: string, more: object = {}) =>
  JSON.stringify({ level, time: '2026-11-22T12:00:00.000Z', message, ...more });
const { signal } = new AbortController();
const messages = (ring: ReturnType<typeof makeLogRing>, ask: object = {}) =>
  ring.read({ limit: 100, ...ask }).entries.map(({ message }) => message);

test('lines come oldest first, with number, time, level, area and the rest as JSON', () => {
  const ring = makeLogRing('info');
  ring.add(`${line('warn', 'a mailbox is away', { area: 'mail', mailbox: 'print@example.org' })}\n`);
  assert.deepEqual(ring.read({ limit: 10 }), {
    entries: [
      {
        number: 1,
        at: Date.parse('2026-11-22T12:00:00Z'),
        level: 'warn',
        area: 'mail',
        message: 'a mailbox is away',
        more: '{"mailbox":"print@example.org"}',
      },
    ],
    last: 1,
    forgotten: 0,
  });
});

test('level, area and text filter; of more than are asked for the newest are given', () => {
  const ring = makeLogRing('debug');
  ring.add(line('debug', 'one', { area: 'mail' }));
  ring.add(line('info', 'two'));
  ring.add(line('warn', 'three', { printer: 'Reception' }));
  ring.add(line('error', 'four', { area: 'mail' }));
  assert.deepEqual(messages(ring, { level: 'warn' }), ['three', 'four']);
  assert.deepEqual(messages(ring, { area: 'mail' }), ['one', 'four']);
  assert.deepEqual(messages(ring, { area: 'server' }), ['two', 'three']);
  assert.deepEqual(messages(ring, { text: 'reception' }), ['three']);
  assert.deepEqual(messages(ring, { limit: 2 }), ['three', 'four']);
  assert.deepEqual(messages(ring, { after: 3 }), ['four']);
});

test('it never holds more than its bytes, and says how many lines a follower has missed', () => {
  const ring = makeLogRing('info', 2_000);
  for (let n = 1; n <= 1000; n++) ring.add(line('info', `number ${n}`));
  assert.ok(ring.text().length <= 2_100, `${ring.text().length} bytes`);
  const { entries, last, forgotten } = ring.read({ limit: 1000, after: 10 });
  assert.equal(last, 1000);
  assert.equal(entries.at(-1)?.message, 'number 1000');
  assert.equal(forgotten, 1000 - 10 - entries.length);
  assert.equal(entries[0]?.number, 1001 - entries.length);
  const huge = makeLogRing('info', 100);
  huge.add(line('info', 'x'.repeat(500)));
  assert.equal(huge.read({ limit: 10 }).entries.length, 0);
  assert.equal(huge.text(), '');
});

test('a follower is woken by the next line, by its own end, and by the stop of the server', async () => {
  const ring = makeLogRing('info');
  ring.add(line('info', 'one'));
  await ring.news(0, signal);
  const waits = ring.news(1, signal);
  ring.add(line('info', 'two'));
  await waits;
  const gone = new AbortController();
  const mine = ring.news(2, gone.signal);
  gone.abort();
  await mine;
  const held = ring.news(2, signal);
  ring.release();
  await held;
  await ring.news(2, signal);
  assert.ok(ring.released());
});

test('what the log writes is in its ring: redacted, and with nothing a page would obey', () => {
  const written: string[] = [];
  const log = openLog({ level: 'info', write: (text) => written.push(text) });
  log.child({ area: 'mail' }).info('signed in \u202eas evil', { password: 'hunter2', seen: 'a\u200bb' });
  log.debug('too quiet');
  const [entry, ...rest] = log.recent.read({ limit: 10 }).entries;
  assert.equal(rest.length, 0);
  assert.equal(entry?.area, 'mail');
  assert.equal(entry.message, 'signed in \\u202eas evil');
  assert.equal(entry.more, '{"password":"[hidden]","seen":"a\\u200bb"}');
  assert.equal(log.recent.text(), written.join(''));
  assert.equal(log.recent.level, 'info');
});
