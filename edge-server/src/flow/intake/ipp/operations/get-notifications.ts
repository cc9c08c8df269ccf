// Get-Notifications (RFC 3996 section 5): the events of one's subscriptions since last time. Answered at once, whatever notify-wait says: the answer
// tells when to come again (section 5.1.3 lets a printer choose).
import { dateTime, type IppGroup, integer } from '../../../../protocols/ipp/message.ts';
import { readIntegers } from '../../../../protocols/ipp/read-values.ts';
import { listIppJobsSince } from '../../../store/ipp-jobs.ts';
import {
  findSubscription,
  type IppEvent,
  type IppSubscription,
  noteEvents,
} from '../../../store/ipp-subscriptions.ts';
import { findEvents, type PrinterNow } from '../find-events.ts';
import { type IppDeps, type IppOperation, printerOf, refuse } from '../ipp-queue.ts';
import { GET_INTERVAL_SECONDS, MOST_SUBSCRIPTIONS } from '../notify-words.ts';
import { eventAttributes } from '../subscription-attributes.ts';
import { upTime } from '../up-time.ts';
import { printerNow } from './printer-now.ts';

/** Jobs looked at in one request; those above are looked at in the next. */
const MOST_JOBS = 500;

export const getNotifications: IppOperation = async (deps, request) => {
  const { operation, queue, userId } = request;
  const numbers = readIntegers(operation, 'notify-subscription-ids') ?? [];
  if (numbers.length === 0) return refuse('client-error-bad-request', 'notify-subscription-ids is missing.');
  if (numbers.length > MOST_SUBSCRIPTIONS)
    return refuse('client-error-bad-request', 'That many subscriptions nobody has.');
  if (userId === undefined) return 'sign-in';
  const from = readIntegers(operation, 'notify-sequence-numbers') ?? [];
  const now = deps.clock.now();
  const rows: (readonly [IppSubscription, from: number])[] = [];
  for (const [index, number] of numbers.entries()) {
    const row = await deps.db.read((tx) => findSubscription(tx, userId, number, now));
    // RFC 3996 section 5.2: one that is not there spoils the whole.
    if (row === undefined)
      return refuse('client-error-not-found', `There is no subscription ${String(number)} of yours.`);
    rows.push([row, from[index] ?? 1]);
  }
  const printer = await printerNow(deps, request);
  const facts = { queue, startedAt: deps.startedAt, now };
  const groups: IppGroup[] = [];
  let over = true;
  for (const [row, lowest] of rows) {
    const { kept, seen } = await look(deps, row, printer, printerOf(queue));
    // Told of its end: nothing will follow.
    over &&= row.ippJob !== null && seen.jobs[String(row.ippJob)] === undefined;
    for (const event of kept.filter(({ sequence }) => sequence >= lowest))
      groups.push({ group: 'event-notification', attributes: eventAttributes(facts, row, event) });
  }
  return {
    status: over ? 'successful-ok-events-complete' : 'successful-ok',
    operation: [
      integer('printer-up-time', upTime(deps.startedAt, now)),
      dateTime('printer-current-time', new Date(now)),
      ...(over ? [] : [integer('notify-get-interval', GET_INTERVAL_SECONDS)]),
    ],
    groups,
  };
};

/** Finds what is new and writes it down, so that each event has one number for ever. */
async function look(
  deps: IppDeps,
  row: IppSubscription,
  printer: PrinterNow,
  printerId: string | null,
): Promise<{ readonly kept: readonly IppEvent[]; readonly seen: IppSubscription['seen'] }> {
  const known = Object.keys(row.seen.jobs).map(Number);
  const jobs = await deps.db.read((tx) =>
    listIppJobsSince(tx, row.ownerId, {
      newest: row.ippJob ?? row.seen.newest,
      numbers: known,
      limit: MOST_JOBS,
      printerId,
    }),
  );
  const found = findEvents(row, jobs, printer, deps.clock.now());
  if (JSON.stringify([found.sequence, found.seen]) === JSON.stringify([row.sequence, row.seen])) return found;
  const noted = await deps.db.write((tx) => noteEvents(tx, row.number, row.sequence, found));
  if (noted) return found;
  // Two requests at the same moment: the other one's numbers hold.
  const again = await deps.db.read((tx) => findSubscription(tx, row.ownerId, row.number, deps.clock.now()));
  return again ?? row;
}
