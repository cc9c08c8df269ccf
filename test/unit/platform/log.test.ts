import assert from 'node:assert/strict';
import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type LogOptions, openLog } from '@platen/edge-server/platform/log';
import { temporaryFolder } from './temporary-folder.ts';

const openTestLog = (options: Partial<LogOptions> = {}) => {
  const lines: string[] = [];
  const log = openLog({ level: 'debug', write: (line) => lines.push(line), ...options });
  const entries = (): Record<string, unknown>[] =>
    lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log, lines, entries };
};

test('writes one JSON object per line with level, time, message and fields', () => {
  const { log, lines, entries } = openTestLog();
  log.info('job received', { jobId: 'abc', pages: 3 });
  log.warn('nothing more');
  assert.equal(lines.length, 2);
  for (const line of lines) assert.match(line, /^[^\n]+\n$/);
  const [first] = entries();
  assert.deepEqual(
    { ...first, time: '' },
    { level: 'info', time: '', jobId: 'abc', pages: 3, message: 'job received' },
  );
  assert.match(String(first?.['time']), /^\d{4}-\d\d-\d\dT/);
});

test('says nothing below its level', () => {
  const { log, entries } = openTestLog({ level: 'warn' });
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  assert.deepEqual(
    entries().map((entry) => entry['level']),
    ['warn', 'error'],
  );
});

test('puts the bindings of a child on every line, without their secrets', () => {
  const { log, entries } = openTestLog();
  const child = log.child({ printer: 'P1', token: 'hunter2' }).child({ releaseId: 'r9' });
  child.error('failed', { nested: { list: [{ code: '482913' }] } });
  const [entry] = entries();
  assert.equal(entry?.['printer'], 'P1');
  assert.equal(entry?.['releaseId'], 'r9');
  assert.equal(entry?.['token'], '[hidden]');
  assert.deepEqual(entry?.['nested'], { list: [{ code: '[hidden]' }] });
});

test('hides secrets in messages and errors', () => {
  const { log, lines } = openTestLog();
  log.error('cannot reach imaps://ada:hunter2@mail.example', { error: new Error('Bearer hunter2HUNTER2') });
  assert.equal(lines.join('').includes('hunter2'), false);
  assert.ok(lines.join('').includes('mail.example'));
});

test('escapes every control and direction character, so that nothing forges a line or moves a terminal', () => {
  const { log, lines, entries } = openTestLog();
  const nasty = 'a\nb\r\u0000\u001b[2J\u007f\u0085\u009b31m\u2028\u2029\u202e\u2066\u200b\ufeff\u00ad end';
  log.info(nasty, { title: nasty, [nasty]: 1 });
  assert.equal(lines.length, 1);
  const line = lines[0] ?? '';
  assert.match(line, /^[\x20-\x7e]+\n$/);
  assert.equal(entries()[0]?.['message'], nasty);
  assert.equal(entries()[0]?.['title'], nasty);
});

test('is not overruled by a field that has the name of one of its own', () => {
  const { log, lines } = openTestLog();
  log.info('real', { level: 'error', time: 'never', message: 'forged' });
  const line = lines[0] ?? '';
  assert.match(line, /^\{"level":"info","time":"\d{4}-/);
  assert.match(line, /"message":"real"\}\n$/);
});

test('writes to a file for its owner only, and to a new one after logrotate', async (t) => {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'log', 'platen.log');
  const log = openLog({ level: 'info', file });
  log.info('before');
  await rename(file, `${file}.1`);
  log.reopen();
  log.info('after');
  log.close();
  assert.match(await readFile(`${file}.1`, 'utf8'), /before/);
  assert.match(await readFile(file, 'utf8'), /after/);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
});
