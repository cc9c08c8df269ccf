// `npm run build`: builds what is stale and nothing else; with nothing to do it is done in the blink of an eye.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentDigest, listSources, quickDigest } from './build/fingerprint.mjs';
import { targets } from './build/targets.mjs';
import { cacheDir } from './setup/repository.mjs';

const stampPath = (target) => join(cacheDir, `built-${target.name.replaceAll(' ', '-')}.json`);

const readStamp = (target) => {
  try {
    return JSON.parse(readFileSync(stampPath(target), 'utf8'));
  } catch (error) {
    // No stamp, or half of one after a power cut: build.
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return {};
    throw error;
  }
};

const saveStamp = (target, stamp) => {
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(stampPath(target), `${JSON.stringify(stamp)}\n`);
};

const buildTarget = async (target, { say, force }) => {
  const sources = listSources(target.sources);
  const quick = quickDigest(sources);
  const stamp = force ? {} : readStamp(target);
  const complete = target.outputs.every((path) => existsSync(path));
  if (complete && stamp.quick === quick) return false;
  const content = contentDigest(sources);
  if (!complete || stamp.content !== content) {
    const started = performance.now();
    await target.make();
    say(`Built the ${target.name} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  }
  // Stamped with what was read before the build: a file edited meanwhile makes the next build run again.
  saveStamp(target, { quick, content });
  return true;
};

/** Builds every stale target. Resolves with `{ ok, output }`; `output` holds the compiler's words if it failed. */
export const build = async ({ say = () => undefined, force = false } = {}) => {
  try {
    for (const target of targets) await buildTarget(target, { say, force });
    return { ok: true, output: '' };
  } catch (error) {
    return { ok: false, output: `${error.message}\n` };
  }
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { requireNode } = await import('./setup/node-version.mjs');
  requireNode();
  const { installPackages } = await import('./setup/install-packages.mjs');
  const install = await installPackages({ say: (line) => console.log(line) });
  const result = install.ok
    ? await build({ say: (line) => console.log(line), force: process.argv.includes('--force') })
    : install;
  if (!result.ok) {
    console.error(result.output);
    process.exitCode = 1;
  }
}
