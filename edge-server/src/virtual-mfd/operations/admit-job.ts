// The part that Print-Job, Create-Job and Validate-Job have in common: may this job be, and what becomes of what it asks
// (RFC 8011 section 4.2.1.1).
import type { IppAttributes } from '../../protocols/ipp/message.ts';
import { readBoolean, readKeyword, readMimeMediaType, readName } from '../../protocols/ipp/read-values.ts';
import { knownFormat } from '../document-format.ts';
import { jobStatus } from '../job-attributes.ts';
import { checkTicket } from '../job-ticket.ts';
import { maxQueuedJobs } from '../limits.ts';
import { unfinishedJobs, type VirtualJob } from '../state.ts';
import type { VirtualPrinter } from '../virtual-printer.ts';
import { type OperationAnswer, type OperationRequest, refuse } from './operation.ts';

export type Admission =
  | { readonly refusal: OperationAnswer }
  | { readonly ticket: IppAttributes; readonly unsupported: IppAttributes };

export function admit(printer: VirtualPrinter, { operation, ticket }: OperationRequest): Admission {
  const refusal = refuseDocumentAttributes(operation);
  if (refusal !== undefined) return { refusal };
  if (unfinishedJobs(printer.state).length >= maxQueuedJobs) {
    return { refusal: refuse('server-error-too-many-jobs', 'Too many jobs are waiting.') };
  }
  const { accepted, unsupported } = checkTicket(ticket);
  if (unsupported.length > 0 && readBoolean(operation, 'ipp-attribute-fidelity') === true) {
    return {
      refusal: {
        status: 'client-error-attributes-or-values-not-supported',
        groups: [{ group: 'unsupported', attributes: unsupported }],
      },
    };
  }
  return { ticket: accepted, unsupported };
}

/** For every operation that carries or announces a document. Undefined when there is nothing to object. */
export function refuseDocumentAttributes(operation: IppAttributes): OperationAnswer | undefined {
  const compression = readKeyword(operation, 'compression') ?? 'none';
  if (compression !== 'none') {
    return refuse('client-error-compression-not-supported', `Compression ${compression} is not supported.`);
  }
  const format = readMimeMediaType(operation, 'document-format');
  if (format !== undefined && knownFormat(format) === undefined) {
    return refuse('client-error-document-format-not-supported', `${format} cannot be printed.`);
  }
  return undefined;
}

/** A job of its own number, safe on disk before anybody hears of it, so that no number is ever given twice. */
export async function addJob(
  printer: VirtualPrinter,
  ticket: IppAttributes,
  operation: IppAttributes,
): Promise<VirtualJob> {
  const { memory, state } = printer;
  const id = memory.remembered.nextJobId;
  memory.remembered.nextJobId += 1;
  await memory.save();
  const job: VirtualJob = {
    id,
    uuid: `urn:uuid:${printer.newUuid()}`,
    name: readName(operation, 'job-name') ?? readName(operation, 'document-name') ?? `Job ${String(id)}`,
    user: readName(operation, 'requesting-user-name') ?? 'anonymous',
    ticket,
    createdAt: printer.now(),
    processingAt: undefined,
    completedAt: undefined,
    state: 'pending-held',
    reasons: ['job-data-insufficient'],
    document: 'awaited',
    closed: false,
    documentFormat: undefined,
    documentBytes: 0,
    pages: undefined,
    impressions: undefined,
    sheets: undefined,
    impressionsCompleted: 0,
    sheetsCompleted: 0,
    cancelRequested: false,
    ending: false,
  };
  state.jobs.set(id, job);
  return job;
}

export function answerWithJob(
  printer: VirtualPrinter,
  job: VirtualJob,
  unsupported: IppAttributes = [],
): OperationAnswer {
  return {
    status: unsupported.length > 0 ? 'successful-ok-ignored-or-substituted-attributes' : 'successful-ok',
    groups: [
      { group: 'unsupported', attributes: unsupported },
      { group: 'job', attributes: jobStatus(printer, job) },
    ],
  };
}
