// `npm run bench AREA [-- --json]`: sets up what is missing, then hands over to test/bench/main.ts.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { build } = await import('./build.mjs');
const { installPackages } = await import('./setup/install-packages.mjs');
const { repository } = await import('./setup/repository.mjs');
// Results alone go to stdout.
const say = (line) => console.error(line);

const install = await installPackages({ say });
const result = install.ok ? await build({ say }) : install;
if (!result.ok) {
  console.error(result.output);
  process.exit(1);
}
const bench = spawn(
  process.execPath,
  ['--import', 'tsx', join(repository, 'test', 'bench', 'main.ts'), ...process.argv.slice(2)],
  { cwd: repository, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
bench.on('exit', (code) => process.exit(code ?? 1));
