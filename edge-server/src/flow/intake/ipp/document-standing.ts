// How one document stands for the client that printed it (RFC 8011 sections 5.3.7 and 5.3.8): what its own queue shows of it. Pure.
//
// A document that waits for its owner is `pending-held`, not `pending` or `processing`: that is what holding means in IPP, and it is the one
// state in which clients stop watching. The ipp backend of CUPS (Linux, macOS) asks for a job's state until it has ended or is held, and
// sends the next job of its queue only then: with any other state one document that nobody fetches would keep back all that its owner prints
// after it. Seen with CUPS 2.4.2 (test/real/ipp-job-state.test.ts); older ones wait for held jobs too (apple/cups#5575), and
// `?waitjob=false` in their device address is the cure. For the same reason what waits for a person's word is held, and not stopped.

import { JOB_STATE } from '@platen/shared/job-state';
import { sayReason } from '@platen/shared/say/reason';
import { ENGLISH } from '@platen/shared/say/saying';
import { jobStates } from '../../../protocols/ipp/codes.ts';
import { ENDED_BY_OPERATOR } from '../../store/ended-by.ts';
import type { IppDocument } from '../../store/ipp-jobs.ts';
import type { JobRow } from '../../store/jobs.ts';
import type { ReleaseRow } from '../../store/releases.ts';

export interface Standing {
  /** RFC 8011 section 5.3.7. */
  readonly state: number;
  readonly reasons: readonly string[];
  /** For the person at the computer. */
  readonly message: string;
}

const HELD = 'Held. Type your code at any printer.';

export function documentStanding({
  job,
  release,
  twin,
}: Pick<IppDocument, 'job' | 'release' | 'twin'>): Standing {
  // Its record has gone with its time.
  if (job === undefined) return ended('completed', ['job-completed-successfully'], 'No longer here.');
  switch (job.state) {
    case 'received':
      return job.releaseTo === null
        ? held(
            [JOB_STATE.received.ippReason, 'job-release-wait'],
            'Getting ready. Type your code at any printer.',
          )
        : { state: jobStates.pending, reasons: ['job-transforming'], message: 'Getting ready to print.' };
    case 'locked':
      return held(['document-password-error', 'job-release-wait'], JOB_STATE.locked.sentence);
    case 'held':
      return whileHeld(job, release, twin);
    case 'releasing':
      return printing(release);
    case 'uncertain':
      return held(
        ['job-held-for-review'],
        `${JOB_STATE.uncertain.sentence} Say so at any printer or in the portal.`,
      );
    case 'printed':
      return printed(release);
    case 'refused':
      return ended(
        'aborted',
        [JOB_STATE.refused.ippReason, 'aborted-by-system'],
        sayReason(ENGLISH, job.reason),
      );
    case 'expired':
      return ended(
        'canceled',
        ['job-canceled-at-device', 'job-canceled-after-timeout'],
        JOB_STATE.expired.sentence,
      );
    case 'deleted':
      return deleted(job.reason);
  }
}

function whileHeld(job: JobRow, release: ReleaseRow | undefined, twin: IppDocument['twin']): Standing {
  // Sent twice: it goes the way of the one before it, so that the second does not wait in the client's queue for ever.
  if (twin?.job.state === 'releasing') return printing(twin.release);
  if (twin?.job.state === 'printed')
    return ended('completed', ['job-completed-successfully'], 'Sent twice, printed once.');
  if (job.releaseTo !== null)
    return { state: jobStates.pending, reasons: ['job-queued'], message: 'Waiting for the printer.' };
  const reasons = [JOB_STATE.held.ippReason, 'job-release-wait', 'job-hold-until-specified'];
  if (job.reason !== null) return held(reasons, `${sayReason(ENGLISH, job.reason)} ${HELD}`);
  return release?.state === 'returned' ? held(reasons, `Nothing was printed. ${HELD}`) : held(reasons, HELD);
}

/** The note of a release is there while its printer has stopped or does not answer. */
function printing(release: ReleaseRow | undefined): Standing {
  if (release !== undefined && release.note !== null)
    return {
      state: jobStates['processing-stopped'],
      reasons: ['printer-stopped'],
      message: ENGLISH.told(release.note),
    };
  const [done, all] = [release?.pagesDone ?? 0, release?.pages ?? 0];
  if (release?.state !== 'printing' && release?.state !== 'accepted')
    return {
      state: jobStates.processing,
      reasons: [JOB_STATE.releasing.ippReason],
      message: 'On its way to the printer.',
    };
  return {
    state: jobStates.processing,
    reasons: ['job-printing'],
    message: all === 0 ? 'Printing.' : `Printing page ${Math.min(done + 1, all)} of ${all}.`,
  };
}

function printed(release: ReleaseRow | undefined): Standing {
  const sure = release === undefined || release.confidence === null || release.confidence === 'confirmed';
  return ended(
    'completed',
    ['job-completed-successfully'],
    sure ? 'Printed.' : 'Printed, as far as the printer tells.',
  );
}

/** By whom, as flow/hold/shred.ts wrote it down. */
function deleted(reason: string | null): Standing {
  return reason === ENDED_BY_OPERATOR
    ? ended('canceled', ['job-canceled-by-operator'], 'Deleted by an administrator.')
    : ended('canceled', ['job-canceled-by-user'], 'Deleted.');
}

const held = (reasons: readonly string[], message: string): Standing => ({
  state: jobStates['pending-held'],
  reasons,
  message,
});

const ended = (
  state: 'completed' | 'canceled' | 'aborted',
  reasons: readonly string[],
  message: string,
): Standing => ({ state: jobStates[state], reasons, message });

/** Sides that are out: what CUPS and Windows show as progress. */
export function impressionsOf({ job, release }: Pick<IppDocument, 'job' | 'release'>): number {
  if (job === undefined) return 0;
  const sides = release?.impressions ?? release?.pagesDone ?? 0;
  if (job.state === 'printed') return Math.max(sides, job.pages ?? 0);
  return job.state === 'releasing' || job.state === 'uncertain' ? sides : 0;
}
