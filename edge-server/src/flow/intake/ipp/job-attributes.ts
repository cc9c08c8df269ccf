// The job attributes a client is told (RFC 8011 section 5.3, PWG 5100.11): state and reasons come from the document's own state machine, so a
// document that was printed or deleted elsewhere disappears from the client's queue.
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import { JOB_STATE } from '@platen/shared/job-state';
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
  text,
  uri,
} from '../../../protocols/ipp/message.ts';
import type { AttributeGroups } from '../../../protocols/ipp/requested-attributes.ts';
import type { IppJob } from '../../store/ipp-jobs.ts';
import type { IppQueue } from './ipp-queue.ts';
import { upTime } from './printer-attributes.ts';

export interface JobFacts {
  readonly queue: IppQueue;
  readonly startedAt: number;
  readonly now: number;
}

interface Standing {
  /** RFC 8011 section 5.3.7. */
  readonly state: number;
  readonly reasons: readonly string[];
  /** For the person at the computer. */
  readonly message: string;
}

const isFinal = (state: number): boolean => state >= 7;
/** Not completed yet, as which-jobs means it. */
export const isFinished = (found: IppJob): boolean => isFinal(standingOf(found).state);

export function standingOf({ row, job }: IppJob): Standing {
  if (row.state === 'canceled') return { state: 7, reasons: ['job-canceled-by-user'], message: 'Cancelled.' };
  if (row.state === 'aborted')
    return { state: 8, reasons: ['aborted-by-system'], message: 'Its document never came.' };
  if (row.jobId === null) {
    return row.state === 'open'
      ? { state: 4, reasons: ['job-incoming', 'job-data-insufficient'], message: 'Waiting for its document.' }
      : { state: 9, reasons: ['job-completed-successfully'], message: 'It had no document.' };
  }
  if (job === undefined)
    return { state: 9, reasons: ['job-completed-successfully'], message: 'No longer here.' };
  const { ippState, ippReason, sentence } = JOB_STATE[job.state];
  if (job.state === 'refused')
    return { state: 8, reasons: [ippReason, 'aborted-by-system'], message: refusal(job.reason) };
  if (job.state === 'held' || job.state === 'received') {
    // PWG 5100.11 section 4.3.2: it waits for its owner at a printer.
    return { state: ippState, reasons: [ippReason, 'job-release-wait'], message: sentence };
  }
  return { state: ippState, reasons: [ippReason], message: sentence };
}

function refusal(reason: string | null): string {
  if (reason === null || !Object.hasOwn(ERRORS, reason)) return 'It cannot be printed.';
  return fillSentence(ERRORS[reason as ErrorCode].user, {});
}

export const jobUri = (queue: IppQueue, number: number): string => `${queue.uri}/${String(number)}`;

/** What Print-Job, Create-Job and Send-Document answer with (RFC 8011 section 4.2.1.2). */
export function jobStatus({ queue }: Pick<JobFacts, 'queue'>, found: IppJob): IppAttributes {
  const { state, reasons, message } = standingOf(found);
  return [
    integer('job-id', found.row.number),
    uri('job-uri', jobUri(queue, found.row.number)),
    uri('job-uuid', `urn:uuid:${found.row.uuid}`),
    enumValue('job-state', state),
    keyword('job-state-reasons', ...reasons),
    text('job-state-message', message),
  ];
}

/** Computed when asked for, by the group names a client may request. */
export function jobAttributes(facts: JobFacts, found: IppJob): AttributeGroups {
  const { row, job } = found;
  return new Map([
    [
      'job-description',
      [
        ...jobStatus(facts, found),
        uri('job-printer-uri', facts.queue.uri),
        uri('job-more-info', facts.queue.site),
        name('job-name', job?.title ?? row.name),
        name('job-originating-user-name', row.userName),
        charset('attributes-charset', 'utf-8'),
        naturalLanguage('attributes-natural-language', 'en'),
        ...(row.format === null ? [] : [mimeMediaType('document-format-supplied', row.format)]),
        integer('number-of-documents', row.jobId === null ? 0 : 1),
        integer('job-k-octets', Math.ceil((job?.size ?? 0) / 1024)),
        ...progress(found),
        ...times(facts, found),
      ],
    ],
    ['job-template', template(found)],
  ]);
}

function progress({ job }: IppJob): IppAttributes {
  const pages = job?.pages ?? undefined;
  const known = (attribute: string, value: number | undefined) =>
    value === undefined ? outOfBand(attribute, 'no-value') : integer(attribute, value);
  return [
    known('job-pages', pages),
    known('job-impressions', pages),
    known('job-media-sheets', pages),
    integer('job-impressions-completed', job?.state === 'printed' ? (pages ?? 0) : 0),
  ];
}

/** What it will be printed with, as far as it is settled: everything can be changed at the printer. */
function template({ job }: IppJob): IppAttributes {
  const { copies, sides, media, printColorMode } = job?.ticket ?? {};
  return [
    integer('copies', copies ?? 1),
    ...(sides === undefined ? [] : [keyword('sides', sides)]),
    ...(media === undefined ? [] : [keyword('media', media)]),
    ...(printColorMode === undefined ? [] : [keyword('print-color-mode', printColorMode)]),
    keyword('job-hold-until', 'indefinite'),
  ];
}

function times({ startedAt, now }: JobFacts, found: IppJob): IppAttributes {
  const { row, job } = found;
  const ended = isFinished(found) ? (row.endedAt ?? job?.changedAt ?? row.createdAt) : undefined;
  const moments = [
    ['creation', row.createdAt],
    ['processing', job?.state === 'releasing' ? job.changedAt : ended],
    ['completed', ended],
  ] as const;
  return [
    integer('job-printer-up-time', upTime(startedAt, now)),
    ...moments.flatMap(([moment, at]) =>
      at === undefined
        ? [outOfBand(`time-at-${moment}`, 'no-value'), outOfBand(`date-time-at-${moment}`, 'no-value')]
        : [
            integer(`time-at-${moment}`, upTime(startedAt, at)),
            dateTime(`date-time-at-${moment}`, new Date(at)),
          ],
    ),
  ];
}
