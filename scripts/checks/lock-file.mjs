// Fails when package-lock.json lacks the optional packages of other platforms: `npm ci` then refuses it on a clean machine.
// npm leaves them out when it makes the lock where such a package cannot be had (a mirror that lags, say).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../setup/repository.mjs';

/** Path of the lock file of the checkout. */
export const lockPath = join(repository, 'package-lock.json');

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const EXACT = /^\d+\.\d+\.\d+(?:[-+].*)?$/;

/** `@scope/thing-linux-x64-musl` -> { os, cpu, libc }; undefined where the name does not say it. */
const platformOf = (name) => {
  // sharp writes linuxmusl in one word; the 32-bit ARM ABIs (musleabihf) begin with the library as well.
  const words = name.split('/').at(-1).replace('linuxmusl', 'linux-musl').split('-');
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (cpu === undefined || (os === undefined && cpu !== 'wasm32')) return undefined;
  return {
    ...(os === undefined ? {} : { os: [os] }),
    cpu: [cpu],
    ...(os === 'linux' && words.some((word) => word.startsWith('musl')) ? { libc: ['musl'] } : {}),
  };
};

// As Node looks for it: beside the package itself, then in every folder above.
const isPresent = (packages, from, name) => {
  for (let at = from; ; at = at.slice(0, at.lastIndexOf('node_modules/'))) {
    if (packages[`${at === '' || at.endsWith('/') ? at : `${at}/`}node_modules/${name}`] !== undefined)
      return true;
    if (!at.includes('node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
};

/** The optional packages that the lock lacks, each as the entry it ought to have. */
export const missingOptional = (lock) => {
  const missing = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isPresent(lock.packages, path, name)) continue;
      const platform = platformOf(name);
      missing.set(name, {
        version,
        ...platform,
        ...(entry.dev === true ? { dev: true } : {}),
        optional: true,
        // Without a platform or an exact version we would be guessing.
        known: platform !== undefined && EXACT.test(version),
      });
    }
  }
  return missing;
};

/** Resolves with `{ ok, output }`. */
export const checkLockFile = async () => {
  const missing = missingOptional(JSON.parse(readFileSync(lockPath, 'utf8')));
  if (missing.size === 0) return { ok: true, output: '' };
  const names = [...missing.keys()].join(', ');
  return {
    ok: false,
    output: `package-lock.json lacks ${names}, so that npm ci refuses it. To add them: node scripts/complete-lock.mjs`,
  };
};
