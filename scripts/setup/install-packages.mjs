// Brings node_modules in line with package-lock.json, and does nothing (in a few milliseconds) when it already is.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir, repository } from './repository.mjs';
import { runCommand } from './run-command.mjs';

const STAMP = join(cacheDir, 'installed.json');

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

// Native packages are compiled for one Node ABI and one kind of machine: a change of either means a new install.
const wantedStamp = (lockText) => ({
  lock: createHash('sha256').update(lockText).digest('hex'),
  machine: `${process.platform}-${process.arch}-abi${process.versions.modules}`,
});

// npm writes this hidden lock as its last act, so it exists only after an install that came to its end.
const matchesHiddenLock = (lock) => {
  const hidden = readJson(join(repository, 'node_modules', '.package-lock.json'));
  if (hidden === undefined) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') || wanted.link === true) return true;
    const present = hidden.packages[path];
    if (present === undefined) return wanted.optional === true || wanted.devOptional === true;
    return present.version === wanted.version;
  });
};

const save = (stamp) => {
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, `${JSON.stringify(stamp)}\n`);
};

// Under `npm start` npm names its own program, which is the surest way to run the same npm again.
const npm = () => {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? [process.execPath, own] : ['npm'];
};

const COMPILER_HINT =
  'If the message above is about node-gyp, make or a compiler: the SQLite driver is compiled on this machine and needs ' +
  'Python 3, make and a C++ compiler (Debian, Ubuntu: apt-get install build-essential python3).';

/**
 * Installs what package-lock.json names if node_modules differs from it. Resolves with `{ ok, output }`; `say` gets one
 * line of text before the wait begins. Takes about a minute on a fresh machine, since better-sqlite3 is compiled.
 */
export const installPackages = async ({ say }) => {
  const lockText = readFileSync(join(repository, 'package-lock.json'), 'utf8');
  const wanted = wantedStamp(lockText);
  const present = readJson(STAMP);
  if (present?.lock === wanted.lock && present.machine === wanted.machine) return { ok: true, output: '' };
  const sameMachine = present === undefined || present.machine === wanted.machine;
  if (sameMachine && matchesHiddenLock(JSON.parse(lockText))) {
    save(wanted);
    return { ok: true, output: '' };
  }
  say('Installing packages: about a minute, since the SQLite driver is compiled on this machine.');
  const [command, ...before] = npm();
  // --include=dev: building needs the development packages even where NODE_ENV says production.
  const { code, output } = await runCommand(
    command,
    [...before, 'ci', '--include=dev', '--no-audit', '--no-fund'],
    { cwd: repository },
  );
  if (code !== 0) return { ok: false, output: `${output}\n${COMPILER_HINT}\n` };
  save(wanted);
  return { ok: true, output };
};
