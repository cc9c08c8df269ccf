// The words of the command line: help, mistakes, suggestions, exit codes. No server is needed for any of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { COMMANDS } from '@platen/edge-server/cli/commands';
import { runPlaten } from './run-platen.ts';

test('--help lists every command once, and so do "help" and "-h"', async () => {
  const ran = await runPlaten(['--help']);
  assert.equal(ran.code, 0);
  for (const { name } of COMMANDS) {
    assert.equal(
      ran.out
        .split('\n')
        .filter((line) => line.startsWith(`  ${name} `) && line.includes('  ', 3 + name.length)).length >= 1,
      true,
      name,
    );
  }
  assert.equal((await runPlaten(['help'])).out, ran.out);
  assert.equal((await runPlaten(['-h'])).out, ran.out);
});

test('every command has a help of its own, wherever --help stands', async () => {
  let looked = 0;
  for (const { name, summary, options } of COMMANDS) {
    const ran = await runPlaten([...name.split(' '), '--help']);
    assert.equal(ran.code, 0, name);
    assert.match(ran.out, new RegExp(`^platen ${name}`));
    assert.ok(ran.out.includes(summary), name);
    for (const option of [...Object.keys(options), 'json', 'data-dir'])
      assert.ok(ran.out.includes(`--${option}`), option);
    assert.equal((await runPlaten(['--help', ...name.split(' ')])).out, ran.out);
    assert.equal((await runPlaten(['help', ...name.split(' ')])).out, ran.out);
    looked += 1;
  }
  assert.equal(looked, 51);
});

test('help asked for behind an option that would be wrong is still given', async () => {
  assert.equal((await runPlaten(['release', '--nonsense', '--help'])).code, 0);
});

test('nothing typed, and half a command, are wrong usage', async () => {
  assert.deepEqual(await runPlaten([]), { code: 2, out: '', err: 'Say what to do.\nSee "platen --help".\n' });
  const half = await runPlaten(['user']);
  assert.equal(half.code, 2);
  assert.match(half.err, /user add, user list, user code, user off, user on, user remove/);
});

test('an unknown command suggests the nearest one', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['submti', /no command "submti".*"platen submit"/s],
    ['user ad', /"platen user add"/],
    ['usr list', /no command "usr list".*"platen user list"/s],
    ['job-s x', /"platen jobs"/],
    ['realease 12', /no command "realease".*"platen release"/s],
    ['printer lsit', /"platen printer list"/],
    ['fly away', /See "platen --help"/],
  ];
  for (const [typed, expected] of cases) {
    const ran = await runPlaten(typed.split(' '));
    assert.equal(ran.code, 2, typed);
    assert.match(ran.err, expected, typed);
  }
});

test('an unknown option suggests the nearest one', async () => {
  const ran = await runPlaten(['release', 'job1', '--at', 'x', '--copys', '2']);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /There is no option --copys\. Did you mean --copies\?/);
});

test('an option without its value, a switch with one, and a word too many are told', async () => {
  assert.match((await runPlaten(['jobs', '--state'])).err, /--state needs a value: --state STATE/);
  assert.match((await runPlaten(['jobs', '--json=yes'])).err, /--json takes no value/);
  assert.match((await runPlaten(['job', 'a', 'b'])).err, /"b" is too much here/);
  assert.match((await runPlaten(['job'])).err, /ID is missing/);
});

test('common options may stand in front of the command', async () => {
  const ran = await runPlaten(['--json', '--data-dir', '/no/such/folder', 'jobs']);
  assert.equal(ran.code, 3);
  assert.match(ran.err, /\/no\/such\/folder/);
});

test('with --json a mistake is one JSON document on stderr and nothing on stdout', async () => {
  const ran = await runPlaten(['jobs', '--state', 'lost', '--json']);
  assert.equal(ran.code, 2);
  assert.equal(ran.out, '');
  const told = JSON.parse(ran.err) as { error: { code: string; message: string } };
  assert.equal(told.error.code, 'usage');
  assert.match(told.error.message, /no state "lost"/);
});

test('serve hands its options over as the variables that the server reads', async () => {
  const started: unknown[] = [];
  const become = async (mode: string, variables: unknown) => {
    started.push(mode, variables);
  };
  const ran = await runPlaten(['serve', '--http-port', '80', '--host=::', '--data-dir', '/srv/platen'], {
    become,
  });
  assert.deepEqual(ran, { code: undefined, out: '', err: '' });
  assert.deepEqual(started, [
    'serve',
    { PLATEN_HTTP_PORT: '80', PLATEN_HOST: '::', PLATEN_DATA_DIR: '/srv/platen' },
  ]);
});

test('serve takes no Ctrl-C away from the server', async () => {
  let listened = false;
  const interrupt = () => {
    listened = true;
    return new AbortController().signal;
  };
  await runPlaten(['serve'], { interrupt });
  assert.equal(listened, false);
});
