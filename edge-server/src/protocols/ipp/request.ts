// Builds the requests a client sends, each with its operation attributes in the order RFC 8011 sections 4.1.4 and 4.1.5
// demand: charset, natural language, target, then the rest. What to ask for is the caller's business.
import { fitOctets } from './clean-text.ts';
import { type OperationName, operations } from './codes.ts';
import { maxNameOctets } from './limits.ts';
import {
  boolean,
  charset,
  type IppAttribute,
  type IppAttributes,
  type IppGroup,
  type IppMessage,
  type IppVersion,
  integer,
  keyword,
  mimeMediaType,
  name,
  naturalLanguage,
  uri,
} from './message.ts';

/** What every request has. */
export type RequestBasics = {
  /** As the printer gave it (printer-uri-supported) or as it was registered. */
  readonly printerUri: string;
  /** From 1 up; needs to differ only between requests that are under way on one connection. */
  readonly requestId?: number;
  /** 2.0 by default; 1.1 for printers that answer server-error-version-not-supported. */
  readonly version?: IppVersion;
  readonly requestingUserName?: string;
  /** RFC 5646 tag for texts the printer writes, "en" by default. */
  readonly language?: string;
};

export type JobTarget = RequestBasics & { readonly jobId: number };
export type Requested = { readonly requestedAttributes?: readonly string[] };

export type JobRequest = RequestBasics & {
  readonly jobName?: string;
  /** True: refuse the job rather than print it otherwise than asked. Printers take an absent one for false. */
  readonly fidelity?: boolean;
  /** Job Template attributes: copies, sides, media-col... */
  readonly jobAttributes?: IppAttributes;
  /** Further operation attributes, such as job-password or document-charset. */
  readonly operationAttributes?: IppAttributes;
};

export type DocumentRequest = {
  readonly documentFormat?: string;
  readonly documentName?: string;
  /** A compression-supported keyword; none when absent. */
  readonly compression?: string;
};

export function getPrinterAttributes(
  request: RequestBasics & Requested & { readonly documentFormat?: string },
): IppMessage {
  return requestMessage('Get-Printer-Attributes', request, [
    ...optional(request.documentFormat, (format) => mimeMediaType('document-format', format)),
    ...requested(request),
  ]);
}

/** The document follows with Send-Document. */
export function createJob(request: JobRequest): IppMessage {
  return requestMessage('Create-Job', request, jobOperation(request), jobGroup(request));
}

/** The document follows the message in the same request. */
export function printJob(request: JobRequest & DocumentRequest): IppMessage {
  return requestMessage(
    'Print-Job',
    request,
    [...jobOperation(request), ...documentOperation(request)],
    jobGroup(request),
  );
}

/** The same as printJob, without a document. */
export function validateJob(request: JobRequest & DocumentRequest): IppMessage {
  return requestMessage(
    'Validate-Job',
    request,
    [...jobOperation(request), ...documentOperation(request)],
    jobGroup(request),
  );
}

export function sendDocument(
  request: JobTarget & DocumentRequest & { readonly lastDocument: boolean },
): IppMessage {
  return requestMessage('Send-Document', request, [
    ...documentOperation(request),
    boolean('last-document', request.lastDocument),
  ]);
}

export function getJobAttributes(request: JobTarget & Requested): IppMessage {
  return requestMessage('Get-Job-Attributes', request, requested(request));
}

export function getJobs(
  request: RequestBasics &
    Requested & {
      readonly whichJobs?: 'completed' | 'not-completed';
      /** Only those of requestingUserName. */
      readonly myJobs?: boolean;
      readonly limit?: number;
    },
): IppMessage {
  return requestMessage('Get-Jobs', request, [
    ...optional(request.limit, (limit) => integer('limit', limit)),
    ...requested(request),
    ...optional(request.whichJobs, (which) => keyword('which-jobs', which)),
    ...optional(request.myJobs, (mine) => boolean('my-jobs', mine)),
  ]);
}

export function cancelJob(request: JobTarget): IppMessage {
  return requestMessage('Cancel-Job', request);
}

/** Any operation: the basics in their order, then these attributes, then these groups. */
export function requestMessage(
  operation: OperationName,
  request: RequestBasics & { readonly jobId?: number },
  operationAttributes: IppAttributes = [],
  groups: readonly IppGroup[] = [],
): IppMessage {
  const attributes = [
    charset('attributes-charset', 'utf-8'),
    naturalLanguage('attributes-natural-language', request.language ?? 'en'),
    uri('printer-uri', request.printerUri),
    ...optional(request.jobId, (jobId) => integer('job-id', jobId)),
    ...optional(request.requestingUserName, (user) => fittingName('requesting-user-name', user)),
    ...operationAttributes,
  ];
  return {
    version: request.version ?? { major: 2, minor: 0 },
    code: operations[operation],
    requestId: request.requestId ?? 1,
    groups: [{ group: 'operation', attributes }, ...groups],
  };
}

function jobOperation({ jobName, fidelity, operationAttributes = [] }: JobRequest): IppAttributes {
  return [
    ...optional(jobName, (given) => fittingName('job-name', given)),
    ...optional(fidelity, (exact) => boolean('ipp-attribute-fidelity', exact)),
    ...operationAttributes,
  ];
}

function documentOperation({ documentFormat, documentName, compression }: DocumentRequest): IppAttributes {
  return [
    ...optional(documentName, (given) => fittingName('document-name', given)),
    ...optional(compression, (method) => keyword('compression', method)),
    ...optional(documentFormat, (format) => mimeMediaType('document-format', format)),
  ];
}

function jobGroup({ jobAttributes = [] }: JobRequest): readonly IppGroup[] {
  return jobAttributes.length === 0 ? [] : [{ group: 'job', attributes: jobAttributes }];
}

function requested({ requestedAttributes = [] }: Requested): IppAttributes {
  return requestedAttributes.length === 0 ? [] : [keyword('requested-attributes', ...requestedAttributes)];
}

/** A longer name is cut: titles of documents come from anywhere, and printers refuse illegal lengths. */
function fittingName(attribute: string, value: string): IppAttribute {
  return name(attribute, fitOctets(value, maxNameOctets));
}

function optional<T>(value: T | undefined, build: (value: T) => IppAttribute): IppAttributes {
  return value === undefined ? [] : [build(value)];
}
