// `npm start`: installs what is missing, builds what is stale, and hands over to the try-out, which prints the addresses.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { installPackages } = await import('./setup/install-packages.mjs');
const { repository } = await import('./setup/repository.mjs');
const { stopChildrenOnSignal } = await import('./setup/run-command.mjs');
const say = (line) => console.log(line);

stopChildrenOnSignal();
const install = await installPackages({ say });
if (!install.ok) {
  console.error(`${install.output}\nThe packages could not be installed.`);
  process.exit(1);
}

const { build } = await import('./build.mjs');
const built = await build({ say });
if (!built.ok) {
  console.error(`${built.output}\nPlaten could not be built.`);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
const server = spawn(
  process.execPath,
  [join(repository, 'edge-server', 'dist', 'main.js'), 'try', ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: process.cwd() },
);
// A terminal sends Ctrl-C to the server as well; passing it on would look like a second, impatient Ctrl-C.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) server.kill('SIGINT');
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };
server.on('error', (error) => {
  console.error(`The server could not be started: ${error.message}`);
  process.exit(1);
});
server.on('exit', (code, signal) => process.exit(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 1)));
