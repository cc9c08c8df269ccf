// What a way of delivering can do, as deliver.ts sees it. One protocol is one file and one line in protocols.ts. Nothing
// here decides: every end is a value, and decide-recovery.ts knows what it means.
import type { ErrorCode } from '@platen/shared/error-table';
import type { Ticket } from '@platen/shared/ticket';
import type { Clock, Log } from '../../deps.ts';
import type { IppAttributes } from '../../protocols/ipp/message.ts';
import type { PrinterLookup } from '../../protocols/pjl/printer-socket.ts';
import type { JobFinding, PrinterFacts } from './recovery-facts.ts';
import type { Spool } from './spool.ts';
import type { PrinterTarget } from './target.ts';

/** What a printer says is the matter, as stored sentences (devices/condition-sentence.ts, passed in by build-server.ts). */
export interface PrinterWords {
  /** To stand inside a sentence: "no paper in tray 2". */
  readonly what: string;
  /** "No paper in tray 2. Fill it." */
  readonly sentence: string;
}

/** The printer as it is now. */
export interface PrinterNow {
  readonly facts: PrinterFacts;
  /** Present while it is stopped. */
  readonly stopped?: PrinterWords | undefined;
  /** Nothing can be learnt of its state: that it says nothing of a stop means nothing. */
  readonly blind?: boolean | undefined;
}

/** A printer that may be handed a document now. */
export interface ReadyPrinter extends PrinterNow {
  /** document-format-supported; empty when it does not tell. */
  readonly formats: readonly string[];
  /** Creating a job and sending its document are two operations: after the first nothing can have been printed. */
  readonly opensJobs: boolean;
  /** It can be asked how a job is getting on. */
  readonly reports: boolean;
  /** All it said of itself; where it cannot be asked, what its profile says, in the same words. */
  readonly attributes: IppAttributes;
  /** The address that answered: the one this attempt goes to, and is asked for after a crash. */
  readonly uri: string;
  /** The printer's one connection, or its page counter, is needed until the end: the next document waits for that. */
  readonly keepsLane?: boolean | undefined;
}

/** Why something cannot be had. `detail` is for the operator: one clean line. */
export interface Trouble {
  readonly code: ErrorCode;
  readonly detail: string;
}

/** Off, busy or not accepting: it may be otherwise in a moment. */
export type NotNow = { readonly kind: 'not-now' } & Trouble;
/** Trying again does not help. */
export type Refused = { readonly kind: 'refused' } & Trouble;

export type Preflight = { readonly kind: 'ready'; readonly printer: ReadyPrinter } | NotNow | Refused;

/** The job as it is to be known at the printer. */
export interface JobOrder {
  /** Carries the token (job-name.ts). */
  readonly name: string;
  readonly token: string;
  /** requesting-user-name. */
  readonly user: string;
  readonly ticket: Ticket;
  /** Media type of the document. */
  readonly format: string;
  /** Whole copies one after the other. */
  readonly collate?: boolean;
}

/** Our job at the printer, as far as it told. */
export interface RemoteJob {
  readonly id: number;
  readonly uuid?: string | undefined;
  readonly uri?: string | undefined;
}

export interface DocumentBytes {
  /** Read once. */
  readonly octets: AsyncIterable<Uint8Array>;
  /** Absent while it is still being made. */
  readonly length?: number | undefined;
}

/** Thrown by `octets`: the document cannot be made to its end, and would not be at the next attempt. */
export class DocumentFailed extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, detail: string) {
    super(detail);
    this.name = 'DocumentFailed';
    this.code = code;
  }
}

/** Octets of the document that left us. `all`: the request was written to its end. */
export type Sent = 'none' | 'some' | 'all';

export type CreateOutcome =
  /** `ignored`: what the printer will do otherwise than asked, for the log. */
  | { readonly kind: 'created'; readonly job: RemoteJob; readonly ignored: readonly string[] }
  /** It made no job. */
  | NotNow
  | Refused
  /** No answer: the job may be there or not. */
  | ({ readonly kind: 'lost' } & Trouble);

export type SendOutcome =
  /** `job` where this operation made it (Print-Job). */
  | { readonly kind: 'accepted'; readonly job?: RemoteJob }
  /** The printer made no job of it and took nothing: only from an operation that would have made one. */
  | NotNow
  | Refused
  /** Its answer is an error, or there is none. `final`: the same document would meet the same answer. */
  | ({ readonly kind: 'lost'; readonly sent: Sent; readonly final: boolean } & Trouble);

/** The answer to a question about our job. */
export type JobLook = JobFinding | ({ readonly kind: 'unreachable' } & Trouble);
/** As `JobLook`, but by token: the id is learnt. */
export type JobSearch =
  | (Exclude<JobFinding, { kind: 'found' }> | ({ readonly kind: 'unreachable' } & Trouble))
  | (Extract<JobFinding, { kind: 'found' }> & { readonly job: RemoteJob });

export type CancelOutcome =
  /** Taken; whether it worked is seen by looking. */
  | { readonly kind: 'taken' }
  /** It has ended, or is not known (any more). */
  | { readonly kind: 'too-late' }
  | { readonly kind: 'not-offered' }
  | ({ readonly kind: 'unreachable' } & Trouble);

export interface SendWatch {
  /** Octets of the document handed to the connection so far. */
  readonly onBytes: (total: number) => void;
  /** The last octet is written; the answer is awaited. */
  readonly onWritten: () => void;
}

/** One printer spoken to by one protocol. Each call is one attempt and never a retry that could have an effect twice. */
export interface DeliveryLink {
  preflight(signal: AbortSignal): Promise<Preflight>;
  /** Only where `opensJobs`. */
  create(order: JobOrder, printer: ReadyPrinter, signal: AbortSignal): Promise<CreateOutcome>;
  /** The document of a job made by `create`; without `job` a job made in the same operation. */
  send(
    order: JobOrder,
    printer: ReadyPrinter,
    job: RemoteJob | undefined,
    document: DocumentBytes,
    watch: SendWatch,
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  look(job: RemoteJob, token: string, signal: AbortSignal): Promise<JobLook>;
  find(token: string, user: string, signal: AbortSignal): Promise<JobSearch>;
  /** undefined: no answer that makes sense. */
  now(signal: AbortSignal): Promise<PrinterNow | undefined>;
  cancel(job: RemoteJob, user: string, signal: AbortSignal): Promise<CancelOutcome>;
  /** Lets go of what it holds open; nobody speaks through it any more. */
  close?(): void;
}

/** How a printer lives, by other means than its connection (SNMP); undefined: no answer. */
export interface LifeSigns {
  /** hrPrinterStatus (RFC 2790), or that it is stopped where that is known. */
  readonly status: 'idle' | 'printing' | 'warmup' | 'other' | 'unknown' | 'stopped';
  /** Pages of its life (prtMarkerLifeCount). */
  readonly lifeCount?: number | undefined;
  /** Why it is stopped. */
  readonly stopped?: PrinterWords | undefined;
}
export type AskLifeSigns = (target: PrinterTarget, signal: AbortSignal) => Promise<LifeSigns | undefined>;

export interface DeliveryTools {
  readonly clock: Clock;
  readonly log: Log;
  /** Refuse what is not encrypted (settings.delivery.encryptedOnly), as it is now. */
  readonly encryptedOnly: () => boolean;
  /** The words for a printer's state and reasons as its attributes tell them. */
  readonly describePrinter: (attributes: IppAttributes) => PrinterWords;
  /** Keeps a document of unknown length, encrypted, until it has been sent. Absent: such a one cannot go where its length is asked for. */
  readonly spool?: Spool | undefined;
  readonly lifeSigns?: AskLifeSigns | undefined;
  readonly lookup?: PrinterLookup | undefined;
}

export interface DeliveryProtocol {
  readonly name: string;
  /** URI schemes without the colon. */
  readonly schemes: readonly string[];
  /** Holds what links share (connections); closed when the server stops. */
  start(tools: DeliveryTools): {
    open(target: PrinterTarget): DeliveryLink;
    close(): void;
  };
}
