// Release by mail (SPEC B5): a key of an answer came back with a printer's name. Looks at everything first, without a transaction; what
// then is done, and the key that is used up by it, go into the caller's one transaction with the answer.
import type { ReleaseFacts, ReleaseProblem } from '@platen/shared/mail-release';
import type { Ticket } from '@platen/shared/ticket';
import type { Tx } from '../../../db/database.ts';
import { findJob, type JobRow, listOwnJobs } from '../../store/jobs.ts';
import { repeats } from './documents.ts';
import { findPrinterNamed, type MailPrinter, nameIt, type PrinterFound } from './find-printer.ts';
import { type LookedOver, lookOver } from './look-over.ts';
import type { FoundKey, MailKeys } from './mail-keys.ts';
import { printThere, type ReleaseDeps } from './print-there.ts';

/** A subject, read (flow/intake/mail/subject-words.ts), of a sender who is vouched for. */
export interface ReleaseByMailAsk {
  /** As it was typed. */
  readonly key: string;
  /** What may be a printer; empty where there is nothing of the kind. */
  readonly printerWords: string;
  /** Options that the subject asks for. */
  readonly ticket: Ticket;
  /** Words that nobody understood. */
  readonly unknown: readonly string[];
  readonly sender: { readonly address: string; readonly userId: string | undefined };
}

/** `answer`: the kind of mail to be sent; the facts of 'release' are read again when it is written (flow/store/released-now.ts). */
export type ReleaseByMailResult =
  | { readonly answer: 'code'; readonly userId: string }
  | { readonly answer: 'release'; readonly facts: ReleaseFacts };

export interface PreparedRelease {
  /** Once, in the transaction that also notes the message as done and puts the answer into the outbox. */
  readonly record: (tx: Tx) => Promise<ReleaseByMailResult>;
}

type ByMailDeps<P extends MailPrinter> = ReleaseDeps<P> & {
  readonly keys: Pick<MailKeys, 'peek' | 'check' | 'take' | 'giveBack'>;
  /** A new code for this person, in the caller's transaction. */
  readonly renewCode: (tx: Tx, userId: string) => Promise<void>;
};

/** What was found out beforehand. */
type Plan<P> =
  | {
      readonly kind: 'print';
      readonly printer: P;
      readonly jobs: readonly JobRow[];
      readonly looked: LookedOver;
    }
  | {
      readonly kind: 'not';
      readonly problem: ReleaseProblem;
      readonly printer?: P;
      readonly candidates?: readonly P[];
    };

export type ReleaseByMail = (ask: ReleaseByMailAsk) => Promise<PreparedRelease>;

export function makeReleaseByMail<P extends MailPrinter>(deps: ByMailDeps<P>): ReleaseByMail {
  return async (ask) => {
    const { userId } = ask.sender;
    const [key, printers] = await deps.db.read(async (tx) => [
      await deps.keys.peek(tx, ask.key, userId),
      await deps.listPrinters(tx),
    ]);
    // Nothing of a printer is found out, let alone said, for who has no key.
    const plan =
      key === undefined || key.kind === 'new-code' ? undefined : await makePlan(ask, key, printers);
    const say = (facts: Partial<ReleaseFacts>): ReleaseByMailResult => ({
      answer: 'release',
      facts: { ...NOTHING_DONE, asked: ask.printerWords, unknown: [...ask.unknown], ...facts },
    });

    return {
      async record(tx) {
        const found = await deps.keys.check(tx, ask.key, ask.sender.address, userId);
        if ('problem' in found) return say(found);
        if (found.kind === 'new-code') {
          if (!(await deps.keys.take(tx, found))) return say({ problem: 'key-used' });
          await deps.renewCode(tx, found.userId);
          return { answer: 'code', userId: found.userId };
        }
        // Good only by now: a commit of another server came between. Nothing is done, so the link can be used again.
        if (plan === undefined) return say({ problem: 'nothing-held', linkStays: true });
        const named = plan.printer === undefined ? {} : { printer: nameIt(plan.printer, printers) };
        if (plan.kind === 'not') {
          const { problem, candidates } = plan;
          const others = candidates?.map((one) => nameIt(one, printers));
          return say({ ...named, problem, linkStays: true, ...(others && { candidates: others }) });
        }
        // Somebody with the same link was quicker by a moment.
        if (!(await deps.keys.take(tx, found))) return say({ problem: 'key-used' });
        const { printer, jobs, looked } = plan;
        const by = { ownerId: found.userId, printer, how: 'mail' as const };
        const documents = await printThere(tx, deps.claim, { jobs, looked, twice: twiceOf(found, jobs), by });
        const linkStays = documents.every(({ state }) => state === 'not-printed');
        if (linkStays) await deps.keys.giveBack(tx, found);
        return say({ ...named, documents, findings: [...looked.findings], linkStays });
      },
    };
  };

  async function makePlan(ask: ReleaseByMailAsk, key: FoundKey, printers: readonly P[]): Promise<Plan<P>> {
    if (!deps.settings().mail.releaseByMail) return { kind: 'not', problem: 'switched-off' };
    const found = findPrinterNamed(ask.printerWords, printers);
    if (found.kind !== 'found') return whyNot(found);
    const { printer } = found;
    if (await deps.lacksAccounting(printer, key.userId)) {
      return { kind: 'not', problem: 'accounting-needed', printer };
    }
    const jobs = await deps.db.read((tx) => jobsOf(tx, key));
    if (jobs.length === 0) return { kind: 'not', problem: 'nothing-held', printer };
    const twice = twiceOf(key, jobs);
    const asks = jobs.filter(({ id }) => !twice.has(id)).map(({ id }) => ({ jobId: id, ticket: ask.ticket }));
    const looked = await lookOver(asks, ask.ticket, deps.look(printer, key.userId));
    return { kind: 'print', printer, jobs, looked };
  }
}

const NOTHING_DONE: ReleaseFacts = {
  kind: 'release',
  asked: '',
  documents: [],
  findings: [],
  unknown: [],
  linkStays: false,
};

function whyNot<P>(found: Exclude<PrinterFound<P>, { kind: 'found' }>): Plan<P> {
  switch (found.kind) {
    case 'missing':
      return { kind: 'not', problem: 'printer-missing' };
    case 'unknown':
      return { kind: 'not', problem: 'printer-unknown', candidates: found.near };
    case 'ambiguous':
      return { kind: 'not', problem: 'printer-ambiguous', candidates: found.printers };
    case 'not-allowed':
      return { kind: 'not', problem: 'printer-not-allowed', printer: found.printer };
    case 'off':
      return { kind: 'not', problem: 'printer-off', printer: found.printer };
  }
}

/** Oldest first, as they were sent. */
async function jobsOf(tx: Tx, { kind, jobId, userId }: FoundKey): Promise<readonly JobRow[]> {
  if (kind === 'release') {
    const job = jobId === undefined ? undefined : await findJob(tx, jobId);
    return job?.ownerId === userId ? [job] : [];
  }
  const all = await listOwnJobs(tx, userId, 'portal');
  return all.filter(({ state }) => state === 'held' || state === 'received').reverse();
}

/** Who asks for everything is not asked back: the same document prints once. Who asks for one has said which. */
const twiceOf = ({ kind }: FoundKey, jobs: readonly JobRow[]): ReadonlySet<string> =>
  kind === 'release-all' ? repeats(jobs) : new Set();
