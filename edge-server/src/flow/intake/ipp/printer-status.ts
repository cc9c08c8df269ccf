// The printer attributes that change while it runs: state, alerts, supplies, clocks (RFC 8011 section 5.4.11, PWG 5100.9, PWG 5100.13).
import {
  boolean,
  dateTime,
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  octetString,
  outOfBand,
  text,
  uri,
} from '../../../protocols/ipp/message.ts';
import type { QueueFacts } from './queue-facts.ts';
import { upTime } from './up-time.ts';

export function statusAttributes({
  now,
  startedAt,
  stateSince,
  configSince,
  queued,
  condition,
}: QueueFacts): IppAttributes {
  const { geoLocation } = condition;
  return [
    geoLocation === undefined
      ? outOfBand('printer-geo-location', 'unknown')
      : uri('printer-geo-location', geoLocation),
    enumValue('printer-state', condition.state),
    keyword('printer-state-reasons', ...condition.reasons),
    text('printer-state-message', condition.message),
    integer('printer-state-change-time', upTime(startedAt, stateSince)),
    dateTime('printer-state-change-date-time', new Date(stateSince)),
    integer('printer-config-change-time', upTime(startedAt, configSince)),
    dateTime('printer-config-change-date-time', new Date(configSince)),
    boolean('printer-is-accepting-jobs', condition.accepting),
    integer('queued-job-count', queued),
    integer('printer-up-time', upTime(startedAt, now)),
    dateTime('printer-current-time', new Date(now)),
    text('printer-message-from-operator', condition.operatorMessage),
    ...alert(condition),
    ...supply(),
  ];
}

/** PWG 5100.9 section 5.2: one line of the alert table, in the words of the Printer MIB (RFC 3805 prtAlertTable). */
function alert({ accepting, reasons, message }: QueueFacts['condition']): IppAttributes {
  const calm = accepting && reasons.includes('none');
  const line = `code=other;severity=${calm ? 'other' : 'warning'};training=noInterventionRequired;group=generalPrinter;groupindex=1;location=0;time=0`;
  return [octetString('printer-alert', Buffer.from(line)), text('printer-alert-description', message)];
}

/** PWG 5100.13 section 5.6: a queue has no toner of its own. -2 is "unknown" (RFC 3805 prtMarkerSuppliesLevel). */
function supply(): IppAttributes {
  const line =
    'index=1;class=supplyThatIsConsumed;type=other;unit=percent;maxcapacity=-2;level=-2;colorantname=unknown;';
  return [
    octetString('printer-supply', Buffer.from(line)),
    text('printer-supply-description', 'Each printer shows its own supplies.'),
  ];
}
