// What the parts of the server are given from outside: time, randomness, log, storage, database. Narrow interfaces, so that
// a test can make any of them fail; the real ones are in platform/.
import type { Settings } from '@platen/shared/settings';
import type { Database } from './db/database.ts';
import type { Blobs } from './platform/blobs.ts';
import type { Clock } from './platform/clock.ts';
import type { Ids } from './platform/ids.ts';
import type { Log } from './platform/log.ts';
import type { RunProgram } from './platform/run-program.ts';
import type { Sealing } from './platform/sealing.ts';

export type { Blobs, Clock, Ids, Log, RunProgram, Sealing };

/** The effects nearly every part needs. Each part takes a slice of this, not the whole. */
export interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly blobs: Blobs;
  readonly sealing: Sealing;
  /** The administrator's settings as they are now. */
  readonly settings: () => Settings;
}
