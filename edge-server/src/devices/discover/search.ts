// One search for printers: the addresses of the ranges, so many at a time, and beside it what announces itself on the links. What
// was found is there from the first moment on; discovery.ts lets one search run at a time and tells of it.
import { setMaxListeners } from 'node:events';
import type { DeviceIdentity } from '@platen/shared/device';
import type { Clock, Log } from '../../deps.ts';
import { browseServices, type Link } from '../../protocols/mdns/browse.ts';
import { type AddressRules, mayBeAsked } from '../address-policy.ts';
import { askAddress, type PrinterPorts } from './ask-address.ts';
import { askIpp } from './ask-ipp.ts';
import type { Evidence } from './evidence.ts';
import { discoveryLimits } from './limits.ts';
import { readService, SERVICE_TYPES } from './read-service.ts';

export interface SearchPlan {
  readonly addresses: readonly string[];
  /** Links to browse; none for a search of ranges only. */
  readonly links: readonly Link[];
  readonly rules: AddressRules;
  readonly ports: PrinterPorts;
  readonly askSnmp:
    | ((address: string, signal: AbortSignal) => Promise<DeviceIdentity | undefined>)
    | undefined;
  /** Where DNS-SD questions go, for tests. */
  readonly mdnsTo?: { readonly address: string; readonly port: number } | undefined;
}

export interface SearchEvents {
  readonly found: (evidence: Evidence) => void;
  /** One more address of the ranges is done. */
  readonly asked: () => void;
  /** A whole sentence for whoever looks. */
  readonly note: (sentence: string) => void;
}

/** Resolves when all is asked or the signal aborts; rejects only for mistakes of ours. */
export async function search(
  plan: SearchPlan,
  events: SearchEvents,
  deps: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
): Promise<void> {
  const { clock, log, signal } = deps;
  // Every address under way listens to it.
  setMaxListeners(0, signal);

  async function within(ask: (limit: AbortSignal) => Promise<void>, address: string): Promise<void> {
    const limit = new AbortController();
    // A handful of questions, each with a listener or two.
    setMaxListeners(0, limit.signal);
    const end = (): void => limit.abort();
    signal.addEventListener('abort', end, { once: true });
    const endTimer = clock.after(discoveryLimits.addressMs, end);
    try {
      if (!signal.aborted) await ask(limit.signal);
    } catch (cause) {
      log.warn('an address could not be asked', { address, cause });
    } finally {
      endTimer();
      signal.removeEventListener('abort', end);
      // Where one question failed, the others are not waited for.
      end();
    }
  }

  const { ports, askSnmp, rules } = plan;
  const inRanges = new Set(plan.addresses);

  /** What announced itself is asked as it said, and over SNMP unless its address is in the ranges anyway. */
  async function askServices(): Promise<void> {
    if (plan.links.length === 0) return;
    const { services, troubles } = await browseServices({
      types: SERVICE_TYPES,
      links: plan.links,
      signal,
      after: clock.after,
      ...(plan.mdnsTo === undefined ? {} : { to: plan.mdnsTo }),
    });
    for (const trouble of troubles) log.warn('a link could not be browsed', { trouble });
    if (troubles.length > 0) events.note('DNS-SD could not be asked on every link; the log says why.');
    const announced = services
      .flatMap(readService)
      .filter(({ address }) => mayBeAsked(address, rules) === undefined)
      .slice(0, discoveryLimits.announced);
    for (const evidence of announced) events.found(evidence);
    const uris = new Map<string, string>();
    const addresses = new Set<string>();
    for (const { uri, address } of announced) {
      if (uri?.startsWith('ipp') === true) uris.set(uri, address);
      if (!inRanges.has(address)) addresses.add(address);
    }
    await pool([...uris], ([uri, address]) => within((limit) => confirm(uri, address, limit), address));
    if (askSnmp === undefined) return;
    await pool([...addresses], (address) =>
      within(async (limit) => {
        const identity = await askSnmp(address, limit);
        if (identity !== undefined) events.found({ kind: 'snmp', address, names: [], identity });
      }, address),
    );
  }

  async function confirm(uri: string, address: string, limit: AbortSignal): Promise<void> {
    const answer = await askIpp(uri, limit);
    if (answer.kind !== 'printer') return;
    const { identity, names, location } = answer;
    const kind = uri.startsWith('ipps:') ? 'ipps' : 'ipp';
    events.found({ kind, address, uri, names, location, identity });
  }

  const askRanges = (): Promise<void> =>
    pool(plan.addresses, async (address) => {
      if (signal.aborted) return;
      await within(
        (limit) => askAddress(address, { ports, askSnmp, signal: limit, found: events.found }),
        address,
      );
      if (!signal.aborted) events.asked();
    });

  await Promise.all([askRanges(), askServices()]);
}

/** Works on so many at a time, each as soon as there is room. */
async function pool<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(items.length, discoveryLimits.atOnce) }, lane));
}
