// What is checked before any test runs: each check is one or more programs over the whole checkout.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listSources } from '../build/fingerprint.mjs';
import { build } from '../build.mjs';
import { checkEngines } from '../checks/engines.mjs';
import { checkImportTable } from '../checks/import-table.mjs';
import { checkLockFile } from '../checks/lock-file.mjs';
import { checkRegistryNames } from '../checks/registry-names.mjs';
import { checkVersionFloors } from '../checks/version-floors.mjs';
import { installed, repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';

const WORKSPACES = ['shared', 'device-profiles', 'edge-server', 'panel-app', 'test'];

/** Every folder with a tsconfig.json: the workspaces, and parts of them that live under other rules (panel-app/vite, say). */
const typeScriptProjects = () =>
  WORKSPACES.flatMap((workspace) => [
    workspace,
    ...readdirSync(join(repository, workspace), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
      .map((entry) => `${workspace}/${entry.name}`),
  ]).filter(
    (folder) =>
      existsSync(join(repository, folder, 'tsconfig.json')) &&
      // tsc calls a project without a file an error.
      listSources([join(repository, folder)]).some(({ path }) => path.endsWith('.ts')),
  );

const tool = async (script, args) => {
  const { code, output } = await runCommand(process.execPath, [script, ...args], { cwd: repository });
  return { ok: code === 0, output };
};

const checkTypes = async () => {
  const results = [];
  // The compiler of version 7 uses every core by itself and takes a sixth of the time; version 6 is there for the tools that want its API.
  for (const project of typeScriptProjects())
    results.push(
      await tool(installed('typescript-native', 'bin', 'tsc'), ['-p', project, '--pretty', 'false']),
    );
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
