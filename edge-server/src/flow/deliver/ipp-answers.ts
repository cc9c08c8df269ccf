// What a printer's IPP answers mean for a delivery. Pure: messages and outcomes to the values of delivery-protocol.ts.
// Everything here came from the network: absent, of another syntax, or out of range is the normal case (threat T09).
import { isSuccess, operations, printerStates, statusCodes, statusName } from '../../protocols/ipp/codes.ts';
import { attributesOf, type IppAttributes, type IppMessage } from '../../protocols/ipp/message.ts';
import type { IppFailure, IppOutcome } from '../../protocols/ipp/outcome.ts';
import {
  readBoolean,
  readEnum,
  readEnums,
  readInteger,
  readKeywords,
  readMimeMediaTypes,
  readName,
  readText,
  readUri,
} from '../../protocols/ipp/read-values.ts';
import type {
  PrinterNow,
  PrinterWords,
  ReadyPrinter,
  RemoteJob,
  Sent,
  Trouble,
} from './delivery-protocol.ts';
import { DocumentFailed } from './delivery-protocol.ts';
import { hasToken } from './job-name.ts';
import type { JobFinding, PrinterFacts } from './recovery-facts.ts';

export type DescribePrinter = (attributes: IppAttributes) => PrinterWords;

/** What happens when the same is tried again. `unsure`: the printer may have acted on it all the same. */
export type Refusal = Trouble & { readonly kind: 'not-now' | 'refused' | 'unsure' };

/** RFC 8011 appendix B: what a status other than success says about an operation that would have made a job. */
export function refusalOf(message: IppMessage): Refusal {
  const { code } = message;
  const said = readText(attributesOf(message, 'operation'), 'status-message');
  const status = statusName(code) ?? `0x${code.toString(16).padStart(4, '0')}`;
  const detail = said === undefined || said === status ? status : `${status}: ${said}`;
  switch (code) {
    case statusCodes['server-error-not-accepting-jobs']:
    case statusCodes['server-error-printer-is-deactivated']:
      return { kind: 'not-now', code: 'printer-not-accepting', detail };
    case statusCodes['server-error-busy']:
    case statusCodes['server-error-service-unavailable']:
    case statusCodes['server-error-too-many-jobs']:
      return { kind: 'not-now', code: 'printer-busy', detail };
    // These may come in the middle of a document that is already being printed.
    case statusCodes['server-error-internal-error']:
    case statusCodes['server-error-device-error']:
    case statusCodes['server-error-temporary-error']:
    case statusCodes['server-error-job-canceled']:
      return { kind: 'unsure', code: 'printer-refused', detail };
    case statusCodes['client-error-document-format-not-supported']:
      return { kind: 'refused', code: 'printer-format', detail };
    default:
      // A code of no class that exists (a lie, or a vendor's own) proves nothing.
      return {
        kind: code >= 0x0400 && code <= 0x05ff ? 'refused' : 'unsure',
        code: 'printer-refused',
        detail,
      };
  }
}

/** An exchange without an answer, of an operation that would have made a job. */
export function failureOf(failure: IppFailure): Refusal {
  const { detail } = failure;
  switch (failure.kind) {
    case 'bad-uri':
      return { kind: 'refused', code: 'printer-address', detail };
    case 'tls':
      return { kind: 'refused', code: 'printer-trust', detail };
    case 'http-status':
      if (failure.status === 503 || failure.status === 429)
        return { kind: 'not-now', code: 'printer-busy', detail };
      // The request never reached the printer's IPP.
      if (failure.status >= 400 && failure.status < 500)
        return { kind: 'refused', code: 'printer-refused', detail };
      return { kind: 'unsure', code: 'printer-refused', detail };
    case 'document-failed': {
      const { cause } = failure;
      return {
        kind: 'unsure',
        code: cause instanceof DocumentFailed ? cause.code : 'storage-failed',
        detail,
      };
    }
    case 'refused-connection':
    case 'timeout':
    case 'reset':
    case 'not-ipp':
    case 'aborted':
      // Before the connection stood not one octet of the request had left.
      return {
        kind: failure.phase === 'connect' ? 'not-now' : 'unsure',
        code: 'printer-unreachable',
        detail,
      };
  }
}

/** Octets of a document of `length`, where that is known, that left us. */
export function sentOf(outcome: IppOutcome, length: number | undefined): Sent {
  if (outcome.bytesSent === 0) return 'none';
  // The request ends with the document, so that an answer is awaited only after all of it.
  return outcome.bytesSent >= (length ?? 0) && outcome.phase === 'answer' ? 'all' : 'some';
}

/** `at`: our clock before the question was sent. */
export function readFacts(printer: IppAttributes, at: number): PrinterFacts {
  return {
    uuid: sameUuid(readUri(printer, 'printer-uuid')),
    upTime: countOf(printer, 'printer-up-time'),
    markerCount: countOf(printer, 'printer-impressions-completed'),
    processing: readEnum(printer, 'printer-state') === printerStates.processing,
    at,
  };
}

export function readNow(printer: IppAttributes, at: number, describe: DescribePrinter): PrinterNow {
  const stopped = readEnum(printer, 'printer-state') === printerStates.stopped;
  return { facts: readFacts(printer, at), stopped: stopped ? describe(printer) : undefined };
}

/** `uri`: the address that answered. */
export function readReady(
  printer: IppAttributes,
  at: number,
  describe: DescribePrinter,
  uri: string,
): ReadyPrinter {
  const offered = readEnums(printer, 'operations-supported');
  const offers = (operation: keyof typeof operations, unless: boolean): boolean =>
    offered === undefined ? unless : offered.includes(operations[operation]);
  return {
    ...readNow(printer, at, describe),
    formats: readMimeMediaTypes(printer, 'document-format-supported') ?? [],
    // A printer that does not list its operations is taken for the oldest kind, which has these (RFC 8011 section 5.2.2).
    opensJobs: offers('Create-Job', false) && offers('Send-Document', false),
    reports: offers('Get-Job-Attributes', true),
    attributes: printer,
    uri,
  };
}

export function isAccepting(printer: IppAttributes): boolean {
  return readBoolean(printer, 'printer-is-accepting-jobs') !== false;
}

/** undefined when the answer names no job: what an id of 0 or less means nobody knows. */
export function readRemoteJob(job: IppAttributes): RemoteJob | undefined {
  const id = readInteger(job, 'job-id');
  if (id === undefined || id < 1) return undefined;
  return { id, uuid: sameUuid(readUri(job, 'job-uuid')), uri: readUri(job, 'job-uri') };
}

/** States of RFC 8011 section 5.3.7, pending to completed. */
const FIRST_JOB_STATE = 3;
const LAST_JOB_STATE = 9;

/**
 * A job the printer described, judged by what is ours: the uuid where both sides know one, and the token in the name. An id
 * alone proves nothing, since ids start again after a restart. undefined when it is ours but makes no sense.
 */
export function judgeJob(
  job: IppAttributes,
  ours: { readonly uuid?: string | undefined; readonly token: string },
): JobFinding | undefined {
  const uuid = sameUuid(readUri(job, 'job-uuid'));
  const name = readName(job, 'job-name');
  const uuidDiffers = ours.uuid !== undefined && uuid !== undefined && uuid !== ours.uuid;
  const nameDiffers = name !== undefined && !hasToken(name, ours.token);
  const known = name !== undefined || (uuid !== undefined && uuid === ours.uuid);
  if (uuidDiffers || nameDiffers || !known) return { kind: 'another' };
  const state = readEnum(job, 'job-state');
  if (state === undefined || state < FIRST_JOB_STATE || state > LAST_JOB_STATE) return undefined;
  // Some devices count sheets only; a sheet is at least one impression.
  const counted = [countOf(job, 'job-impressions-completed'), countOf(job, 'job-media-sheets-completed')];
  const most = Math.max(...counted.map((count) => count ?? -1));
  return {
    kind: 'found',
    state,
    reasons: (readKeywords(job, 'job-state-reasons') ?? []).filter((reason) => reason !== 'none'),
    impressions: most < 0 ? undefined : most,
    uuid,
  };
}

/** Names of attributes the printer will not do as asked (RFC 8011 section 4.1.7). */
export function readIgnored(message: IppMessage): readonly string[] {
  return attributesOf(message, 'unsupported').map(({ name }) => name);
}

export function succeeded(message: IppMessage): boolean {
  return isSuccess(message.code);
}

function countOf(attributes: IppAttributes, name: string): number | undefined {
  const value = readInteger(attributes, name);
  return value === undefined || value < 0 ? undefined : value;
}

/** urn:uuid: is case-insensitive (RFC 9562 section 4). */
function sameUuid(uri: string | undefined): string | undefined {
  return uri?.trim().toLowerCase();
}
