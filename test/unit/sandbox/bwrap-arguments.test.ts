// What the sandbox's command line shows and takes away, without starting anything.
import assert from 'node:assert/strict';
import test from 'node:test';
import { bwrapArguments } from '@platen/edge-server/sandbox/bwrap-arguments';
import { FILE_BYTES, MAX_TASKS, TEMPORARY_BYTES } from '@platen/edge-server/sandbox/limits';
import type { SandboxAsk } from '@platen/edge-server/sandbox/sandbox';

const sandbox = {
  noNesting: true,
  prlimit: '/usr/bin/prlimit',
  system: [
    { path: '/bin', link: 'usr/bin' },
    { path: '/lib', link: undefined },
  ],
};
const ask: SandboxAsk = { command: '/usr/bin/true', args: ['--its-own'] };
const args = (more: Partial<SandboxAsk> = {}, on = sandbox): string[] =>
  bwrapArguments(on, { ...ask, ...more });

/** Whether `wanted` stands in `all` in this order without anything between. */
const has = (all: readonly string[], ...wanted: readonly string[]): boolean =>
  all.some((_, at) => wanted.every((word, index) => all[at + index] === word));

test('it unshares everything, drops every capability, clears the environment and dies with the server', () => {
  for (const word of [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    '--disable-userns',
  ]) {
    assert.ok(args().includes(word), word);
  }
  assert.ok(has(args(), '--cap-drop', 'ALL'));
  assert.ok(!args().includes('--share-net'));
});

test('nothing is mounted writable but memory, and root and /dev are read-only at the end', () => {
  const all = args({ readOnly: ['/srv/blobs'], fonts: '/srv/fonts' });
  assert.ok(!all.includes('--bind'));
  assert.ok(!all.includes('--bind-try'));
  assert.ok(has(all, '--size', String(TEMPORARY_BYTES), '--tmpfs', '/tmp'));
  const shm = all.indexOf('/dev/shm');
  assert.equal(all[shm - 2] === '--size' || all[shm - 3] === '--size', true);
  assert.ok(all.lastIndexOf('--remount-ro') > all.lastIndexOf('--ro-bind-try'));
  assert.ok(has(all, '--remount-ro', '/dev', '--remount-ro', '/'));
});

test('what is shown is /usr, what the system needs to run it, and what was asked for', () => {
  const all = args({ readOnly: ['/srv/blobs', { from: '/cache/host', to: '/tmp/inside' }] });
  const shown = all.flatMap((word, at) => (word.startsWith('--ro-bind') ? [all[at + 1]] : []));
  assert.deepEqual(shown, [
    '/usr',
    '/lib',
    '/etc/fonts',
    '/etc/ld.so.cache',
    '/etc/libreoffice',
    '/var/cache/fontconfig',
    '/var/lib/libreoffice',
    '/srv/blobs',
    '/cache/host',
  ]);
  assert.ok(has(all, '--symlink', 'usr/bin', '/bin'));
  assert.ok(has(all, '--ro-bind-try', '/cache/host', '/tmp/inside'));
});

test('further fonts lie where fontconfig looks for them', () => {
  const all = args({ fonts: '/srv/fonts' });
  assert.ok(has(all, '--setenv', 'XDG_DATA_HOME', '/platen-fonts'));
  assert.ok(has(all, '--ro-bind-try', '/srv/fonts', '/platen-fonts/fonts'));
});

test('the program runs under its limits, and its own arguments come last', () => {
  const all = args({ addressBytes: 4096, cpuSeconds: 3 });
  const from = all.indexOf('/usr/bin/prlimit');
  assert.deepEqual(all.slice(from), [
    '/usr/bin/prlimit',
    '--core=0',
    '--nofile=256',
    `--fsize=${FILE_BYTES}`,
    `--nproc=${MAX_TASKS}`,
    '--as=4096',
    '--cpu=3',
    '--',
    '/usr/bin/true',
    '--its-own',
  ]);
  assert.equal(all[from - 1], '--');
});

test('an older bubblewrap gets no word it does not know', () => {
  const all = args({}, { ...sandbox, noNesting: false });
  for (const word of ['--disable-userns', '--unshare-user', '--uid', '--gid']) assert.ok(!all.includes(word));
  assert.ok(all.includes('--unshare-all'));
});

test('a path that is not absolute is refused: it would be taken from wherever the server was started', () => {
  assert.throws(() => args({ readOnly: ['blobs'] }), /full path/);
  assert.throws(() => args({ fonts: 'fonts' }), /full path/);
});
