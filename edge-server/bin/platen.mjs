#!/usr/bin/env node
// The `platen` command: builds what is stale in a checkout, then runs the command line, or the server for `serve` and `try`.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => new URL(path, import.meta.url);
const SCRIPTS = at('../../scripts/build.mjs');

// An installed server has the bundles only; a checkout has the sources and the scripts, and its bundles may be old.
if (existsSync(fileURLToPath(SCRIPTS))) {
  const { requireNode } = await import(at('../../scripts/setup/node-version.mjs'));
  requireNode();
  // stdout belongs to the command: with --json it must hold nothing else.
  const say = (line) => console.error(line);
  const { installPackages } = await import(at('../../scripts/setup/install-packages.mjs'));
  const install = await installPackages({ say });
  const { build } = await import(SCRIPTS);
  const result = install.ok ? await build({ say }) : install;
  if (!result.ok) {
    console.error(result.output);
    process.exit(1);
  }
}

// The try-out is the server's own word; everything else, `serve` included, is the command line's.
await import(at(process.argv[2] === 'try' ? '../dist/main.js' : '../dist/cli.js'));
