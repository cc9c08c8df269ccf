// The job attributes of the virtual MFD (RFC 8011 section 5.3), and the job group that answers job creation.
import { jobStates } from '../protocols/ipp/codes.ts';
import {
  charset,
  dateTime,
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  mimeMediaType,
  name,
  naturalLanguage,
  outOfBand,
  uri,
} from '../protocols/ipp/message.ts';
import type { AttributeGroups } from '../protocols/ipp/requested-attributes.ts';
import { isFinished, printerState, upTime, type VirtualJob } from './state.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

export function jobAttributes(printer: VirtualPrinter, job: VirtualJob): AttributeGroups {
  return new Map([
    ['job-description', [...identity(printer, job), ...progress(job), ...times(printer, job)]],
    ['job-template', job.ticket],
  ]);
}

/** What Print-Job, Create-Job and Send-Document answer with (RFC 8011 section 4.2.1.2). */
export function jobStatus(printer: VirtualPrinter, job: VirtualJob): IppAttributes {
  return [
    integer('job-id', job.id),
    uri('job-uri', jobUri(printer, job)),
    uri('job-uuid', job.uuid),
    ...standing(printer, job),
  ];
}

const jobUri = (printer: VirtualPrinter, job: VirtualJob): string => `${printer.uri()}/${String(job.id)}`;

function standing(printer: VirtualPrinter, job: VirtualJob): IppAttributes {
  // A pending job waits for the printer, and the printer for somebody with paper.
  const waits = job.state === 'pending' && printerState(printer.state) === 'stopped';
  return [
    enumValue('job-state', jobStates[job.state]),
    keyword('job-state-reasons', ...(waits ? ['printer-stopped'] : job.reasons)),
  ];
}

function identity(printer: VirtualPrinter, job: VirtualJob): IppAttributes {
  return [
    ...jobStatus(printer, job),
    uri('job-printer-uri', printer.uri()),
    name('job-name', job.name),
    name('job-originating-user-name', job.user),
    charset('attributes-charset', 'utf-8'),
    naturalLanguage('attributes-natural-language', 'en'),
    ...(job.documentFormat === undefined
      ? []
      : [mimeMediaType('document-format-supplied', job.documentFormat)]),
    integer('number-of-documents', job.document === 'awaited' ? 0 : 1),
    integer('job-k-octets', Math.ceil(job.documentBytes / 1024)),
  ];
}

function progress(job: VirtualJob): IppAttributes {
  const known = (attribute: string, value: number | undefined) =>
    value === undefined ? outOfBand(attribute, 'unknown') : integer(attribute, value);
  return [
    known('job-pages', job.pages),
    known('job-impressions', job.impressions),
    known('job-media-sheets', job.sheets),
    integer('job-impressions-completed', job.impressionsCompleted),
    integer('job-media-sheets-completed', job.sheetsCompleted),
  ];
}

function times({ state, now }: VirtualPrinter, job: VirtualJob): IppAttributes {
  const moments = [
    ['creation', job.createdAt],
    ['processing', job.processingAt],
    ['completed', job.completedAt],
  ] as const;
  return [
    integer('job-printer-up-time', upTime(state, now())),
    ...moments.flatMap(([moment, at]) =>
      at === undefined
        ? [outOfBand(`time-at-${moment}`, 'no-value'), outOfBand(`date-time-at-${moment}`, 'no-value')]
        : [integer(`time-at-${moment}`, upTime(state, at)), dateTime(`date-time-at-${moment}`, new Date(at))],
    ),
  ];
}

/** Get-Jobs order (RFC 8011 section 4.2.6.2): unfinished as they will print, finished with the latest first. */
export function inGetJobsOrder(jobs: Iterable<VirtualJob>): readonly VirtualJob[] {
  const all = [...jobs];
  const finished = all.filter(isFinished).sort((a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0));
  return [...all.filter((job) => !isFinished(job)), ...finished];
}
