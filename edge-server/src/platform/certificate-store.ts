// The server's certificate while it runs: the one in use, the one before, a request that waits for its certificate. Tells whoever listens when
// another one is in use, also when somebody changed the files by hand.
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCertificate, type ServerCertificate } from './certificate.ts';
import { finishSwap, type Pair, readOptional, readPrevious, swapPair } from './certificate-swap.ts';
import type { Clock } from './clock.ts';
import { durableWrite, makeDirectory } from './durable-write.ts';
import type { Log } from './log.ts';

export interface WaitingKey {
  /** PEM of the request and of its key. */
  readonly pem: string;
  readonly key: string;
}

export interface CertificateStore {
  readonly now: () => ServerCertificate;
  /** Why the files as they are cannot be used; the certificate from before stays in use meanwhile. */
  readonly problem: () => string | undefined;
  readonly previous: () => Promise<Pair | undefined>;
  /** Uses this pair from now on, and keeps the one before. The caller has checked that they belong together. */
  readonly install: (pair: Pair) => Promise<void>;
  /** Uses the one before again; false when there is none. */
  readonly goBack: () => Promise<boolean>;
  /** `createdAt`: milliseconds since 1970. */
  readonly request: () => Promise<(WaitingKey & { readonly createdAt: number }) | undefined>;
  readonly keepRequest: (request: WaitingKey) => Promise<void>;
  readonly dropRequest: () => Promise<void>;
  /** Reads the files if they have changed, and has one of ours renewed when it is time. */
  readonly look: () => Promise<void>;
  /** What is told is waited for: whoever installs one finds everybody knowing it. @returns stops telling. */
  readonly onChange: (tell: (certificate: ServerCertificate) => Promise<void> | void) => () => void;
  readonly stop: () => void;
}

/** A person who copies files and turns to the browser finds it done; a look costs two stats. */
const LOOK_EVERY_MS = 2_000;
/** One of ours renews itself a month before its end, and when the machine has got another name. */
const RENEW_LOOK_MS = 3_600_000;

/** Rejects with a sentence for the operator when files are there that cannot be used. */
export async function openCertificateStore(options: {
  readonly dataDir: string;
  readonly names: () => readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}): Promise<CertificateStore> {
  const { dataDir, clock, log } = options;
  const folder = join(dataDir, 'tls');
  const at = (name: string): string => join(folder, name);
  const load = () => loadCertificate({ dataDir, names: options.names(), now: clock.now() });
  const listeners = new Set<(certificate: ServerCertificate) => Promise<void> | void>();
  let problem: string | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  await finishSwap(folder);
  let current = await load();
  let marks = await marksOf();
  let renewAt = clock.now() + RENEW_LOOK_MS;

  /** One after the other: a look must not read what an installation has half written. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  }

  async function marksOf(): Promise<string> {
    const found = await Promise.all(
      ['cert.pem', 'key.pem'].map(async (name) => {
        try {
          const { mtimeMs, size, ino } = await stat(at(name));
          return `${mtimeMs}:${size}:${ino}`;
        } catch {
          // Gone, or not to be read: loading it says what is wrong.
          return 'none';
        }
      }),
    );
    return found.join(' ');
  }

  async function use(next: ServerCertificate): Promise<void> {
    const changed = next.cert !== current.cert || next.key !== current.key;
    current = next;
    problem = undefined;
    if (!changed) return;
    for (const tell of listeners) {
      try {
        await tell(next);
      } catch (cause) {
        log.error('the new certificate could not be told of everywhere', { cause });
      }
    }
  }

  async function lookNow(): Promise<void> {
    const seen = await marksOf();
    if (seen === marks && clock.now() < renewAt) return;
    renewAt = clock.now() + RENEW_LOOK_MS;
    const before: Pair = { cert: current.cert, key: current.key };
    try {
      const next = await load();
      if (next.cert !== before.cert && !next.fresh) {
        await durableWrite(at('previous-key.pem'), before.key);
        await durableWrite(at('previous-cert.pem'), before.cert, { mode: 0o644 });
        log.info('the certificate was changed on disk', { sha256: next.description.sha256 });
      }
      await use(next);
    } catch (cause) {
      problem = cause instanceof Error ? cause.message : String(cause);
      // Between two files of a copy this is usual, and says nothing a second later.
      log.warn('the certificate on disk cannot be used; the one before stays in use', { cause });
    }
    // After it: one of ours may just have been written.
    marks = await marksOf();
  }

  const look = (): Promise<void> => inTurn(lookNow);
  const stopLooking = clock.every(LOOK_EVERY_MS, () => {
    look().catch((cause: unknown) => log.error('the certificate could not be looked at', { cause }));
  });

  async function put(pair: Pair): Promise<void> {
    await swapPair(folder, pair, { cert: current.cert, key: current.key });
    const next = await load();
    marks = await marksOf();
    await use(next);
  }

  return {
    now: () => current,
    problem: () => problem,
    previous: () => readPrevious(folder),
    install: (pair) => inTurn(() => put(pair)),
    goBack: () =>
      inTurn(async () => {
        const before = await readPrevious(folder);
        if (before === undefined) return false;
        await put(before);
        return true;
      }),
    request: async () => {
      const [pem, key] = await Promise.all([
        readOptional(at('request.pem')),
        readOptional(at('request-key.pem')),
      ]);
      if (pem === undefined || key === undefined) return undefined;
      return { pem, key, createdAt: Math.round((await stat(at('request.pem'))).mtimeMs) };
    },
    keepRequest: (request) =>
      inTurn(async () => {
        await makeDirectory(folder);
        // The key first: a request whose key is lost would be sent to an authority in vain.
        await durableWrite(at('request-key.pem'), request.key);
        await durableWrite(at('request.pem'), request.pem, { mode: 0o644 });
      }),
    dropRequest: () =>
      inTurn(async () => {
        await rm(at('request.pem'), { force: true });
        await rm(at('request-key.pem'), { force: true });
      }),
    look,
    onChange: (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    stop: stopLooking,
  };
}
