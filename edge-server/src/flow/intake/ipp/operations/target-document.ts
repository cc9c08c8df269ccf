// The document an operation is about: a job's, by its document-number (PWG 5100.5 section 3.1).
import { readInteger } from '../../../../protocols/ipp/read-values.ts';
import type { IppDocument, IppJob } from '../../../store/ipp-jobs.ts';
import { type IppAnswer, type IppDeps, type IppRequest, refuse } from '../ipp-queue.ts';
import { targetJob } from './target-job.ts';

export async function targetDocument(
  deps: IppDeps,
  request: IppRequest,
): Promise<
  | { readonly found: IppJob; readonly document: IppDocument; readonly userId: string }
  | { readonly refusal: IppAnswer | 'sign-in' }
> {
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target;
  const number = readInteger(request.operation, 'document-number');
  if (number === undefined)
    return { refusal: refuse('client-error-bad-request', 'document-number is missing.') };
  const document = target.found.documents.find(({ row }) => row.place === number);
  return document === undefined
    ? { refusal: refuse('client-error-not-found', `The job has no document ${String(number)}.`) }
    : { ...target, document };
}
