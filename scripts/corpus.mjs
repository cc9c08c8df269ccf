// `npm run corpus DIR...`: sets up what is missing, then hands over to test/corpus/main.ts.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { installPackages } = await import('./setup/install-packages.mjs');
const { repository } = await import('./setup/repository.mjs');
// The report alone goes to stdout.
const install = await installPackages({ say: (line) => console.error(line) });
if (!install.ok) {
  console.error(install.output);
  process.exit(1);
}
// npm starts scripts in the project's folder; INIT_CWD is where the person is.
const from = process.env.INIT_CWD ?? process.cwd();
const report = spawn(
  process.execPath,
  [
    '--import',
    'tsx',
    join(repository, 'test', 'corpus', 'main.ts'),
    ...process.argv.slice(2).map((folder) => resolve(from, folder)),
  ],
  { cwd: repository, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => report.kill(signal));
report.on('exit', (code) => process.exit(code ?? 1));
