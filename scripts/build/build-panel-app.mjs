// Builds the three surfaces with vite, in a process of its own so that vite's settings cannot reach ours.
import { join } from 'node:path';
import { installed, repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';

/** Writes panel-app/dist as panel-app/vite.config.ts says; throws with vite's own words if that fails. */
export const buildPanelApp = async () => {
  const { code, output } = await runCommand(
    process.execPath,
    [installed('vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: join(repository, 'panel-app'), env: { ...process.env, NODE_ENV: 'production' } },
  );
  if (code !== 0) throw new Error(`vite ended with status ${code}:\n${output}`);
};
