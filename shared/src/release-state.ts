// The states of a Release (one attempt series to print one job at one printer) as data.
// The machine is the one of ARCHITECTURE.md "Delivery"; what to do after a crash is decided in flow/deliver/decide-recovery.ts.

export const RELEASE_STATES = [
  'claimed',
  'preflight',
  'creating',
  'created',
  'sending',
  'accepted',
  'printing',
  'done',
  'returned',
  'uncertain',
  'cancelled',
  'superseded',
] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

/** How sure we are of a `done`: told by the printer, taken by it without an end report, or less. */
export const CONFIDENCES = ['confirmed', 'accepted', 'probably-printed', 'unconfirmed'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

interface ReleaseStateFact {
  readonly to: readonly ReleaseState[];
  /** Nothing more happens by itself. */
  readonly ended: boolean;
  /** A document byte may already have reached the printer. */
  readonly mayHavePrinted: boolean;
  readonly sentence: string;
}

export const RELEASE_STATE: Readonly<Record<ReleaseState, ReleaseStateFact>> = {
  claimed: {
    to: ['preflight', 'returned', 'uncertain', 'cancelled'],
    ended: false,
    mayHavePrinted: false,
    sentence: 'Waiting for the printer.',
  },
  preflight: {
    to: ['creating', 'claimed', 'returned', 'cancelled'],
    ended: false,
    mayHavePrinted: false,
    sentence: 'Asking the printer.',
  },
  creating: {
    // Print-Job has no separate creating step, so a lost answer here can also end uncertain.
    to: ['created', 'sending', 'claimed', 'returned', 'uncertain', 'cancelled'],
    ended: false,
    mayHavePrinted: false,
    sentence: 'Opening the job at the printer.',
  },
  created: {
    to: ['sending', 'claimed', 'returned', 'uncertain', 'cancelled'],
    ended: false,
    mayHavePrinted: false,
    sentence: 'Opening the job at the printer.',
  },
  sending: {
    to: ['accepted', 'printing', 'done', 'claimed', 'returned', 'uncertain', 'cancelled'],
    ended: false,
    mayHavePrinted: true,
    sentence: 'Sending the document.',
  },
  accepted: {
    to: ['printing', 'done', 'claimed', 'returned', 'uncertain', 'cancelled'],
    ended: false,
    mayHavePrinted: true,
    sentence: 'The printer has the document.',
  },
  printing: {
    to: ['done', 'claimed', 'returned', 'uncertain', 'cancelled'],
    ended: false,
    mayHavePrinted: true,
    sentence: 'Printing.',
  },
  done: { to: [], ended: true, mayHavePrinted: true, sentence: 'Printed.' },
  returned: {
    to: [],
    ended: true,
    mayHavePrinted: false,
    sentence: 'Nothing was printed. The document is still here.',
  },
  uncertain: {
    to: ['done', 'superseded'],
    ended: true,
    mayHavePrinted: true,
    sentence: 'Please check the printer: did it come out?',
  },
  cancelled: { to: [], ended: true, mayHavePrinted: true, sentence: 'Stopped.' },
  superseded: { to: [], ended: true, mayHavePrinted: true, sentence: 'Printed again on request.' },
};

export function mayMoveRelease(from: ReleaseState, to: ReleaseState): boolean {
  return RELEASE_STATE[from].to.includes(to);
}
