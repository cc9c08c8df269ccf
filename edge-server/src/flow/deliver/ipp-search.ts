// Finds our job at an IPP printer by the token in its name (RFC 8011 section 4.2.6): after a lost answer nobody knows its id.
import { attributesOf, groupsOf, type IppAttributes, type IppMessage } from '../../protocols/ipp/message.ts';
import type { IppOutcome } from '../../protocols/ipp/outcome.ts';
import { readKeywords } from '../../protocols/ipp/read-values.ts';
import { getJobs, getPrinterAttributes, type RequestBasics } from '../../protocols/ipp/request.ts';
import type { JobSearch, Trouble } from './delivery-protocol.ts';
import { failureOf, judgeJob, readRemoteJob, succeeded } from './ipp-answers.ts';

/** What is asked of a job, here and by its id. */
export const JOB_ATTRIBUTES = [
  'job-id',
  'job-uuid',
  'job-uri',
  'job-name',
  'job-state',
  'job-state-reasons',
  'job-impressions-completed',
  'job-media-sheets-completed',
] as const;

/** Jobs of a list that are looked through: newest first by the standard, and ours is from the last minutes. */
const LIST_LIMIT = 200;

type Ask = (build: () => IppMessage) => Promise<IppOutcome>;

export async function findByToken(
  { token, user }: { readonly token: string; readonly user: string },
  basics: () => RequestBasics,
  ask: Ask,
): Promise<JobSearch> {
  let openListed = false;
  let endedListed = false;
  let endedSeen = false;
  let cut = false;
  // Without the name too: some printers know us by another one than we gave.
  for (const mine of [{ requestingUserName: user, myJobs: true }, {}]) {
    for (const whichJobs of ['not-completed', 'completed'] as const) {
      const outcome = await ask(() =>
        getJobs({ ...basics(), ...mine, whichJobs, limit: LIST_LIMIT, requestedAttributes: JOB_ATTRIBUTES }),
      );
      if (outcome.kind !== 'answer') return { kind: 'unreachable', ...trouble(failureOf(outcome)) };
      // A list that is not given proves nothing either way.
      if (!succeeded(outcome.message)) continue;
      const jobs = groupsOf(outcome.message, 'job');
      if (whichJobs === 'completed') {
        endedListed = true;
        endedSeen ||= jobs.length > 0;
        cut ||= jobs.length >= LIST_LIMIT;
      } else {
        openListed = true;
      }
      const ours = findIn(jobs, token);
      if (ours !== undefined) return ours;
    }
  }
  if (!openListed) return { kind: 'cannot-tell' };
  // A list that is full to the brim may have lost ours at its end.
  const history = endedListed && !cut && (endedSeen || (await keepsHistory(basics, ask)));
  return { kind: 'not-found', history };
}

function findIn(jobs: readonly IppAttributes[], token: string): JobSearch | undefined {
  for (const attributes of jobs) {
    const found = judgeJob(attributes, { token });
    if (found !== undefined && found.kind !== 'found') continue;
    const job = readRemoteJob(attributes);
    if (found === undefined || job === undefined) {
      return { kind: 'unreachable', code: 'printer-unreachable', detail: 'our job is listed without sense' };
    }
    return { ...found, job };
  }
  return undefined;
}

/** An empty list of ended jobs says something only where the printer claims to keep one (PWG 5100.7 which-jobs-supported). */
async function keepsHistory(basics: () => RequestBasics, ask: Ask): Promise<boolean> {
  const outcome = await ask(() =>
    getPrinterAttributes({ ...basics(), requestedAttributes: ['which-jobs-supported'] }),
  );
  if (outcome.kind !== 'answer') return false;
  const which = readKeywords(attributesOf(outcome.message, 'printer'), 'which-jobs-supported');
  return which?.includes('completed') === true;
}

/** The part of a refusal that is passed on. */
export function trouble({ code, detail }: Trouble): Trouble {
  return { code, detail };
}
