// Fails when a file of the project names the host of a package registry: a checkout must work with any mirror.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';

// Put together from pieces, or this file would be the first to fail.
const HOSTS = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'npmmirror', 'com'],
  ['registry', 'yarnpkg', 'com'],
  ['npm', 'pkg', 'github', 'com'],
  ['files', 'pythonhosted', 'org'],
  ['pypi', 'org'],
  ['deb', 'debian', 'org'],
  ['security', 'debian', 'org'],
  ['archive', 'ubuntu', 'com'],
  ['proxy', 'golang', 'org'],
  ['static', 'crates', 'io'],
  ['docker', 'io'],
  ['ghcr', 'io'],
  ['quay', 'io'],
].map((pieces) => pieces.join('.'));

/** Resolves with `{ ok, output }`; looks at every file that git tracks or would track. */
export const checkRegistryNames = async () => {
  const listing = await runCommand('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
  });
  if (listing.code !== 0) return { ok: false, output: `git cannot list the files:\n${listing.output}` };
  const lines = [];
  for (const path of listing.output.split('\0').filter((name) => name !== '')) {
    let text;
    try {
      text = readFileSync(join(repository, path), 'latin1');
    } catch (error) {
      // Deleted but not yet committed, or a link to a folder.
      if (error.code === 'ENOENT' || error.code === 'EISDIR') continue;
      throw error;
    }
    for (const host of HOSTS) {
      const index = text.indexOf(host);
      if (index < 0) continue;
      lines.push(`${path}:${text.slice(0, index).split('\n').length} names the package registry ${host}.`);
    }
  }
  return { ok: lines.length === 0, output: lines.join('\n') };
};
