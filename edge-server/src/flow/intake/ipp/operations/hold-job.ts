// Hold-Job and Release-Job (RFC 8011 sections 4.3.5 and 4.3.6). Every document waits for its owner at a printer, so holding one changes nothing, and
// releasing one takes away only the wish to hold it: the job stays `pending-held` for its other reason (job-release-wait), as section 4.3.6 rule 1
// has it, and answers successful-ok. No client prints by this.
import { jobStates } from '../../../../protocols/ipp/codes.ts';
import { readKeywordOrName } from '../../../../protocols/ipp/read-values.ts';
import { type IppAnswer, type IppOperation, refuse } from '../ipp-queue.ts';
import { jobStatus } from '../job-attributes.ts';
import { standingOf } from '../job-standing.ts';
import { targetJob } from './target-job.ts';

const whileWaiting =
  (
    done: (request: Parameters<IppOperation>[1]) => Pick<IppAnswer, 'statusMessage'> | IppAnswer,
  ): IppOperation =>
  async (deps, request) => {
    const target = await targetJob(deps, request);
    if ('refusal' in target) return target.refusal;
    const { state } = standingOf(target.found);
    if (state === jobStates.pending)
      return refuse('client-error-not-possible', 'The job prints as soon as the printer is free.');
    if (state !== jobStates['pending-held'])
      return refuse('client-error-not-possible', 'The job is being printed, or has ended.');
    const answer = done(request);
    const groups = [{ group: 'job' as const, attributes: jobStatus(request, target.found) }];
    return { status: 'successful-ok', groups, ...answer };
  };

export const holdJob = whileWaiting(({ operation }) => {
  const until = readKeywordOrName(operation, 'job-hold-until') ?? 'indefinite';
  return until === 'indefinite'
    ? {}
    : refuse('client-error-attributes-or-values-not-supported', 'A job is held until its owner releases it.');
});

export const releaseJob = whileWaiting(() => ({
  statusMessage: 'It is printed when its owner releases it at a printer.',
}));
