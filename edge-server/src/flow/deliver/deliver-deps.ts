// What delivering needs from outside.
import type { Deps } from '../../deps.ts';

export type DeliverDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'blobs' | 'settings'>;
