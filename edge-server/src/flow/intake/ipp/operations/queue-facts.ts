// All that is told of a queue at this moment, gathered.
import { countWaiting } from '../../../store/ipp-jobs.ts';
import type { IppDeps, IppRequest } from '../ipp-queue.ts';
import { conditionOf } from '../queue-condition.ts';
import type { QueueFacts } from '../queue-facts.ts';
import { offerOf } from './offer-of.ts';

export async function queueFacts(
  deps: IppDeps,
  { queue, userId }: Pick<IppRequest, 'queue' | 'userId'>,
): Promise<QueueFacts> {
  const offer = await offerOf(deps, queue);
  const condition = conditionOf(queue, deps.settings().print);
  const { state, reasons, accepting } = condition;
  const { location, geoLocation } = condition;
  return {
    queue,
    offer,
    condition,
    uuid: queue.direct?.uuid ?? deps.uuid,
    now: deps.clock.now(),
    startedAt: deps.startedAt,
    stateSince: deps.since(`state ${queue.uri}`, [state, reasons, accepting]),
    configSince: deps.since(`config ${queue.uri}`, [queue.name, offer, location, geoLocation]),
    postScript: deps.postScript(),
    pins: deps.settings().print.pins,
    queued: userId === undefined ? 0 : await deps.db.read((tx) => countWaiting(tx, userId)),
    maxBytes: deps.settings().documents.maxMegabytes * 1024 * 1024,
  };
}
