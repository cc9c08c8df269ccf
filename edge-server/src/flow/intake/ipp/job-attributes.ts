// The job attributes a client is told (RFC 8011 section 5.3, PWG 5100.11). How the job stands is in job-standing.ts.
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
import type { JobRow } from '../../store/jobs.ts';
import { impressionsOf } from './document-standing.ts';
import type { IppQueue } from './ipp-queue.ts';
import { isFinished, standingOf } from './job-standing.ts';
import { ticketAttributes } from './ticket-attributes.ts';
import { upTime } from './up-time.ts';

export interface JobFacts {
  readonly queue: IppQueue;
  readonly startedAt: number;
  readonly now: number;
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
    integer('number-of-intervening-jobs', 0),
  ];
}

/** Computed when asked for, by the group names a client may request. */
export function jobAttributes(facts: JobFacts, found: IppJob): AttributeGroups {
  const { row, documents } = found;
  const format = documents[0]?.row.format ?? undefined;
  const size = documents.reduce((sum, { job }) => sum + (job?.size ?? 0), 0);
  return new Map([
    [
      'job-description',
      [
        ...jobStatus(facts, found),
        uri('job-printer-uri', facts.queue.uri),
        uri('job-more-info', facts.queue.site),
        name('job-name', jobName(found)),
        name('job-originating-user-name', row.userName),
        charset('attributes-charset', 'utf-8'),
        naturalLanguage('attributes-natural-language', 'en'),
        ...(format === undefined ? [] : [mimeMediaType('document-format-supplied', format)]),
        integer('number-of-documents', documents.length),
        integer('job-k-octets', Math.ceil(size / 1024)),
        ...progress(found),
        ...times(facts, found),
      ],
    ],
    ['job-template', template(found)],
  ]);
}

/** A single document may have been given another title since. */
export function jobName({ row, documents }: IppJob): string {
  const [only, ...others] = documents;
  return others.length === 0 ? (only?.job?.title ?? row.name) : row.name;
}

function progress({ documents }: IppJob): IppAttributes {
  const jobs = documents.flatMap(({ job }) => (job === undefined ? [] : [job]));
  const pages = jobs.every((job) => job.pages !== null) && jobs.length > 0 ? sumOfPages(jobs) : undefined;
  const known = (attribute: string) =>
    pages === undefined ? outOfBand(attribute, 'no-value') : integer(attribute, pages);
  return [
    known('job-pages'),
    known('job-impressions'),
    known('job-media-sheets'),
    integer('job-impressions-completed', impressionsCompleted({ documents })),
  ];
}

const sumOfPages = (jobs: readonly JobRow[]): number =>
  jobs.reduce((sum, { pages }) => sum + (pages ?? 0), 0);

/** Sides that are out. */
export const impressionsCompleted = ({ documents }: Pick<IppJob, 'documents'>): number =>
  documents.reduce((sum, document) => sum + impressionsOf(document), 0);

/** What it will be printed with, as far as it is settled: everything can be changed at the printer. */
function template({ row, documents }: IppJob): IppAttributes {
  return [
    ...ticketAttributes(documents[0]?.job?.ticket ?? row.ticket),
    // A direct queue holds nothing.
    keyword('job-hold-until', row.printerId === null ? 'indefinite' : 'no-hold'),
    integer('job-priority', 50),
  ];
}

function times({ startedAt, now }: JobFacts, found: IppJob): IppAttributes {
  const { row, documents } = found;
  const changes = documents.flatMap(({ job }) => (job === undefined ? [] : [job.changedAt]));
  const ended = isFinished(found)
    ? changes.length > 0
      ? Math.max(...changes)
      : (row.endedAt ?? row.changedAt)
    : undefined;
  const releasing = documents.find(({ job }) => job?.state === 'releasing')?.job;
  const moments = [
    ['creation', row.createdAt],
    ['processing', releasing?.changedAt ?? ended],
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
