// What the documents point to is there: links, pictures, and the folders and files they name.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import test from 'node:test';
import { repository } from '../../support/repository.ts';

const WRITTEN = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'edge-server/src/flow/README.md',
];
const FOLDERS = /^(shared|device-profiles|edge-server|panel-app|test|scripts|packaging|docs)\//;

test('every link and picture leads to a file of the checkout', async () => {
  const generated = (await readdir(join(repository, 'docs')))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  const dead: string[] = [];
  let looked = 0;
  for (const name of [...WRITTEN, ...generated]) {
    const text = await readFile(join(repository, name), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target) || target.startsWith('#')) continue;
      looked += 1;
      const path = resolve(repository, dirname(name), target.replace(/#.*$/, ''));
      if (!existsSync(path)) dead.push(`${name}: ${relative(repository, path)}`);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(looked > 10);
});

test('every path of the checkout that a document names exists', async () => {
  const dead: string[] = [];
  let looked = 0;
  for (const name of WRITTEN) {
    const text = await readFile(join(repository, name), 'utf8');
    for (const [, path = ''] of text.matchAll(/`([^`\s]+)`/g)) {
      // A placeholder stands for a file to be written; what a build or a run makes is not in a fresh checkout.
      if (!FOLDERS.test(path) || /[<*{]|\bdist\b|\/\.out\b/.test(path)) continue;
      looked += 1;
      if (!existsSync(join(repository, path))) dead.push(`${name}: ${path}`);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(looked > 20);
});
