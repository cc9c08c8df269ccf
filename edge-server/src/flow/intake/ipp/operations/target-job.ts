// The job an operation is about: by job-uri, or by printer-uri with job-id (RFC 8011 section 4.1.5). Somebody else's is as if it were not there.
import { readInteger, readUri } from '../../../../protocols/ipp/read-values.ts';
import { findIppJob, type IppJob } from '../../../store/ipp-jobs.ts';
import { type IppAnswer, type IppDeps, type IppRequest, printerOf, refuse } from '../ipp-queue.ts';

export async function targetJob(
  deps: IppDeps,
  { operation, queue, userId }: IppRequest,
): Promise<
  { readonly found: IppJob; readonly userId: string } | { readonly refusal: IppAnswer | 'sign-in' }
> {
  const fromUri = /\/(\d{1,10})$/.exec(readUri(operation, 'job-uri') ?? '')?.[1];
  const number = readInteger(operation, 'job-id') ?? (fromUri === undefined ? undefined : Number(fromUri));
  if (number === undefined) {
    return { refusal: refuse('client-error-bad-request', 'Neither job-id nor job-uri names a job.') };
  }
  if (userId === undefined) return { refusal: 'sign-in' };
  const found = await deps.db.read((tx) => findIppJob(tx, userId, number, printerOf(queue)));
  if (found === undefined) {
    return { refusal: refuse('client-error-not-found', `There is no job ${String(number)} of yours.`) };
  }
  return { found, userId };
}
