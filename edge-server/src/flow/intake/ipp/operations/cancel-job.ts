// Cancel-Job (RFC 8011 section 4.3.3): documents that wait are deleted, those that are being printed are stopped.
import { AppError } from '@platen/shared/app-error';
import { ENGLISH } from '@platen/shared/say/saying';
import { endIppJobs, type IppDocument, type IppJob } from '../../../store/ipp-jobs.ts';
import { type IppAnswer, type IppDeps, type IppOperation, refuse } from '../ipp-queue.ts';
import { hasEnded, isFinished } from '../job-standing.ts';
import { targetJob } from './target-job.ts';

const ended = refuse('client-error-not-possible', 'The job has ended.');

export const cancelJob: IppOperation = async (deps, request) => {
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  return cancelOne(deps, target.found, target.userId);
};

/** All documents of it that have not ended. The first that cannot be stopped is told; the others are stopped all the same. */
export async function cancelOne(deps: IppDeps, found: IppJob, userId: string): Promise<IppAnswer> {
  if (isFinished(found)) return ended;
  const closed = await endAll(deps, [found]);
  const alive = aliveOf(found);
  if (alive.length === 0) return closed > 0 ? { status: 'successful-ok' } : ended;
  const problems: IppAnswer[] = [];
  for (const document of alive) {
    const problem = await cancelDocumentOf(deps, document, userId);
    if (problem !== undefined) problems.push(problem);
  }
  return problems[0] ?? { status: 'successful-ok' };
}

/** As cancelOne, of jobs that have not ended. They end in one transaction: whoever asks again meanwhile finds them ended, and does not begin anew. */
export async function cancelAll(deps: IppDeps, jobs: readonly IppJob[]): Promise<void> {
  await endAll(deps, jobs);
  for (const found of jobs) {
    for (const document of aliveOf(found)) await cancelDocumentOf(deps, document, found.row.ownerId);
  }
}

const aliveOf = (found: IppJob): readonly IppDocument[] =>
  found.documents.filter((document) => !hasEnded(document));

/** @returns how many took documents until now. */
function endAll(deps: IppDeps, jobs: readonly IppJob[]): Promise<number> {
  const numbers = (empty: boolean): number[] =>
    jobs.filter(({ documents }) => (documents.length === 0) === empty).map(({ row }) => row.number);
  return deps.db.write(async (tx) => {
    const now = deps.clock.now();
    const canceled = await endIppJobs(tx, numbers(true), 'canceled', now);
    return canceled + (await endIppJobs(tx, numbers(false), 'closed', now));
  });
}

/** @returns undefined when it is deleted, or its printer has been told to stop. */
export async function cancelDocumentOf(
  deps: IppDeps,
  { job }: IppDocument,
  userId: string,
): Promise<IppAnswer | undefined> {
  if (job === undefined) return ended;
  try {
    if (job.state !== 'releasing' && (await deps.remove(job.id))) return undefined;
    await deps.cancelPrinting(job.id, userId);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    return refuse('client-error-not-possible', ENGLISH.error(cause.code, cause.values));
  }
}
