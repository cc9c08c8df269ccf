// Queues for computers and programs that speak neither IPP nor mail: LPR (RFC 1179) and raw TCP. Neither knows encryption or a password, so each queue
// says which networks it listens to and how it tells whose a document is.

export const QUEUE_KINDS = ['lpr', 'raw'] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

/** RFC 1179 section 3.1, and what has been called 9100 since the first JetDirect. */
export const QUEUE_PORT: Readonly<Record<QueueKind, number>> = { lpr: 515, raw: 9100 };

/** A name of a queue has to fit into a line of LPR, where a blank ends it. */
export const QUEUE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/;

/** A name, or a network, and whose documents come from there. */
export interface QueueOwner {
  /** A user name as computers tell it, or an address or network in CIDR. */
  readonly from: string;
  readonly userId: string;
}

/** How a queue is: open, switched off, closed by "Require secure channel", or without its port. */
export const QUEUE_STATES = ['open', 'off', 'closed', 'no-port', 'starting'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];
