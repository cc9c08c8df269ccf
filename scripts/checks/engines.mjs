// Fails when an installed package says that it cannot run on this Node. npm itself would only warn, and the program crash later.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../setup/repository.mjs';
import { satisfies } from './version-range.mjs';

const EXCEPTIONS = {
  // Declares `<4.0.0` from the days of Node 0.x and runs on every later one. A test oracle only; it never sees network bytes.
  ipp: '2.0.1',
};

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Resolves with `{ ok, output }`; `output` has one line per package that excludes the running Node. */
export const checkEngines = async () => {
  const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8'));
  const lines = [];
  const unused = new Set(Object.keys(EXCEPTIONS));
  let seen = 0;
  for (const [path, { engines, version }] of Object.entries(lock.packages)) {
    const range = engines?.node;
    if (!path.includes('node_modules/') || range === undefined) continue;
    seen += 1;
    const fits = satisfies(process.versions.node, range);
    if (fits === true) continue;
    const name = nameOf(path);
    if (EXCEPTIONS[name] === version) unused.delete(name);
    else if (fits === undefined)
      lines.push(`${name} ${version}: its engines.node "${range}" cannot be read.`);
    else
      lines.push(
        `${name} ${version} wants Node ${range}; this is ${process.versions.node}. Pin an older release.`,
      );
  }
  for (const name of unused)
    lines.push(`${name} no longer needs its exception in scripts/checks/engines.mjs.`);
  if (seen === 0) lines.push('package-lock.json names no package with engines: this check sees nothing.');
  return { ok: lines.length === 0, output: lines.join('\n') };
};
