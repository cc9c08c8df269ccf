// Subscriptions and events in IPP's words (RFC 3995 sections 5.3, 5.4 and 9.1, RFC 3996).
import {
  boolean,
  charset,
  dateTime,
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  name,
  naturalLanguage,
  octetString,
  text,
  uri,
} from '../../../protocols/ipp/message.ts';
import type { AttributeGroups } from '../../../protocols/ipp/requested-attributes.ts';
import type { IppEvent, IppSubscription } from '../../store/ipp-subscriptions.ts';
import { type JobFacts, jobUri } from './job-attributes.ts';
import { upTime } from './up-time.ts';

/** Computed when asked for, by the group names a client may request. */
export function subscriptionAttributes(
  { queue, startedAt, now }: JobFacts,
  row: IppSubscription,
): AttributeGroups {
  return new Map([
    [
      'subscription-template',
      [
        keyword('notify-pull-method', 'ippget'),
        keyword('notify-events', ...row.events),
        ...(row.userData === null ? [] : [octetString('notify-user-data', row.userData)]),
        charset('notify-charset', 'utf-8'),
        naturalLanguage('notify-natural-language', 'en'),
        ...(row.ippJob === null ? [integer('notify-lease-duration', row.lease)] : []),
      ],
    ],
    [
      'subscription-description',
      [
        integer('notify-subscription-id', row.number),
        uri('notify-subscription-uuid', `urn:uuid:${row.uuid}`),
        integer('notify-sequence-number', row.sequence),
        ...(row.ippJob === null
          ? [integer('notify-lease-expiration-time', upTime(startedAt, row.expiresAt))]
          : [integer('notify-job-id', row.ippJob)]),
        integer('notify-printer-up-time', upTime(startedAt, now)),
        uri('notify-printer-uri', queue.uri),
        name('notify-subscriber-user-name', row.userName),
      ],
    ],
  ]);
}

export function eventAttributes(
  { queue, startedAt }: JobFacts,
  { number, userData }: Pick<IppSubscription, 'number' | 'userData'>,
  event: IppEvent,
): IppAttributes {
  const { job } = event;
  return [
    charset('notify-charset', 'utf-8'),
    naturalLanguage('notify-natural-language', 'en'),
    integer('notify-subscription-id', number),
    uri('notify-printer-uri', queue.uri),
    keyword('notify-subscribed-event', event.event),
    integer('printer-up-time', upTime(startedAt, event.at)),
    dateTime('printer-current-time', new Date(event.at)),
    integer('notify-sequence-number', event.sequence),
    ...(userData === null ? [] : [octetString('notify-user-data', userData)]),
    text('notify-text', event.text),
    ...(job === undefined
      ? [
          enumValue('printer-state', event.state),
          keyword('printer-state-reasons', ...event.reasons),
          boolean('printer-is-accepting-jobs', event.accepting ?? true),
        ]
      : [
          integer('notify-job-id', job),
          integer('job-id', job),
          uri('job-uri', jobUri(queue, job)),
          enumValue('job-state', event.state),
          keyword('job-state-reasons', ...event.reasons),
          integer('job-impressions-completed', event.impressions ?? 0),
        ]),
  ];
}
