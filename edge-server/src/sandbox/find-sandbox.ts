// Looks for a sandbox on this machine by making one. What is found holds until the server is restarted.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile, readlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { bwrapArguments } from './bwrap-arguments.ts';
import { explainFailure, NO_PRLIMIT, NOT_INSTALLED, NOT_LINUX } from './explain-failure.ts';
import { TRIAL_MS } from './limits.ts';
import type { Sandbox, SandboxFound, SystemPath } from './sandbox.ts';

/** Top-level names under which programs and libraries are found; on most systems today they are links into /usr. */
const SYSTEM_PATHS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** `path` is a search path as in the environment. */
export async function findSandbox(path = process.env['PATH'] ?? ''): Promise<SandboxFound> {
  if (process.platform !== 'linux') return NOT_LINUX;
  const program = await findProgram('bwrap', path);
  if (program === undefined) return NOT_INSTALLED;
  // Only below /usr: it must be there inside as well.
  const prlimit = await findProgram('prlimit', '/usr/bin:/usr/sbin');
  if (prlimit === undefined) return NO_PRLIMIT;
  const system = (await Promise.all(SYSTEM_PATHS.map(systemPath))).flatMap((found) => found ?? []);
  let said = '';
  for (const noNesting of [true, false]) {
    const sandbox = {
      ok: true,
      kind: 'bwrap',
      program,
      prlimit,
      noNesting,
      system,
      detail: program,
    } as const;
    const trial = await tryOut(sandbox);
    if (trial.ok) {
      return { ...sandbox, detail: `${trial.version}${noNesting ? '' : ', namespaces can be nested'}` };
    }
    said = trial.said;
  }
  return explainFailure(said, {
    apparmorRestricts: await readSwitch('kernel/apparmor_restrict_unprivileged_userns'),
    usernsClone: await readSwitch('kernel/unprivileged_userns_clone'),
    maxNamespaces: await readSwitch('user/max_user_namespaces'),
  });
}

/** Full path of an executable, or undefined. */
export async function findProgram(
  name: string,
  path = process.env['PATH'] ?? '',
): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((part) => part.startsWith('/'))) {
    const file = join(folder, name);
    const usable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return file;
  }
  return undefined;
}

async function tryOut(
  sandbox: Sandbox,
): Promise<{ readonly ok: true; readonly version: string } | { readonly ok: false; readonly said: string }> {
  const run = (args: readonly string[]) =>
    new Promise<{ ok: boolean; stdout: string; stderr: string }>((resolve) => {
      const options = { env: {}, timeout: TRIAL_MS, killSignal: 'SIGKILL' } as const;
      execFile(sandbox.program, [...args], options, (error, stdout, stderr) =>
        resolve({ ok: error === null, stdout, stderr: stderr === '' ? String(error) : stderr }),
      );
    });
  const trial = await run(bwrapArguments(sandbox, { command: '/usr/bin/true', args: [] }));
  if (!trial.ok) return { ok: false, said: trial.stderr };
  return { ok: true, version: (await run(['--version'])).stdout.trim() };
}

async function systemPath(path: string): Promise<SystemPath | undefined> {
  const link = await readlink(path).catch((error: NodeJS.ErrnoException) => error);
  if (typeof link === 'string') return { path, link };
  // EINVAL: it is there, and no link.
  return link.code === 'EINVAL' ? { path, link: undefined } : undefined;
}

const readSwitch = (name: string): Promise<string | undefined> =>
  readFile(join('/proc/sys', name), 'utf8').catch(() => undefined);
