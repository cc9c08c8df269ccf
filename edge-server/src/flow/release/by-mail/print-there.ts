// Sends documents to one printer inside the caller's transaction, for release by mail and combined print: claims what is ready, marks what is
// still being made ready, and says of each what became of it.
import { applyChoice } from '@platen/shared/apply-choice';
import type { ReleasedDocument } from '@platen/shared/mail-release';
import type { Tx } from '../../../db/database.ts';
import type { Deps } from '../../../deps.ts';
import type { JobRow } from '../../store/jobs.ts';
import { markForRelease } from '../../store/release-to.ts';
import type { Claimed, ReleaseAsk, ReleaseBy } from '../claim.ts';
import { notPrinted, printing, reasonOf, whenReady } from './documents.ts';
import type { MailPrinter } from './find-printer.ts';
import type { LookedOver, LookOver } from './look-over.ts';

/** What both ways of printing by mail are given. `P` is the registry's row. */
export interface ReleaseDeps<P extends MailPrinter> extends Pick<Deps, 'db' | 'clock' | 'settings'> {
  readonly listPrinters: (tx: Tx) => Promise<readonly P[]>;
  /** api/check-release.ts for somebody who is not at the printer. */
  readonly look: (printer: P, ownerId: string) => LookOver;
  /** It asks for accounting data that this person never gave there. */
  readonly lacksAccounting: (printer: P, ownerId: string) => Promise<boolean>;
  /** flow/release/claim.ts `claimIn`. */
  readonly claim: Claim;
}

type Claim = (tx: Tx, asks: readonly ReleaseAsk[], by: ReleaseBy) => Promise<Claimed>;

export interface PrintThere {
  /** In the order in which they are to come out. */
  readonly jobs: readonly JobRow[];
  readonly looked: LookedOver;
  /** Of these: not printed, since another one of them is the same. */
  readonly twice: ReadonlySet<string>;
  readonly by: ReleaseBy & { readonly ownerId: string };
}

export async function printThere(
  tx: Tx,
  claim: Claim,
  { jobs, looked, twice, by }: PrintThere,
): Promise<ReleasedDocument[]> {
  const asks = new Map(looked.asks.map((ask) => [ask.jobId, ask]));
  const documents: ReleasedDocument[] = [];
  for (const job of jobs) {
    const ask = asks.get(job.id);
    if (twice.has(job.id)) documents.push(notPrinted(job, 'twice'));
    else if (ask === undefined) documents.push(notPrinted(job, 'findings'));
    else documents.push(await printOne(tx, claim, job, ask, by));
  }
  return documents;
}

async function printOne(
  tx: Tx,
  claim: Claim,
  job: JobRow,
  ask: ReleaseAsk,
  by: PrintThere['by'],
): Promise<ReleasedDocument> {
  const ticket = applyChoice(job.ticket, ask.ticket);
  if (job.state === 'received' && (await markForRelease(tx, job.id, by.printer.id, ticket)))
    return whenReady(job);
  const { releases, refused } = await claim(tx, [ask], by);
  const [release] = releases;
  if (release !== undefined) return printing(job, release);
  const [why] = refused;
  return notPrinted(job, why === undefined ? 'gone' : reasonOf(why.error, job));
}
