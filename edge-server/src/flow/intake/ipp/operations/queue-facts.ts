// All that is told of a queue at this moment, gathered. Clients ask for it all day long: what was gathered is kept until a printer or a setting
// has changed.
import type { Settings } from '@platen/shared/settings';
import { countWaiting } from '../../../store/ipp-jobs.ts';
import type { IppDeps, IppQueue, IppRequest } from '../ipp-queue.ts';
import { conditionOf } from '../queue-condition.ts';
import type { QueueFacts } from '../queue-facts.ts';
import type { QueueOffer } from '../queue-offer.ts';
import { offerOf } from './offer-of.ts';

type Steady = Omit<QueueFacts, 'now' | 'queued'>;
interface Kept {
  readonly offer: QueueOffer;
  readonly settings: Settings;
  readonly facts: Steady;
}

/** Addresses under which one server is asked; what clients write as Host is theirs to choose. */
const MOST = 200;
/** Of each server; a process may hold several, as tests do. */
const kept = new WeakMap<IppDeps, Map<string, Kept>>();

export async function queueFacts(
  deps: IppDeps,
  { queue, userId }: Pick<IppRequest, 'queue' | 'userId'>,
): Promise<QueueFacts> {
  const offer = await offerOf(deps, queue);
  // The condition of a printer changes without a sign; that of the hold is all in the settings.
  const facts = queue.direct === undefined ? keptFacts(deps, queue, offer) : gather(deps, queue, offer);
  return {
    ...facts,
    now: deps.clock.now(),
    queued: userId === undefined ? 0 : await deps.db.read((tx) => countWaiting(tx, userId)),
  };
}

function keptFacts(deps: IppDeps, queue: IppQueue, offer: QueueOffer): Steady {
  const all = kept.get(deps) ?? new Map<string, Kept>();
  kept.set(deps, all);
  const settings = deps.settings();
  const key = `${queue.uri} ${queue.site} ${queue.authentication} ${String(queue.secure)} ${queue.name}`;
  const found = all.get(key);
  if (found?.offer === offer && found.settings === settings) return found.facts;
  const facts = { ...gather(deps, queue, offer), steady: {} };
  all.delete(key);
  all.set(key, { offer, settings, facts });
  const oldest = all.size > MOST ? all.keys().next().value : undefined;
  if (oldest !== undefined) all.delete(oldest);
  return facts;
}

function gather(deps: IppDeps, queue: IppQueue, offer: QueueOffer): Steady {
  const { print, documents } = deps.settings();
  const condition = conditionOf(queue, print);
  const { state, reasons, accepting, location, geoLocation } = condition;
  return {
    queue,
    offer,
    condition,
    uuid: queue.direct?.uuid ?? deps.uuid,
    startedAt: deps.startedAt,
    stateSince: deps.since(`state ${queue.uri}`, [state, reasons, accepting]),
    configSince: deps.since(`config ${queue.uri}`, [queue.name, offer, location, geoLocation]),
    postScript: deps.postScript(),
    pins: print.pins,
    maxBytes: documents.maxMegabytes * 1024 * 1024,
  };
}
