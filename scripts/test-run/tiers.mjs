// The tiers of tests in the order they run, with what each needs of the machine.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { repository } from '../setup/repository.mjs';
import { runComponentTests } from './run-component-tests.mjs';
import { runNodeTests } from './run-node-tests.mjs';

const underNode = ({ name, concurrency, fileMinutes, lane = 'processes', needs = [] }) => ({
  name,
  lane,
  needs,
  run: ({ files, env }) => runNodeTests({ name, files, env, concurrency, fileMinutes }),
});

// Tests in process or against one daemon of their own: as many files at a time as there are cores. The other lane fills their waits.
const parallel = availableParallelism();

/**
 * `name` is the folder under test/; `needs` are Debian packages without which not one test of the tier can run. The tiers of one `lane`
 * run one after the other, the lanes beside each other.
 */
export const tiers = [
  underNode({ name: 'unit', concurrency: parallel, fileMinutes: 3 }),
  underNode({ name: 'contract', concurrency: parallel, fileMinutes: 5 }),
  // Two hundred kills under load take some minutes alone, and twice that beside others.
  underNode({ name: 'security', concurrency: parallel, fileMinutes: 25 }),
  { name: 'components', lane: 'browsers', needs: ['chromium'], run: runComponentTests },
  underNode({
    name: 'real',
    concurrency: 2,
    fileMinutes: 15,
    needs: ['cups', 'cups-client', 'cups-ipp-utils', 'dbus'],
  }),
  // A browser, a server and a printer at once: one journey at a time, or slowness looks like failure.
  underNode({
    name: 'journeys',
    lane: 'browsers',
    concurrency: 1,
    fileMinutes: 15,
    needs: ['chromium', 'cups-ipp-utils', 'dbus'],
  }),
];

/** Absolute paths of a tier's test files, in a stable order; empty if there is no such folder yet. */
export const testFiles = (tier) => {
  try {
    // `recursive` lists names relative to the folder.
    return readdirSync(join(repository, 'test', tier), { recursive: true })
      .filter((name) => name.endsWith('.test.ts'))
      .sort()
      .map((name) => join(repository, 'test', tier, name));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
};
