// The document attributes a client is told (PWG 5100.5 section 5.2): each document of an IPP job has a story of its own.
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
import type { IppDocument, IppJob } from '../../store/ipp-jobs.ts';
import { documentStanding, impressionsOf } from './document-standing.ts';
import { type JobFacts, jobUri } from './job-attributes.ts';
import { hasEnded } from './job-standing.ts';
import { ticketAttributes } from './ticket-attributes.ts';
import { upTime } from './up-time.ts';

/** Computed when asked for, by the group names a client may request. */
export function documentAttributes(facts: JobFacts, { row }: IppJob, document: IppDocument): AttributeGroups {
  const { job } = document;
  const { place, name: told, format } = document.row;
  // PWG 5100.5 section 5.2.25: document-state has the numbers of job-state, and no `pending-held`.
  const { state, reasons, message } = documentStanding(document);
  const pages = job?.pages ?? undefined;
  return new Map([
    [
      'document-description',
      [
        integer('document-number', place),
        integer('document-job-id', row.number),
        uri('document-job-uri', jobUri(facts.queue, row.number)),
        uri('document-printer-uri', facts.queue.uri),
        name('document-name', job?.title ?? told ?? row.name),
        ...(format === null ? [] : [mimeMediaType('document-format', format)]),
        ...(job === undefined ? [] : [mimeMediaType('document-format-detected', job.mediaType)]),
        enumValue('document-state', state === PENDING_HELD ? PENDING : state),
        keyword('document-state-reasons', ...documentReasons(reasons)),
        text('document-state-message', message),
        integer('k-octets', Math.ceil((job?.size ?? 0) / 1024)),
        pages === undefined ? outOfBand('pages', 'no-value') : integer('pages', pages),
        pages === undefined ? outOfBand('impressions', 'no-value') : integer('impressions', pages),
        integer('impressions-completed', impressionsOf(document)),
        charset('attributes-charset', 'utf-8'),
        naturalLanguage('attributes-natural-language', 'en'),
        ...times(facts, document),
      ],
    ],
    ['document-template', ticketAttributes(job?.ticket ?? row.ticket)],
  ]);
}

const PENDING = 3;
const PENDING_HELD = 4;

/** PWG 5100.5 section 5.2.26: the words of a job that speak of its holding have none for a document. */
function documentReasons(reasons: readonly string[]): readonly string[] {
  const known = reasons.flatMap((reason) => REASONS.get(reason) ?? []);
  return known.length === 0 ? ['none'] : known;
}
const REASONS: ReadonlyMap<string, string> = new Map([
  ['aborted-by-system', 'aborted-by-system'],
  ['job-canceled-by-user', 'canceled-by-user'],
  ['job-canceled-by-operator', 'canceled-by-operator'],
  ['job-canceled-at-device', 'canceled-at-device'],
  ['job-completed-successfully', 'completed-successfully'],
  ['job-incoming', 'incoming'],
  ['job-transforming', 'transforming'],
  ['job-outgoing', 'outgoing'],
  ['job-printing', 'printing'],
  ['job-queued', 'queued'],
  ['unsupported-document-format', 'unsupported-document-format'],
]);

function times({ startedAt, now }: JobFacts, document: IppDocument): IppAttributes {
  const { job } = document;
  const ended = hasEnded(document) ? job?.changedAt : undefined;
  const moments = [
    ['creation', job?.receivedAt],
    ['completed', ended],
  ] as const;
  return [
    integer('printer-up-time', upTime(startedAt, now)),
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
