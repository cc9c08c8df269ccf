// Proves that each rule of .dependency-cruiser.cjs fires on a file that breaks it, and that none fires on a clean house.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { repository } from '../../support/repository.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { breaches, cleanHouse } from './import-table-plants.ts';

type Violation = {
  readonly rule: { readonly name: string };
  readonly from: string;
  /** A circle is reported once, on one of its files. */
  readonly cycle?: readonly { readonly name: string }[];
};
type Report = {
  readonly summary: {
    readonly violations: readonly Violation[];
    readonly totalCruised: number;
  };
};
type Config = { readonly forbidden: readonly { readonly name: string; readonly comment?: string }[] };

const config = createRequire(import.meta.url)(join(repository, '.dependency-cruiser.cjs')) as Config;
const WORKSPACES = ['shared', 'device-profiles', 'edge-server', 'panel-app', 'test'];
const PACKAGES = ['valibot', 'lit', 'hono', 'pg', 'unlisted', 'fast-check', 'tsx'];

const plantHouse = async (root: string, files: Readonly<Record<string, string>>): Promise<void> => {
  await cp(join(repository, 'package.json'), join(root, 'package.json'));
  await mkdir(join(root, 'node_modules', '@platen'), { recursive: true });
  for (const workspace of WORKSPACES) {
    await mkdir(join(root, workspace));
    await cp(join(repository, workspace, 'package.json'), join(root, workspace, 'package.json'));
    await symlink(join('..', '..', workspace), join(root, 'node_modules', '@platen', workspace));
  }
  for (const name of PACKAGES) {
    const folder = join(root, 'node_modules', name);
    // As real packages do: a rule that overlooks dist folders overlooks most packages.
    await mkdir(join(folder, 'dist'), { recursive: true });
    const manifest = { name, version: '1.0.0', main: 'dist/index.js' };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'dist', 'index.js'), 'module.exports = {};\n');
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
};

const cruise = async (files: Readonly<Record<string, string>>): Promise<Report> => {
  const house = await tempDir('imports');
  try {
    await plantHouse(house.path, files);
    // Breaches make the program end with a status other than 0: the report on stdout is what counts.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        join(repository, '.dependency-cruiser.cjs'),
        '--output-type',
        'json',
        ...WORKSPACES,
        'scripts',
      ],
      { cwd: house.path, maxBuffer: 16 * 1024 * 1024 },
    );
    return JSON.parse(stdout) as Report;
  } finally {
    await house.remove();
  }
};

describe('the import table', () => {
  let broken: Report;
  before(async () => {
    const planted = breaches.map(({ file, text }) => [file, text] as const);
    broken = await cruise({ ...cleanHouse, ...Object.fromEntries(planted) });
  });

  test('sees every planted file', () => {
    const planted = Object.keys(cleanHouse).length + breaches.length;
    assert.ok(broken.summary.totalCruised >= planted, `${broken.summary.totalCruised} of ${planted} seen`);
  });

  test('has a planted breach for each of its rules, and a sentence', () => {
    const rules = config.forbidden.map((rule) => rule.name);
    assert.ok(rules.length > 20, 'the table lost its rules');
    assert.equal(new Set(rules).size, rules.length, 'two rules share a name');
    assert.deepEqual([...new Set(breaches.map(({ rule }) => rule))].sort(), [...rules].sort());
    for (const { name, comment } of config.forbidden) assert.match(comment ?? '', /\.$/, name);
  });

  for (const { rule, file } of breaches) {
    test(`fires ${rule} on ${file}`, () => {
      const fired = broken.summary.violations.filter(
        ({ from, cycle = [] }) => from === file || cycle.some(({ name }) => name === file),
      );
      assert.ok(
        fired.some((violation) => violation.rule.name === rule),
        `fired instead: ${fired.map((violation) => violation.rule.name).join(', ') || 'nothing'}`,
      );
    });
  }

  test('is silent about a house in order', async () => {
    const { summary } = await cruise(cleanHouse);
    assert.deepEqual(summary.violations, []);
    assert.ok(summary.totalCruised >= Object.keys(cleanHouse).length);
  });
});
