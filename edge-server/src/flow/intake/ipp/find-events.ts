// The events that a subscriber has not been told of (RFC 3995 section 5.3.3): found when they ask, by comparing how everything stands with how it stood
// when they asked last. So nothing has to be told to anybody while documents come and go, a restart loses nothing, and any of several servers can
// answer; of what changed twice in between, the last is told. Pure.
import { jobStates, printerStates } from '../../../protocols/ipp/codes.ts';
import type { IppJob } from '../../store/ipp-jobs.ts';
import type { IppEvent, IppSeen, IppSubscription } from '../../store/ipp-subscriptions.ts';
import { impressionsCompleted, jobName } from './job-attributes.ts';
import { isFinished, standingOf } from './job-standing.ts';
import { EVENT_LIFE_SECONDS, MOST_EVENTS, type NotifyEvent, subscribedWord } from './notify-words.ts';
import type { QueueCondition } from './queue-condition.ts';

export interface PrinterNow {
  readonly name: string;
  readonly condition: QueueCondition;
  readonly stateSince: number;
  readonly configSince: number;
  /** What of the printer is its configuration, in a few characters. */
  readonly config: string;
}

/** What somebody who begins now knows. @param jobs those that have not ended. */
export function seeNow(jobs: readonly IppJob[], printer: PrinterNow, newest: number): IppSeen {
  return {
    newest: Math.max(newest, ...jobs.map(({ row }) => row.number)),
    jobs: Object.fromEntries(
      jobs.filter((job) => !isFinished(job)).map((job) => [String(job.row.number), seenOf(job)]),
    ),
    printer: printerMark(printer),
    config: printer.config,
  };
}

/**
 * @param jobs the subscriber's jobs above `seen.newest` and those of `seen.jobs`, the oldest first.
 * @returns what is to be written down; `kept` has the new events too.
 */
export function findEvents(
  {
    events,
    ippJob,
    seen,
    sequence,
    kept,
  }: Pick<IppSubscription, 'events' | 'ippJob' | 'seen' | 'sequence' | 'kept'>,
  jobs: readonly IppJob[],
  printer: PrinterNow,
  now: number,
): Pick<IppSubscription, 'seen' | 'sequence' | 'kept'> {
  const found = [
    ...(ippJob === null ? printerEvents(seen, printer) : []),
    ...jobs
      .filter(({ row }) => ippJob === null || row.number === ippJob)
      .flatMap((job) => jobEvents(seen, job, now)),
  ].sort((a, b) => a.at - b.at);
  let last = sequence;
  const told = found.flatMap(({ kind, ...event }): IppEvent[] => {
    const word = subscribedWord(kind, events);
    return word === undefined ? [] : [{ ...event, event: word, sequence: ++last, found: now }];
  });
  const young = kept.filter((event) => event.found > now - EVENT_LIFE_SECONDS * 1000);
  return {
    sequence: last,
    seen: seeNow(jobs, printer, seen.newest),
    kept: [...young, ...told].slice(-MOST_EVENTS),
  };
}

type Found = Omit<IppEvent, 'sequence' | 'event' | 'found'> & { readonly kind: NotifyEvent };

function printerEvents(seen: IppSeen, printer: PrinterNow): Found[] {
  const { condition, name, stateSince, configSince } = printer;
  const { state, reasons, accepting, message } = condition;
  const event = { state, reasons, accepting, text: `${name}: ${message}` };
  const found: Found[] = [];
  if (seen.printer !== printerMark(printer)) {
    const stopped = state === printerStates.stopped && !seen.printer.startsWith(String(state));
    found.push({ ...event, kind: stopped ? 'printer-stopped' : 'printer-state-changed', at: stateSince });
  }
  if (seen.config !== printer.config)
    found.push({ ...event, kind: 'printer-config-changed', at: configSince, text: `${name} has changed.` });
  return found;
}

function jobEvents(seen: IppSeen, job: IppJob, now: number): Found[] {
  const { row } = job;
  const before = seen.jobs[String(row.number)];
  const [standing, config, progress] = seenOf(job);
  const { state, reasons, message } = standingOf(job);
  const at = lastChange(job, now);
  const event = {
    job: row.number,
    state,
    reasons,
    impressions: impressionsCompleted(job),
    text: `${jobName(job)}: ${message}`,
    at,
  };
  if (before === undefined) {
    const created: Found = { ...event, kind: 'job-created', at: row.createdAt };
    return isFinished(job) ? [created, { ...event, kind: 'job-completed' }] : [created];
  }
  const found: Found[] = [];
  if (before[0] !== standing) {
    const kind = isFinished(job)
      ? 'job-completed'
      : state === jobStates['processing-stopped']
        ? 'job-stopped'
        : 'job-state-changed';
    found.push({ ...event, kind });
  } else if (before[2] !== progress) found.push({ ...event, kind: 'job-progress' });
  if (before[1] !== config) found.push({ ...event, kind: 'job-config-changed' });
  return found;
}

function seenOf(job: IppJob): IppSeen['jobs'][string] {
  const { state, reasons } = standingOf(job);
  const tickets = job.documents.map((document) => document.job?.ticket ?? {});
  return [
    `${String(state)} ${reasons.join()}`,
    // In an order of its own: PostgreSQL keeps the keys of JSON as it likes.
    JSON.stringify([jobName(job), ...tickets.map((ticket) => Object.entries(ticket).sort())]),
    String(impressionsCompleted(job)),
  ];
}

const printerMark = ({ condition: { state, reasons, accepting } }: PrinterNow): string =>
  `${String(state)} ${reasons.join()} ${String(accepting)}`;

function lastChange({ row, documents }: IppJob, now: number): number {
  const moments = documents.flatMap(({ job, release }) => [job?.changedAt ?? 0, release?.changedAt ?? 0]);
  return Math.min(now, Math.max(row.endedAt ?? row.changedAt, ...moments));
}
