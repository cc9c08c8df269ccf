// A make-believe IPP printer that behaves: jobs, states and what came out on paper, in memory and without network. It is the
// honest half of evil-printer.ts, and the truth that tests compare with: `printed` survives every restart.
import { randomUUID } from 'node:crypto';
import {
  type OperationName,
  operationName,
  operations,
  type PrinterStateName,
  type StatusName,
  statusCodes,
} from '@platen/edge-server/protocols/ipp/codes';
import {
  attributesOf,
  charset,
  findAttribute,
  type IppAttributes,
  type IppMessage,
  naturalLanguage,
} from '@platen/edge-server/protocols/ipp/message';
import { describePrinter, type PrinterDescription } from './printer-description.ts';
import { describeJob, isFinal, type ModelJob } from './printer-jobs.ts';

export type PrintedDocument = {
  readonly jobName: string;
  readonly document: Buffer;
  readonly template: IppAttributes;
};

export type PrinterModelOptions = {
  /** False: a printer of the old kind that knows Print-Job only. */
  readonly createJob?: boolean;
  readonly formats?: readonly string[];
  /** Jobs print at once (default); false: they stay processing until `finish`. */
  readonly autoFinish?: boolean;
};

export type PrinterModel = {
  /** Changed by tests at will: state, reasons, accepting, uuid, impressions, up-time. */
  readonly printer: PrinterDescription;
  readonly jobs: ReadonlyMap<number, ModelJob>;
  /** What came out on paper since the model was made, restarts or not. */
  readonly printed: readonly PrintedDocument[];
  /** Answers a request as RFC 8011 wants it; `document` is what followed the attributes. */
  readonly answer: (request: IppMessage, document: Buffer) => IppMessage;
  /** The connection broke within the document: the job is aborted by the system, nothing prints. */
  readonly abandon: (request: IppMessage) => void;
  /** Prints a job that is processing. */
  readonly finish: (jobId: number) => void;
  /** A power cycle: jobs forgotten, ids from 1, printer-up-time from 0. */
  readonly restart: () => void;
};

const numberOf = (attributes: IppAttributes, wanted: string): number | undefined => {
  const value = findAttribute(attributes, wanted)?.values[0];
  return value?.syntax === 'integer' || value?.syntax === 'enum' ? value.value : undefined;
};

const stringOf = (attributes: IppAttributes, wanted: string): string | undefined => {
  const value = findAttribute(attributes, wanted)?.values[0];
  return value !== undefined && 'value' in value && typeof value.value === 'string' ? value.value : undefined;
};

const jobIdOf = (attributes: IppAttributes): number | undefined => {
  const last = stringOf(attributes, 'job-uri')?.split('/').at(-1);
  return numberOf(attributes, 'job-id') ?? (last === undefined ? undefined : Number(last));
};

/** `uriOf` gives the printer's own URI once its port is known. */
export const makePrinterModel = (
  uriOf: () => string,
  {
    createJob = true,
    formats = ['application/pdf', 'image/jpeg'],
    autoFinish = true,
  }: PrinterModelOptions = {},
): PrinterModel => {
  const jobs = new Map<number, ModelJob>();
  const printed: PrintedDocument[] = [];
  let nextId = 1;
  let startedAt = performance.now();
  const supported: readonly OperationName[] = [
    ...(['Print-Job', 'Validate-Job', 'Cancel-Job', 'Get-Job-Attributes', 'Get-Jobs'] as const),
    ...(createJob ? (['Create-Job', 'Send-Document'] as const) : []),
    'Get-Printer-Attributes',
  ];
  const printer: PrinterDescription = {
    uuid: `urn:uuid:${randomUUID()}`,
    state: 'idle' satisfies PrinterStateName,
    reasons: [],
    accepting: true,
    impressionsCompleted: 1_000,
    formats,
    upTimeSeconds: () => 1 + Math.floor((performance.now() - startedAt) / 1000),
  };

  const reply = (request: IppMessage, status: StatusName, groups: IppMessage['groups'] = []): IppMessage => ({
    version: { major: 2, minor: 0 },
    code: statusCodes[status],
    requestId: request.requestId,
    groups: [
      {
        group: 'operation',
        attributes: [
          charset('attributes-charset', 'utf-8'),
          naturalLanguage('attributes-natural-language', 'en'),
        ],
      },
      ...groups,
    ],
  });
  const jobGroup = (job: ModelJob): IppMessage['groups'][number] => ({
    group: 'job',
    attributes: describeJob(job, `${uriOf()}/${job.id}`),
  });

  const finish = (jobId: number): void => {
    const job = jobs.get(jobId);
    if (job === undefined || isFinal(job.state)) return;
    for (const document of job.documents)
      printed.push({ jobName: job.name, document, template: job.template });
    const copies = numberOf(job.template, 'copies') ?? 1;
    // One page per document is all this printer knows of page counts.
    job.impressionsCompleted = copies * job.documents.length;
    printer.impressionsCompleted += job.impressionsCompleted;
    job.state = 'completed';
    job.reasons = ['job-completed-successfully'];
  };
  const begin = (job: ModelJob): void => {
    job.state = 'processing';
    job.reasons = ['job-printing'];
    if (autoFinish) finish(job.id);
  };
  const create = (request: IppMessage): ModelJob => {
    const operation = attributesOf(request, 'operation');
    const job: ModelJob = {
      id: nextId,
      uuid: `urn:uuid:${randomUUID()}`,
      name: stringOf(operation, 'job-name') ?? 'Untitled',
      user: stringOf(operation, 'requesting-user-name') ?? 'anonymous',
      state: 'pending-held',
      reasons: ['job-incoming', 'job-data-insufficient'],
      template: attributesOf(request, 'job'),
      documents: [],
      format: stringOf(operation, 'document-format') ?? 'application/octet-stream',
      impressionsCompleted: 0,
    };
    nextId += 1;
    jobs.set(job.id, job);
    return job;
  };
  const addressed = (request: IppMessage): ModelJob | undefined => {
    const id = jobIdOf(attributesOf(request, 'operation'));
    return id === undefined ? undefined : jobs.get(id);
  };
  const formatRefused = (request: IppMessage): boolean => {
    const format = stringOf(attributesOf(request, 'operation'), 'document-format');
    return format !== undefined && format !== 'application/octet-stream' && !formats.includes(format);
  };

  const listed = (request: IppMessage): readonly ModelJob[] => {
    const attributes = attributesOf(request, 'operation');
    const which = stringOf(attributes, 'which-jobs') ?? 'not-completed';
    const fits = (job: ModelJob): boolean =>
      which === 'all' || isFinal(job.state) === (which === 'completed');
    return [...jobs.values()].filter(fits).slice(0, numberOf(attributes, 'limit') ?? jobs.size);
  };

  const answer = (request: IppMessage, document: Buffer): IppMessage => {
    const operation = operationName(request.code);
    if (operation === undefined || !supported.includes(operation))
      return reply(request, 'server-error-operation-not-supported');
    if (['Print-Job', 'Create-Job', 'Validate-Job'].includes(operation)) {
      if (!printer.accepting) return reply(request, 'server-error-not-accepting-jobs');
      if (formatRefused(request)) return reply(request, 'client-error-document-format-not-supported');
    }
    switch (operation) {
      case 'Get-Printer-Attributes':
        return reply(request, 'successful-ok', [
          {
            group: 'printer',
            attributes: describePrinter(
              printer,
              uriOf(),
              supported.map((each) => operations[each]),
            ),
          },
        ]);
      case 'Create-Job':
        return reply(request, 'successful-ok', [jobGroup(create(request))]);
      case 'Print-Job': {
        const job = create(request);
        job.documents.push(document);
        begin(job);
        return reply(request, 'successful-ok', [jobGroup(job)]);
      }
      case 'Send-Document': {
        const job = addressed(request);
        if (job === undefined) return reply(request, 'client-error-not-found');
        // 0x0509 is what printers were seen to answer to a second last document (delivery-and-mail.md, fact 3).
        if (isFinal(job.state) || !job.reasons.includes('job-data-insufficient'))
          return reply(request, 'server-error-multiple-document-jobs-not-supported');
        job.documents.push(document);
        begin(job);
        return reply(request, 'successful-ok', [jobGroup(job)]);
      }
      case 'Cancel-Job': {
        const job = addressed(request);
        if (job === undefined) return reply(request, 'client-error-not-found');
        if (isFinal(job.state)) return reply(request, 'client-error-not-possible');
        job.state = 'canceled';
        job.reasons = ['job-canceled-by-user'];
        return reply(request, 'successful-ok');
      }
      case 'Get-Job-Attributes': {
        const job = addressed(request);
        if (job === undefined) return reply(request, 'client-error-not-found');
        return reply(request, 'successful-ok', [jobGroup(job)]);
      }
      case 'Get-Jobs':
        return reply(request, 'successful-ok', listed(request).map(jobGroup));
      default:
        return reply(request, 'successful-ok');
    }
  };

  return {
    printer,
    jobs,
    printed,
    answer,
    finish,
    abandon(request) {
      const job =
        addressed(request) ?? (operationName(request.code) === 'Print-Job' ? create(request) : undefined);
      if (job === undefined || isFinal(job.state)) return;
      job.state = 'aborted';
      job.reasons = ['aborted-by-system'];
    },
    restart() {
      jobs.clear();
      nextId = 1;
      startedAt = performance.now();
    },
  };
};
