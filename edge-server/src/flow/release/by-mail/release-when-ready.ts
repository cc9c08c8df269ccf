// Combined print (SPEC B6): documents that came with a printer in the subject print there as soon as they are ready. The wish is a mark on
// the job (jobs.release_to), so it outlives a restart; it is taken off in the transaction that claims, so that it is granted once.
import type { ReleaseFacts, ReleaseProblem } from '@platen/shared/mail-release';
import type { Tx } from '../../../db/database.ts';
import type { Deps } from '../../../deps.ts';
import type { JobRow } from '../../store/jobs.ts';
import { isDirectJob, markedIn, markedWith, takeMark } from '../../store/release-to.ts';
import { releaseInTurns } from '../release-in-turns.ts';
import { notPrinted, repeats } from './documents.ts';
import { type MailPrinter, nameIt } from './find-printer.ts';
import { type LookedOver, lookOver } from './look-over.ts';
import { printThere, type ReleaseDeps } from './print-there.ts';

/** Documents of one message come out together and in order; those that are ready wait this long for a slow one, then no longer. */
const TOGETHER_MS = 20_000;
/** As many as a list shows of one person. */
const MOST = 200;

export interface CombinedNews {
  readonly facts: ReleaseFacts;
  readonly ownerId: string;
  /** The message the documents came in. */
  readonly mailId: string | null;
}

type WhenReadyDeps<P extends MailPrinter> = ReleaseDeps<P> &
  Pick<Deps, 'log'> & {
    /** Puts the 'release' mail into the outbox, in the transaction that claims. */
    readonly tell: (tx: Tx, news: CombinedNews) => Promise<void>;
  };

export interface ReleaseWhenReady {
  /** For the end of conversion, in its transaction: held, locked or refused. */
  readonly ended: (tx: Tx, job: JobRow) => Promise<void>;
  /** Releases the job and those of its message, now or when they are ready too. Resolves when that is done or waits. */
  readonly release: (jobId: string) => Promise<void>;
  /** Takes up what an earlier life left, and looks after marks from then on. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function makeReleaseWhenReady<P extends MailPrinter>(deps: WhenReadyDeps<P>): ReleaseWhenReady {
  /** All of its message, by printer; there is only one but for documents that were sent elsewhere while they were made ready. */
  async function releaseGroup(job: JobRow): Promise<void> {
    const marked = await deps.db.read((tx) => markedWith(tx, job, MOST));
    for (const printerId of new Set(marked.map(({ releaseTo }) => releaseTo))) {
      await releaseAt(
        printerId,
        marked.filter(({ releaseTo }) => releaseTo === printerId),
      );
    }
  }

  async function releaseAt(printerId: string | null, marked: readonly JobRow[]): Promise<void> {
    const ready = marked.filter(({ state }) => state === 'held');
    const [first] = ready;
    if (first === undefined) return;
    const since = Math.min(...ready.map(({ changedAt }) => changedAt));
    const wait = since + TOGETHER_MS - deps.clock.now();
    if (wait > 0 && marked.some(({ state }) => state === 'received')) return turns.later(first.id, wait);

    const twice = repeats(ready);
    const asks = ready.filter(({ id }) => !twice.has(id)).map(({ id }) => ({ jobId: id, ticket: {} }));
    const printers = await deps.db.read(deps.listPrinters);
    const printer = printers.find(({ id }) => id === printerId);
    const problem = printer === undefined ? 'printer-unknown' : await whyNotThere(printer, first.ownerId);
    const looked: LookedOver =
      printer === undefined || problem !== undefined
        ? { asks: [], findings: [] }
        : await lookOver(asks, {}, deps.look(printer, first.ownerId));

    await deps.db.write(async (tx) => {
      const jobs: JobRow[] = [];
      for (const { id } of ready) {
        const job = await takeMark(tx, id);
        if (job !== undefined) jobs.push(job);
      }
      if (jobs.length === 0) return;
      const documents =
        printer === undefined || problem !== undefined
          ? jobs.map((job) => notPrinted(job))
          : await printThere(tx, deps.claim, {
              jobs,
              looked,
              twice,
              by: { ownerId: first.ownerId, printer, how: 'mail' },
            });
      const facts: ReleaseFacts = {
        kind: 'combined',
        asked: printer?.name ?? '',
        ...(printer === undefined ? {} : { printer: nameIt(printer, printers) }),
        ...(problem === undefined ? {} : { problem }),
        documents,
        findings: [...looked.findings],
        unknown: [],
        linkStays: false,
      };
      await deps.tell(tx, { facts, ownerId: first.ownerId, mailId: first.mailId });
    });
  }

  /** It was allowed when the message came; the administrator may have changed that since. */
  async function whyNotThere(printer: P, ownerId: string): Promise<ReleaseProblem | undefined> {
    if (!printer.forDirectMail) return 'printer-not-allowed';
    if (!printer.enabled) return 'printer-off';
    return (await deps.lacksAccounting(printer, ownerId)) ? 'accounting-needed' : undefined;
  }

  const turns = releaseInTurns({
    ...deps,
    // Two documents of one message that end together would look over the printer twice and come out mixed.
    groupOf: ({ id, mailId }) => mailId ?? id,
    releaseNow: releaseGroup,
    left: () =>
      deps.db.read(async (tx) => {
        const marked: JobRow[] = [];
        for (const job of await markedIn(tx, ['held'], MOST))
          if (!(await isDirectJob(tx, job))) marked.push(job);
        return marked;
      }),
    failure: 'a document that prints by itself could not be released yet',
  });

  return {
    async ended(tx, job) {
      // Those of a printer's own queue are release-direct.ts's.
      if (job.releaseTo === null || (await isDirectJob(tx, job))) return;
      // Why it cannot be printed is told for every document that came by mail; somebody who types its password is asked where to print.
      if (job.state !== 'held') await takeMark(tx, job.id);
      // Others of the message may have waited for this one.
      tx.afterCommit.push(() => void turns.release(job.id));
    },
    release: turns.release,
    start: turns.start,
    stop: turns.stop,
  };
}
