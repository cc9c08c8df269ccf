// Who is this sender? Asks the directories for the person of an address nobody here knows yet (SPEC C7), and makes the account when the first
// message is accepted. A directory that is away makes the message wait; it is never refused for that.
import { AppError } from '@platen/shared/app-error';
import type { Tx } from '../db/database.ts';
import type { DirectoryPerson } from './directory-person.ts';
import { addressFilter } from './directory-person.ts';
import { type DirectoryRow, listDirectories, noteDirectory } from './directory-rows.ts';
import { findOne, type SignInDeps, takeOne } from './directory-sign-in.ts';
import { directoryError, isAway, sentenceOf } from './directory-trouble.ts';

export interface FoundSender {
  /** As the directory writes it: the address of the account. */
  readonly email: string;
  readonly name: string;
  /** Switched off in the directory. */
  readonly off: boolean;
}

/** A directory is asked in the time of one message of many; the mailbox waits meanwhile. */
const ONE_MS = 5_000;
/** What was found is believed this long: a message is judged several times on its way. */
const KEEP_MS = 120_000;
/** After a directory did not answer, others than this message need not wait for it again. */
const AWAY_MS = 30_000;
/** Anybody may write from any address. */
const MOST_KEPT = 2_000;

interface Kept {
  readonly at: number;
  readonly found: { readonly row: DirectoryRow; readonly person: DirectoryPerson } | undefined;
}

export function makeDirectoryLookup(deps: SignInDeps) {
  const { db, clock, log } = deps;
  const kept = new Map<string, Kept>();
  /** Directories that were away, by id: until when they are not asked. */
  const away = new Map<string, { readonly until: number; readonly cause: unknown }>();
  const asking = new Map<string, Promise<FoundSender | undefined>>();

  /** Undefined: no directory knows the address. Rejects with `directory-no-answer` when one could not be asked and no other one knows it. */
  function lookup(email: string, signal?: AbortSignal): Promise<FoundSender | undefined> {
    const known = fresh(email);
    if (known !== undefined) return Promise.resolve(shown(known));
    const same = asking.get(email);
    if (same !== undefined) return same;
    const work = ask(email, signal).finally(() => asking.delete(email));
    asking.set(email, work);
    return work;
  }

  async function ask(email: string, signal: AbortSignal | undefined): Promise<FoundSender | undefined> {
    const rows = (await db.read(listDirectories)).filter(
      ({ enabled, settings }) => enabled && settings.onBoard,
    );
    let missed: unknown;
    for (const row of rows) {
      try {
        const person = await askOne(row, email, signal);
        if (person?.email === undefined) continue;
        return shown(keep(email, { at: clock.monotonic(), found: { row, person } }));
      } catch (cause) {
        signal?.throwIfAborted();
        missed = cause;
      }
    }
    if (missed !== undefined)
      throw new AppError(
        'directory-no-answer',
        { detail: directoryError(missed).message },
        { cause: missed },
      );
    if (rows.length > 0) keep(email, { at: clock.monotonic(), found: undefined });
    return undefined;
  }

  async function askOne(
    row: DirectoryRow,
    email: string,
    outer: AbortSignal | undefined,
  ): Promise<DirectoryPerson | undefined> {
    const known = away.get(row.id);
    if (known !== undefined && known.until > clock.monotonic()) throw known.cause;
    const limit = AbortSignal.timeout(ONE_MS);
    const signal = outer === undefined ? limit : AbortSignal.any([outer, limit]);
    try {
      const session = await deps.wire.open(row.settings, deps.secretOf(row), signal);
      try {
        const person = await findOne(session, row.settings, addressFilter(row.settings, email), signal);
        if (away.delete(row.id)) await db.write((tx) => noteDirectory(tx, row.id, { now: clock.now() }));
        return person;
      } finally {
        await session.close();
      }
    } catch (cause) {
      outer?.throwIfAborted();
      log.warn('a directory could not be asked for a sender', { directory: row.id, cause });
      away.set(row.id, { until: clock.monotonic() + AWAY_MS, cause });
      if (isAway(cause))
        await db.write((tx) => noteDirectory(tx, row.id, { problem: sentenceOf(cause), now: clock.now() }));
      throw cause;
    }
  }

  function fresh(email: string): Kept | undefined {
    const known = kept.get(email);
    return known !== undefined && clock.monotonic() - known.at < KEEP_MS ? known : undefined;
  }

  function keep(email: string, what: Kept): Kept {
    kept.delete(email);
    kept.set(email, what);
    const oldest = kept.keys().next().value;
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return what;
  }

  /**
   * The account of somebody `lookup` has found under this address (the sender's or the directory's own), made inside the caller's transaction.
   * Undefined where nobody was found lately; then the caller makes one of its own.
   */
  async function takeFound(tx: Tx, email: string): Promise<string | undefined> {
    for (const { found } of kept.values())
      if (found?.person.email === email && !found.person.off)
        return takeOne(tx, deps, found.row, found.person);
    return undefined;
  }

  return { lookup, takeFound };
}

export type DirectoryLookup = ReturnType<typeof makeDirectoryLookup>;

const shown = ({ found }: Kept): FoundSender | undefined =>
  found?.person.email === undefined
    ? undefined
    : { email: found.person.email, name: found.person.name, off: found.person.off };
