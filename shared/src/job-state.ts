// The states of a Job (one held document) as data: allowed moves, the IPP state each shows as, and its sentence.
// Not the states of printing it: those are a Release's, in release-state.ts.

export const JOB_STATES = [
  'received',
  'locked',
  'held',
  'releasing',
  'uncertain',
  'printed',
  'refused',
  'expired',
  'deleted',
] as const;
export type JobState = (typeof JOB_STATES)[number];

interface JobStateFact {
  /** States this one may move to. */
  readonly to: readonly JobState[];
  /** RFC 8011 section 5.3.7 job-state: 4 pending-held, 5 processing, 7 canceled, 8 aborted, 9 completed. */
  readonly ippState: 4 | 5 | 7 | 8 | 9;
  /** RFC 8011 section 5.3.8 job-state-reasons keyword. */
  readonly ippReason: string;
  /** What the owner reads. */
  readonly sentence: string;
  /** The document's bytes are still wanted. False: the key is destroyed on entering this state (or soon after `printed`). */
  readonly keepsDocument: boolean;
}

export const JOB_STATE: Readonly<Record<JobState, JobStateFact>> = {
  received: {
    to: ['held', 'locked', 'refused', 'deleted', 'expired'],
    ippState: 4,
    ippReason: 'job-incoming',
    sentence: 'Received. Getting it ready.',
    keepsDocument: true,
  },
  locked: {
    // With its password it goes through conversion like any other.
    to: ['received', 'deleted', 'expired'],
    ippState: 4,
    // PWG 5100.11 section 4.3.2: the job waits for its password.
    ippReason: 'job-password-wait',
    sentence: 'Locked. Type its password to print it.',
    keepsDocument: true,
  },
  held: {
    to: ['releasing', 'expired', 'deleted'],
    ippState: 4,
    ippReason: 'job-held-for-review',
    sentence: 'Ready to print.',
    keepsDocument: true,
  },
  releasing: {
    to: ['printed', 'held', 'uncertain', 'deleted'],
    ippState: 5,
    ippReason: 'job-outgoing',
    sentence: 'Printing.',
    keepsDocument: true,
  },
  uncertain: {
    to: ['printed', 'held', 'releasing', 'expired', 'deleted'],
    // Waits for a person's word: a client that watched a job in process would keep back all that follows it.
    ippState: 4,
    ippReason: 'job-held-for-review',
    sentence: 'Please check the printer: did it come out?',
    keepsDocument: true,
  },
  printed: {
    // A kept document may be printed again within its retention; a shredded one stays here for the record.
    to: ['releasing', 'expired', 'deleted'],
    ippState: 9,
    ippReason: 'job-completed-successfully',
    sentence: 'Printed.',
    keepsDocument: true,
  },
  refused: {
    to: ['deleted', 'expired'],
    ippState: 8,
    ippReason: 'unsupported-document-format',
    sentence: 'Cannot be printed.',
    keepsDocument: false,
  },
  expired: {
    to: [],
    ippState: 7,
    ippReason: 'job-canceled-at-device',
    sentence: 'Deleted because its time was up.',
    keepsDocument: false,
  },
  deleted: {
    to: [],
    ippState: 7,
    ippReason: 'job-canceled-by-user',
    sentence: 'Deleted.',
    keepsDocument: false,
  },
};

export function mayMoveJob(from: JobState, to: JobState): boolean {
  return JOB_STATE[from].to.includes(to);
}
