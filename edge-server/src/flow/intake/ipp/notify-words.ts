// What can be subscribed to here and for how long (RFC 3995, RFC 3996), and how the printer says so. The numbers are limits of this server.
import { type IppAttributes, integer, keyword, rangeOfInteger } from '../../../protocols/ipp/message.ts';

/** An event is also what its parent names (RFC 3995 section 5.3.3.4): whoever subscribed to that is told of it. */
const PARENTS = {
  'printer-state-changed': undefined,
  'printer-stopped': 'printer-state-changed',
  'printer-config-changed': undefined,
  'job-state-changed': undefined,
  'job-created': 'job-state-changed',
  'job-completed': 'job-state-changed',
  'job-stopped': 'job-state-changed',
  'job-config-changed': undefined,
  'job-progress': undefined,
} as const;
export type NotifyEvent = keyof typeof PARENTS;
export const NOTIFY_EVENTS = Object.keys(PARENTS) as NotifyEvent[];

/** The most exact of the subscribed words that this event falls under (notify-subscribed-event); undefined where none does. */
export function subscribedWord(event: NotifyEvent, subscribed: readonly string[]): string | undefined {
  return [event, PARENTS[event]].find((word) => word !== undefined && subscribed.includes(word));
}

export const DEFAULT_EVENT: NotifyEvent = 'job-completed';
/** A day: a client that is still there renews; one that went leaves nothing behind. */
export const LEASE_SECONDS = 86_400;
export const LEAST_LEASE = 60;
/** A week of holidays. */
export const MOST_LEASE = 7 * 86_400;
/** ippget-event-life (RFC 3996 section 8.1: at least 15): an answer that was lost may be asked for again this long, in seconds. */
export const EVENT_LIFE_SECONDS = 300;
/** notify-get-interval: a queue on a desk shows what happened within this many seconds. */
export const GET_INTERVAL_SECONDS = 10;
/** Per subscription; what is older is forgotten first. */
export const MOST_EVENTS = 100;
/** Per person: each computer has one or two, and one more for each job it waits for. */
export const MOST_SUBSCRIPTIONS = 100;
/** Words in one subscription. */
export const MOST_WORDS = NOTIFY_EVENTS.length;

export const notifyAttributes = (): IppAttributes => [
  keyword('notify-events-default', DEFAULT_EVENT),
  keyword('notify-events-supported', 'none', ...NOTIFY_EVENTS),
  integer('notify-max-events-supported', MOST_WORDS),
  keyword('notify-pull-method-supported', 'ippget'),
  integer('notify-lease-duration-default', LEASE_SECONDS),
  rangeOfInteger('notify-lease-duration-supported', { lower: LEAST_LEASE, upper: MOST_LEASE }),
  integer('ippget-event-life', EVENT_LIFE_SECONDS),
];
