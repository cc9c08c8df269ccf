// Get-Documents and Get-Document-Attributes (PWG 5100.5 sections 4.3 and 4.4).
import type { IppGroup } from '../../../../protocols/ipp/message.ts';
import { readInteger } from '../../../../protocols/ipp/read-values.ts';
import { selectAttributes } from '../../../../protocols/ipp/requested-attributes.ts';
import { MOST_DOCUMENTS } from '../../../store/ipp-jobs.ts';
import { documentAttributes } from '../document-attributes.ts';
import { type IppDeps, type IppOperation, type IppRequest, refuse } from '../ipp-queue.ts';
import { targetDocument } from './target-document.ts';
import { targetJob } from './target-job.ts';

const factsOf = (deps: IppDeps, { queue }: IppRequest) => ({
  queue,
  startedAt: deps.startedAt,
  now: deps.clock.now(),
});

export const getDocuments: IppOperation = async (deps, request) => {
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  const { found } = target;
  const limit = readInteger(request.operation, 'limit') ?? MOST_DOCUMENTS;
  if (limit < 1) return refuse('client-error-bad-request', 'limit is less than 1.');
  const facts = factsOf(deps, request);
  const groups = found.documents.slice(0, limit).map((document): IppGroup => {
    const all = documentAttributes(facts, found, document);
    return { group: 'document', attributes: selectAttributes(request.operation, all, ['document-number']) };
  });
  return { status: 'successful-ok', groups };
};

export const getDocumentAttributes: IppOperation = async (deps, request) => {
  const target = await targetDocument(deps, request);
  if ('refusal' in target) return target.refusal;
  const all = documentAttributes(factsOf(deps, request), target.found, target.document);
  const attributes = selectAttributes(request.operation, all, ['all']);
  return { status: 'successful-ok', groups: [{ group: 'document', attributes }] };
};
