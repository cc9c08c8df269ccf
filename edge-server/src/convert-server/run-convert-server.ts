// A conversion server: asks an edge server for work and does it, several at a time, until it is stopped. It has no database, no
// listener and no key that outlives it; documents lie encrypted in a throw-away folder while they are worked on.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../deps.ts';
import { openBlobStore } from '../platform/blob-store.ts';
import { makeSealing } from '../platform/sealing.ts';
import type { ConverterConfig } from './config.ts';
import { convertWork, type WorkTools } from './convert-work.ts';
import { connectEdge, EdgeRefusal } from './edge.ts';

/** Between questions to an edge server that is away: soon back, but no storm when many converters wait for one server. */
const AWAY_FIRST_MS = 500;
const AWAY_MOST_MS = 30_000;

/** Asking again would not help: somebody removed this server, or the file holds another's token. */
class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  constructor({ from, tokenFile }: ConverterConfig, options: ErrorOptions) {
    super(
      `${from} does not know the token in ${tokenFile}. Make one there: platen converter add NAME`,
      options,
    );
  }
}

export interface ConvertServer {
  /** Ends when stopped, or when the token is refused. */
  readonly ended: Promise<void>;
  /** Gives back what is under way; resolves when nothing of a document is left. */
  stop(): Promise<void>;
}

/** What the machine converts with; convert-rooms.ts opens it for the built-in converter and for this one alike. */
export interface OpenedRooms extends Pick<WorkTools, 'engineFor' | 'roomsFor' | 'setLimits' | 'warmOffice'> {
  readonly close: () => Promise<void>;
}

/** Rejects with a sentence when the token file cannot be read or no folder can be made. */
export async function runConvertServer(
  config: ConverterConfig,
  log: Log,
  openRooms: (blobs: WorkTools['blobs'], dataDir: string) => Promise<OpenedRooms>,
): Promise<ConvertServer> {
  const token = (await readFile(config.tokenFile, 'utf8')).trim();
  const folder = await mkdtemp(join(tmpdir(), 'platen-convert-'));
  const blobs = await openBlobStore({ dataDir: folder, sealing: makeSealing(randomBytes(32)) });
  const rooms = await openRooms(blobs, folder);
  const edge = connectEdge(config, token);
  const stop = new AbortController();
  const tools: WorkTools = { ...rooms, edge, blobs };

  async function lane(): Promise<void> {
    let awayMs = AWAY_FIRST_MS;
    while (!stop.signal.aborted) {
      try {
        const work = await edge.claim(stop.signal);
        awayMs = AWAY_FIRST_MS;
        if (work === undefined) continue;
        log.info('converting', { work: work.id, mediaType: work.mediaType, bytes: work.size });
        await convertWork(tools, work, stop.signal);
      } catch (cause) {
        if (stop.signal.aborted) return;
        if (cause instanceof EdgeRefusal && cause.status === 401) throw new TokenRefused(config, { cause });
        if (cause instanceof EdgeRefusal && cause.gone) {
          log.warn('the work was given to another', { cause: cause.message });
          continue;
        }
        log.warn('the edge server cannot be worked for', { cause, waitMs: awayMs });
        await sleep(awayMs, undefined, { signal: stop.signal }).catch(() => undefined);
        awayMs = Math.min(AWAY_MOST_MS, awayMs * 2);
      }
    }
  }

  async function work(): Promise<void> {
    try {
      // One that ends early ends the others; nothing is closed under the hands of one that still works.
      const lanes = Array.from({ length: config.parallel }, () => lane().finally(() => stop.abort()));
      const failed = (await Promise.allSettled(lanes)).find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    } finally {
      edge.close();
      await rooms.close();
      await blobs.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  const ended = work();
  return {
    ended,
    stop: async () => {
      stop.abort();
      await ended.catch(() => undefined);
    },
  };
}
