// Get-Subscription-Attributes, Get-Subscriptions, Renew-Subscription and Cancel-Subscription (RFC 3995 section 11.2). Everybody sees their own.
import { integer } from '../../../../protocols/ipp/message.ts';
import { readInteger } from '../../../../protocols/ipp/read-values.ts';
import { selectAttributes } from '../../../../protocols/ipp/requested-attributes.ts';
import {
  findSubscription,
  type IppSubscription,
  listSubscriptions,
  removeSubscription,
  renewSubscription,
} from '../../../store/ipp-subscriptions.ts';
import { type IppAnswer, type IppDeps, type IppOperation, type IppRequest, refuse } from '../ipp-queue.ts';
import { MOST_SUBSCRIPTIONS } from '../notify-words.ts';
import { subscriptionAttributes } from '../subscription-attributes.ts';
import { leaseOf } from './subscribe.ts';

const factsOf = (deps: IppDeps, { queue }: IppRequest) => ({
  queue,
  startedAt: deps.startedAt,
  now: deps.clock.now(),
});

async function target(
  deps: IppDeps,
  { operation, userId }: IppRequest,
): Promise<{ readonly row: IppSubscription } | { readonly refusal: IppAnswer | 'sign-in' }> {
  const number = readInteger(operation, 'notify-subscription-id');
  if (number === undefined)
    return { refusal: refuse('client-error-bad-request', 'notify-subscription-id is missing.') };
  if (userId === undefined) return { refusal: 'sign-in' };
  const row = await deps.db.read((tx) => findSubscription(tx, userId, number, deps.clock.now()));
  return row === undefined
    ? { refusal: refuse('client-error-not-found', `There is no subscription ${String(number)} of yours.`) }
    : { row };
}

export const getSubscriptionAttributes: IppOperation = async (deps, request) => {
  const found = await target(deps, request);
  if ('refusal' in found) return found.refusal;
  const all = subscriptionAttributes(factsOf(deps, request), found.row);
  const attributes = selectAttributes(request.operation, all, ['all']);
  return { status: 'successful-ok', groups: [{ group: 'subscription', attributes }] };
};

/** Of a job, or of the printer, as the request says. Whatever it says of my-subscriptions: one's own. */
export const getSubscriptions: IppOperation = async (deps, request) => {
  const { operation, userId } = request;
  if (userId === undefined) return 'sign-in';
  const limit = readInteger(operation, 'limit') ?? MOST_SUBSCRIPTIONS;
  if (limit < 1) return refuse('client-error-bad-request', 'limit is less than 1.');
  const job = readInteger(operation, 'notify-job-id') ?? null;
  const facts = factsOf(deps, request);
  const rows = await deps.db.read((tx) =>
    listSubscriptions(tx, userId, job, { now: facts.now, limit: Math.min(limit, MOST_SUBSCRIPTIONS) }),
  );
  const groups = rows.map((row) => ({
    group: 'subscription' as const,
    attributes: selectAttributes(operation, subscriptionAttributes(facts, row), ['notify-subscription-id']),
  }));
  return { status: 'successful-ok', groups };
};

export const renewSubscriptionLease: IppOperation = async (deps, request) => {
  const found = await target(deps, request);
  if ('refusal' in found) return found.refusal;
  const { number, ippJob } = found.row;
  if (ippJob !== null)
    return refuse('client-error-not-possible', "A job's subscription lasts as long as the job.");
  const asked = request.groups.flatMap(({ group, attributes }) =>
    group === 'subscription' ? attributes : [],
  );
  const lease = leaseOf([...asked, ...request.operation]);
  const expiresAt = deps.clock.now() + lease * 1000;
  await deps.db.write((tx) => renewSubscription(tx, number, { lease, expiresAt }));
  const attributes = [integer('notify-lease-duration', lease)];
  return { status: 'successful-ok', groups: [{ group: 'subscription', attributes }] };
};

export const cancelSubscription: IppOperation = async (deps, request) => {
  const found = await target(deps, request);
  if ('refusal' in found) return found.refusal;
  await deps.db.write((tx) => removeSubscription(tx, found.row.number));
  return { status: 'successful-ok' };
};
