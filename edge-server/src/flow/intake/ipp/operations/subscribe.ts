// Create-Printer-Subscriptions and Create-Job-Subscriptions (RFC 3995 section 11.1), and subscriptions that come with a new job.
import { type StatusName, statusCodes } from '../../../../protocols/ipp/codes.ts';
import { enumValue, type IppAttributes, type IppGroup, integer } from '../../../../protocols/ipp/message.ts';
import {
  readInteger,
  readKeyword,
  readKeywords,
  readName,
  readOctetString,
} from '../../../../protocols/ipp/read-values.ts';
import { type IppJob, listIppJobs } from '../../../store/ipp-jobs.ts';
import { type IppSubscription, insertSubscription } from '../../../store/ipp-subscriptions.ts';
import { seeNow } from '../find-events.ts';
import { type IppDeps, type IppOperation, type IppRequest, printerOf, refuse } from '../ipp-queue.ts';
import { isFinished } from '../job-standing.ts';
import {
  DEFAULT_EVENT,
  LEASE_SECONDS,
  LEAST_LEASE,
  MOST_LEASE,
  MOST_SUBSCRIPTIONS,
  NOTIFY_EVENTS,
} from '../notify-words.ts';
import { printerNow } from './printer-now.ts';
import { targetJob } from './target-job.ts';

/** One request: a client subscribes once for its jobs and once for the printer. */
const MOST_AT_ONCE = 10;
/** notify-user-data is octetString(63) (RFC 3995 section 5.3.4). */
const MOST_USER_DATA = 63;
/** A job's subscriptions go with its number (flow/store/ipp-jobs.ts keeps that 30 days). */
const OF_A_JOB_MS = 30 * 24 * 3_600_000;
/** Jobs that are known to somebody who begins now: the newest. */
const MOST_KNOWN = 500;

export interface Subscribed {
  readonly groups: readonly IppGroup[];
  /** At least one was not made, or not as it was asked. */
  readonly ignored: boolean;
  readonly made: number;
}

export const createPrinterSubscriptions: IppOperation = async (deps, request) => {
  const { userId } = request;
  if (userId === undefined) return 'sign-in';
  return answerOf(await subscribe(deps, request, { userId, found: undefined }));
};

export const createJobSubscriptions: IppOperation = async (deps, request) => {
  const { operation } = request;
  // RFC 3995 section 11.1.1.1 calls it notify-job-id.
  const job = readInteger(operation, 'notify-job-id');
  const target = await targetJob(deps, {
    ...request,
    operation: job === undefined ? operation : [...operation, integer('job-id', job)],
  });
  if ('refusal' in target) return target.refusal;
  if (isFinished(target.found)) return refuse('client-error-not-possible', 'The job has ended.');
  return answerOf(await subscribe(deps, request, target));
};

function answerOf({ groups, ignored, made }: Subscribed) {
  if (groups.length === 0) return refuse('client-error-bad-request', 'There is nothing to subscribe to.');
  const status: StatusName =
    made === 0
      ? 'client-error-ignored-all-subscriptions'
      : ignored
        ? 'successful-ok-ignored-subscriptions'
        : 'successful-ok';
  return { status, groups };
}

/** For Print-Job and Create-Job: the job is there, whatever becomes of its subscriptions. */
export const subscribeToJob = (
  deps: IppDeps,
  request: IppRequest,
  of: { readonly found: IppJob; readonly userId: string },
): Promise<Subscribed> => subscribe(deps, request, of);

async function subscribe(
  deps: IppDeps,
  request: IppRequest,
  { found, userId }: { readonly found: IppJob | undefined; readonly userId: string },
): Promise<Subscribed> {
  const asked = request.groups.filter(({ group }) => group === 'subscription');
  if (asked.length === 0) return { groups: [], ignored: false, made: 0 };
  const printer = await printerNow(deps, request);
  const now = deps.clock.now();
  const results = await deps.db.write(async (tx) => {
    const known =
      found === undefined ? await listIppJobs(tx, userId, MOST_KNOWN, printerOf(request.queue)) : [found];
    const made: Made[] = [];
    for (const [index, { attributes }] of asked.entries()) {
      const refused =
        index < MOST_AT_ONCE ? refuseTemplate(attributes) : 'client-error-too-many-subscriptions';
      if (refused !== undefined) {
        made.push({ status: refused });
        continue;
      }
      const { events, unknown } = eventsOf(attributes);
      const lease = found === undefined ? leaseOf(attributes) : 0;
      const row: Omit<IppSubscription, 'number'> = {
        uuid: deps.ids.uuid(),
        ownerId: userId,
        ippJob: found?.row.number ?? null,
        userName: readName(request.operation, 'requesting-user-name') ?? 'anonymous',
        events,
        userData: readOctetString(attributes, 'notify-user-data') ?? null,
        lease,
        createdAt: now,
        expiresAt: now + (found === undefined ? lease * 1000 : OF_A_JOB_MS),
        sequence: 0,
        seen: seeNow(known, printer, 0),
        kept: [],
      };
      const number = await insertSubscription(tx, row, MOST_SUBSCRIPTIONS);
      if (number === undefined) made.push({ status: 'client-error-too-many-subscriptions' });
      else made.push({ number, lease: found === undefined ? lease : undefined, unknown });
    }
    return made;
  });
  return {
    groups: results.map((result) => ({ group: 'subscription', attributes: resultAttributes(result) })),
    ignored: results.some((result) => 'status' in result || result.unknown),
    made: results.filter((result) => 'number' in result).length,
  };
}

type Made =
  | { readonly status: StatusName }
  | { readonly number: number; readonly lease: number | undefined; readonly unknown: boolean };

function resultAttributes(result: Made): IppAttributes {
  if ('status' in result) return [enumValue('notify-status-code', statusCodes[result.status])];
  const { number, lease, unknown } = result;
  return [
    integer('notify-subscription-id', number),
    ...(lease === undefined ? [] : [integer('notify-lease-duration', lease)]),
    ...(unknown
      ? [enumValue('notify-status-code', statusCodes['successful-ok-ignored-or-substituted-attributes'])]
      : []),
  ];
}

/** Only what is fetched: this printer calls nobody, so that nobody can make it call a stranger. */
function refuseTemplate(attributes: IppAttributes): StatusName | undefined {
  if (attributes.some(({ name }) => name === 'notify-recipient-uri'))
    return 'client-error-uri-scheme-not-supported';
  if (readKeyword(attributes, 'notify-pull-method') !== 'ippget')
    return 'client-error-attributes-or-values-not-supported';
  if ((readOctetString(attributes, 'notify-user-data')?.length ?? 0) > MOST_USER_DATA)
    return 'client-error-request-value-too-long';
  return eventsOf(attributes).events.length === 0
    ? 'client-error-attributes-or-values-not-supported'
    : undefined;
}

function eventsOf(attributes: IppAttributes): { readonly events: string[]; readonly unknown: boolean } {
  const asked = readKeywords(attributes, 'notify-events') ?? [DEFAULT_EVENT];
  const events = NOTIFY_EVENTS.filter((event) => asked.includes(event));
  return { events, unknown: asked.some((word) => !events.some((event) => event === word)) };
}

/** Seconds. 0 asks for one without an end (RFC 3995 section 5.3.8); the longest there is has to do. */
export function leaseOf(attributes: IppAttributes): number {
  const asked = readInteger(attributes, 'notify-lease-duration') ?? LEASE_SECONDS;
  return asked === 0 ? MOST_LEASE : Math.min(MOST_LEASE, Math.max(LEAST_LEASE, asked));
}
