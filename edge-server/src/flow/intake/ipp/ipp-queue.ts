// The words between the IPP server's operations and what the rest of the house hands in.
import type { AppError } from '@platen/shared/app-error';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import type { Tx } from '../../../db/database.ts';
import type { Deps } from '../../../deps.ts';
import type { StatusName } from '../../../protocols/ipp/codes.ts';
import type { IppAttributes, IppGroup } from '../../../protocols/ipp/message.ts';
import type { JobRow } from '../../store/jobs.ts';
import type { Incoming } from '../accept.ts';

/** How somebody is known at a queue, as uri-authentication-supported calls it (RFC 8011 section 5.4.2). */
export type QueueAuthentication = 'basic' | 'none' | 'requesting-user-name';

export interface IppQueue {
  /** ipps://host:port/ipp/print as the client reached it: what is told back must work from where it stands. */
  readonly uri: string;
  /** https://host:port */
  readonly site: string;
  readonly name: string;
  readonly authentication: QueueAuthentication;
  readonly secure: boolean;
}

export interface IppRequest {
  readonly queue: IppQueue;
  readonly operation: IppAttributes;
  /** The Job Template attributes asked for. */
  readonly ticket: IppAttributes;
  /** The document as it comes, still compressed; empty where there is none. It rejects when the client breaks off. */
  readonly document: AsyncIterable<Uint8Array>;
  /** Whose job it is; undefined while nobody has said. */
  readonly userId: string | undefined;
}

export interface IppAnswer {
  readonly status: StatusName;
  /** For a person. */
  readonly statusMessage?: string;
  readonly groups?: readonly IppGroup[];
}

/** `sign-in`: the operation needs a person, and nobody is signed in. The HTTP side asks for it. */
export type IppOutcome = IppAnswer | 'sign-in';
export type IppOperation = (deps: IppDeps, request: IppRequest) => Promise<IppOutcome> | IppOutcome;

export const refuse = (status: StatusName, statusMessage: string): IppAnswer => ({ status, statusMessage });

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
  readonly statusOf: (error: AppError) => StatusName;
  readonly postScript: () => boolean;
}
