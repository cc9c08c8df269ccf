// docs/command-line.md and the table in the README are written from the commands themselves.
import assert from 'node:assert/strict';
import test from 'node:test';
import { COMMANDS } from '@platen/edge-server/cli/commands';
import { helpFor, overview } from '@platen/edge-server/cli/help';
import { keepFile, keepPart, markdownTable } from './keep-equal.ts';

const usage = (name: string): string => {
  const command = COMMANDS.find((one) => one.name === name);
  assert.ok(command !== undefined);
  return (helpFor(command)[0] ?? '').replace(/^platen /, '');
};

test('docs/command-line.md shows the help of every command', async () => {
  const code = (lines: readonly string[]) => ['```text', ...lines, '```'];
  await keepFile('docs/command-line.md', [
    '# The platen command',
    '',
    'In a checkout it is called as `npx platen ...`. All commands but `serve` talk to the API of a server that runs on the',
    'same machine. They find it by the file `run/server.json` in its data folder, which holds its address, the SHA-256 of',
    'its certificate and a pass for the time it runs; whoever may read that file may use the command.',
    '',
    'With `--json` the answer is one JSON document on stdout: the answer of the API, or for `submit` the list of documents.',
    'What went wrong is `{"error": {"code", "message", "hint", "retry"}}` on stderr, one line for each failure.',
    '',
    'The texts below are what `--help` shows.',
    '',
    ...code(overview(COMMANDS)),
    ...COMMANDS.flatMap((command) => ['', `## platen ${command.name}`, '', ...code(helpFor(command))]),
  ]);
});

test('the README lists every command', async () => {
  const rows = COMMANDS.map(({ name, summary }) => [`\`platen ${usage(name)}\``, summary]);
  await keepPart('README.md', 'commands', markdownTable(['command', 'what it does'], rows));
});
