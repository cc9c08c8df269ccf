// Cancel-Document (PWG 5100.5 section 4.2): one of a job's documents; the others go on waiting.
import { type IppOperation, refuse } from '../ipp-queue.ts';
import { hasEnded } from '../job-standing.ts';
import { cancelDocumentOf } from './cancel-job.ts';
import { targetDocument } from './target-document.ts';

export const cancelDocument: IppOperation = async (deps, request) => {
  const target = await targetDocument(deps, request);
  if ('refusal' in target) return target.refusal;
  if (hasEnded(target.document)) return refuse('client-error-not-possible', 'The document has ended.');
  return (await cancelDocumentOf(deps, target.document, target.userId)) ?? { status: 'successful-ok' };
};
