// What is checked before any test runs: each check is one or more programs over the whole checkout.
import { join } from 'node:path';
import { build } from '../build.mjs';
import { checkEngines } from '../checks/engines.mjs';
import { checkImportTable } from '../checks/import-table.mjs';
import { checkLockFile } from '../checks/lock-file.mjs';
import { checkRegistryNames } from '../checks/registry-names.mjs';
import { checkVersionFloors } from '../checks/version-floors.mjs';
import { installed, repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';

const WORKSPACES = ['shared', 'device-profiles', 'edge-server', 'panel-app', 'test'];

const tool = async (script, args) => {
  const { code, output } = await runCommand(process.execPath, [script, ...args], { cwd: repository });
  return { ok: code === 0, output };
};

const checkTypes = async () => {
  const results = [];
  // One after the other: two compilers at a time are no faster on two cores that also hold the caches.
  for (const workspace of WORKSPACES)
    results.push(await tool(installed('typescript', 'bin', 'tsc'), ['-p', workspace, '--pretty', 'false']));
  return {
    ok: results.every(({ ok }) => ok),
    output: results.map(({ output }) => output).join(''),
  };
};

/** Each resolves with `{ ok, output, note? }`; every check counts as one test. */
export const checks = [
  {
    name: 'format',
    run: () => tool(installed('@biomejs', 'biome', 'bin', 'biome'), ['ci', '--colors=off', '.']),
  },
  {
    name: 'lint',
    run: () => tool(installed('eslint', 'bin', 'eslint.js'), ['--no-color', '--max-warnings', '0', '.']),
  },
  { name: 'types', run: checkTypes },
  { name: 'import-table', run: checkImportTable },
  {
    name: 'dead-code',
    run: () => tool(installed('knip', 'bin', 'knip.js'), ['--no-progress']),
  },
  { name: 'lock-file', run: checkLockFile },
  { name: 'engines', run: checkEngines },
  { name: 'version-floors', run: checkVersionFloors },
  { name: 'registry-names', run: checkRegistryNames },
  { name: 'build', run: () => build() },
];
