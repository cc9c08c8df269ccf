// The doctor on what lasts: the database, the disk, and who may read the keys.
import type { DatabaseCondition } from '../db/database-condition.ts';
import type { Check, Exam } from '../doctor.ts';
import type { DiskHealth } from '../platform/disk-health.ts';

export interface StorageParts {
  readonly dataDir: string;
  readonly stepsHealthy: () => boolean;
  /** Rejects where the database does not answer. */
  readonly database: (signal: AbortSignal) => Promise<DatabaseCondition>;
  readonly freeBytes: () => Promise<number>;
  readonly disk: (signal: AbortSignal) => Promise<DiskHealth>;
}

/** Below this an upload of the largest default size may not fit. */
const LOW_DISK_BYTES = 2 * 1024 ** 3;
/** Each document waits for two or three of them: at this speed a small one takes a quarter of a second to be taken. */
const SLOW_SYNC_MS = 80;
/** Checkpoints keep it at 32 MB (db/sqlite.ts); at this size none has worked for a long time. */
const LARGE_WAL_BYTES = 512 * 1024 ** 2;
/** Reading a whole database of some gigabytes takes a while. */
const DATABASE_MS = 30_000;

export function storageExams(parts: StorageParts): Exam[] {
  return [
    {
      area: 'storage',
      id: 'database',
      what: 'The database',
      limitMs: DATABASE_MS,
      run: (signal) => database(parts, signal),
    },
    { area: 'storage', id: 'disk', what: 'The disk', run: (signal) => disk(parts, signal) },
  ];
}

async function database(parts: StorageParts, signal: AbortSignal): Promise<Check[]> {
  let found: DatabaseCondition;
  try {
    found = await parts.database(signal);
  } catch (cause) {
    return [
      {
        id: 'database',
        ok: false,
        sentence: 'The database does not answer.',
        cure: `Look at the log; with PLATEN_DATABASE_URL check that PostgreSQL runs and its address is right. ${sayWhy(cause)}`,
      },
    ];
  }
  const { engine, step, newest, bytes, logBytes, damage } = found;
  const size = bytes === undefined ? '' : ` It takes ${sayBytes(bytes + (logBytes ?? 0))}.`;
  const checks: Check[] = [
    parts.stepsHealthy()
      ? {
          id: 'database',
          ok: true,
          sentence: `The database (${engine === 'sqlite' ? 'embedded' : 'PostgreSQL'}, step ${step}) answers and steps are being worked on.${size}`,
        }
      : {
          id: 'database',
          ok: false,
          sentence: 'The database answers, but no steps are being worked on.',
          cure: 'Restart the server; if that does not help, the log says what keeps it.',
        },
  ];
  if (step !== newest) {
    checks.push({
      id: 'database-step',
      ok: false,
      sentence: `The database is at step ${step}, this server knows step ${newest}.`,
      cure: 'Another version of Platen has changed it. Let all servers of this database run the same version.',
    });
  }
  if (damage !== undefined) {
    checks.push({
      id: 'database-damage',
      ok: false,
      sentence: `The database file is damaged: ${damage}.`,
      cure: 'Stop the server, keep a copy of the data directory, restore the last backup (platen restore), and look at the disk.',
    });
  } else if (engine === 'sqlite') {
    checks.push({ id: 'database-damage', ok: true, sentence: 'The database file is sound.' });
  }
  if (logBytes !== undefined && logBytes > LARGE_WAL_BYTES) {
    checks.push({
      id: 'database-log',
      ok: false,
      sentence: `The write-ahead log of the database has grown to ${sayBytes(logBytes)}.`,
      cure: 'Something keeps a reader of the database file open: another program, or a backup that copies the file. End it, then restart the server.',
    });
  }
  return checks;
}

async function disk(parts: StorageParts, signal: AbortSignal): Promise<Check[]> {
  const [free, health] = await Promise.all([parts.freeBytes(), parts.disk(signal)]);
  const room = free >= LOW_DISK_BYTES;
  const speed = health.syncMs < SLOW_SYNC_MS;
  const writes = `Writing safely to the disk takes ${sayMs(health.syncMs)}.`;
  return [
    {
      id: 'disk',
      ok: room,
      sentence: `${sayBytes(free)} are free for documents in ${parts.dataDir}.`,
      ...(room ? {} : { cure: 'Make room, or set PLATEN_DATA_DIR to a larger disk.' }),
    },
    speed
      ? { id: 'disk-speed', ok: true, sentence: writes }
      : {
          id: 'disk-speed',
          ok: false,
          sentence: `${writes} Every document waits for that two or three times.`,
          cure: 'Put the data directory on a local SSD. Network shares and disks without a write cache are slow at this.',
        },
    ...(health.readable.length === 0
      ? [{ id: 'keys', ok: true, sentence: 'Only this server’s account can read its keys.' }]
      : [
          {
            id: 'keys',
            ok: false,
            sentence: `Other accounts of this machine can read ${health.readable.join(', ')}.`,
            cure: `As root: chmod go-rwx ${health.readable.join(' ')}`,
          },
        ]),
  ];
}

const sayWhy = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const sayMs = (ms: number): string => (ms < 1 ? 'less than 1 ms' : `${Math.round(ms)} ms`);

function sayBytes(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  return gigabytes >= 0.1 ? `${gigabytes.toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1024 ** 2))} MB`;
}
