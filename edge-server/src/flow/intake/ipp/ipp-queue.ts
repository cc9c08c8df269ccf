// The words between the IPP server's operations and what the rest of the house hands in.
import type { AppError } from '@platen/shared/app-error';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import type { Tx } from '../../../db/database.ts';
import type { Deps } from '../../../deps.ts';
import type { StatusName } from '../../../protocols/ipp/codes.ts';
import type { IppAttributes, IppGroup } from '../../../protocols/ipp/message.ts';
import type { JobRow } from '../../store/jobs.ts';
import type { Incoming } from '../accept.ts';

/** How somebody is known at a queue, as uri-authentication-supported calls it (RFC 8011 section 5.4.2). */
export type QueueAuthentication = 'basic' | 'certificate' | 'negotiate' | 'none' | 'requesting-user-name';

export interface IppQueue {
  /** ipps://host:port/ipp/print as the client reached it: what is told back must work from where it stands. */
  readonly uri: string;
  /** https://host:port */
  readonly site: string;
  readonly name: string;
  readonly authentication: QueueAuthentication;
  readonly secure: boolean;
  /** The queue of one printer, which prints at once; absent: documents are held for any printer. */
  readonly direct?: DirectPrinter | undefined;
}

/** What a direct queue tells of its printer. */
export interface DirectPrinter {
  readonly printerId: string;
  readonly uuid: string;
  readonly location: string | undefined;
  readonly capabilities: PrinterCapabilities | undefined;
  /** As it said last. */
  readonly condition: PrinterCondition | undefined;
  /** The condition in words. */
  readonly sentence: string;
}

/** As store/ipp-jobs.ts tells the queues apart. */
export const printerOf = ({ direct }: IppQueue): string | null => direct?.printerId ?? null;

export interface IppRequest {
  readonly queue: IppQueue;
  readonly operation: IppAttributes;
  /** The Job Template attributes asked for. */
  readonly ticket: IppAttributes;
  /** The document as it comes, still compressed; empty where there is none. It rejects when the client breaks off. */
  readonly document: AsyncIterable<Uint8Array>;
  /** Whose job it is; undefined while nobody has said. */
  readonly userId: string | undefined;
  /** A program that may run the printer (an API token with the scope printers:change); undefined for everybody else. */
  readonly operator?: IppOperator | undefined;
  /** All groups of the message in their order: for the operations that look beyond operation and job attributes. */
  readonly groups: readonly IppGroup[];
}

export interface IppOperator {
  /** For the audit log. */
  readonly name: string;
}

export interface IppAnswer {
  readonly status: StatusName;
  /** For a person. */
  readonly statusMessage?: string;
  /** Operation attributes beyond charset, language and status-message. */
  readonly operation?: IppAttributes;
  readonly groups?: readonly IppGroup[];
}

/** `sign-in`: the operation needs a person, and nobody is signed in. The HTTP side asks for it. */
export type IppOutcome = IppAnswer | 'sign-in';
export type IppOperation = (deps: IppDeps, request: IppRequest) => Promise<IppOutcome> | IppOutcome;

export const refuse = (status: StatusName, statusMessage: string): IppAnswer => ({ status, statusMessage });

/** Settings of the queue that an operator may change over IPP. */
export type QueueSwitch = 'accepting' | 'paused' | 'holdNew' | 'location' | 'geoLocation' | 'operatorMessage';

export interface IppDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'settings' | 'log'> {
  /** When this server started, Unix ms: printer-up-time counts from here. */
  readonly startedAt: number;
  readonly uuid: string;
  /** Of all printers that are enabled. */
  readonly printers: () => Promise<readonly PrinterCapabilities[]>;
  readonly acceptStream: (
    incoming: Incoming,
    body: AsyncIterable<Uint8Array>,
    also: (tx: Tx, job: JobRow) => Promise<void>,
  ) => Promise<JobRow>;
  /** Deletes a held document of its owner; false when it is being printed. */
  readonly remove: (jobId: string) => Promise<boolean>;
  /** Stops printing; throws AppError where there is nothing to stop. */
  readonly cancelPrinting: (jobId: string, ownerId: string) => Promise<void>;
  /** A document once more, as it came; undefined when it is no longer kept. */
  readonly reopen: (job: JobRow) => Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Changes a setting of the group `print`; `by` is for the audit log. Rejects with AppError `bad-setting`. */
  readonly changeSetting: (name: QueueSwitch, value: boolean | string, by: string) => Promise<void>;
  /** Since when something has been as it is, Unix ms: noticed when somebody looks. */
  readonly since: (what: string, value: unknown) => number;
  /** Keyed hash of a job's PIN. */
  readonly hashPin: (pin: string) => string;
  readonly statusOf: (error: AppError) => StatusName;
  readonly postScript: () => boolean;
}
