// The numbers of the virtual MFD: how fast it is, how much it takes and how much it keeps.
import { type IppLimits, ippLimits } from '../protocols/ipp/limits.ts';

/** 20 impressions a second: a try-out is over at once, and yet a look at the job shows it moving. */
export const impressionMs = 50;
/** Slow enough to watch, to cancel and to run into time-outs. */
export const slowImpressionMs = 2_000;

/** As many prints as a training day makes; the oldest go first. */
export const defaultKeptPrints = 200;
/** Finished jobs it still answers for, besides those of kept prints. */
export const rememberedJobs = 200;
/** Unfinished jobs at a time; more than one person tries out. */
export const maxQueuedJobs = 100;

/** PWG 5100.7 recommends 60 to 240 s; ippeveprinter has 60 as well. */
export const defaultMultipleOperationMs = 60_000;

/** The same as no limit for a document of a try-out, and no more than a disk can bear. */
export const maxDocumentBytes = 500 * 1024 * 1024;

/** A request has few attributes: nothing like the answers of printers. */
export const requestLimits: IppLimits = { ...ippLimits, headerBytes: 256 * 1024, groups: 16, values: 5_000 };

/** What a client may still have on the wire when it is refused; beyond that its connection is cut. */
export const maxDiscardBytes = 16 * 1024 * 1024;

/** A connection on which nothing moves; long enough for a client that reads its document from a slow place. */
export const idleConnectionMs = 60_000;
/** The HTTP fields of a request are one packet. */
export const httpHeadersMs = 10_000;
/** A device of this size serves some dozen clients. */
export const maxConnections = 64;
