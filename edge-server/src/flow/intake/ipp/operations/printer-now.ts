// How the printer is at this moment, for those who are told of its changes.
import { createHash } from 'node:crypto';
import type { PrinterNow } from '../find-events.ts';
import type { IppDeps, IppRequest } from '../ipp-queue.ts';
import { queueFacts } from './queue-facts.ts';

export async function printerNow(deps: IppDeps, { queue }: Pick<IppRequest, 'queue'>): Promise<PrinterNow> {
  const { condition, offer, stateSince, configSince } = await queueFacts(deps, { queue, userId: undefined });
  const { location, geoLocation } = condition;
  // Eight characters tell a change of the offer from none; nobody gains by two that look alike.
  const config = createHash('sha256')
    .update(JSON.stringify([queue.name, offer, location, geoLocation]))
    .digest('hex')
    .slice(0, 8);
  return { name: queue.name, condition, stateSince, configSince, config };
}
