// The search for printers as console and command line know it: started, watched, stopped, one at a time. Nothing is registered
// by it, and no document and no password of a printer ever leaves.

import type { DiscoverySnmp, DiscoveryStart, DiscoveryView } from '@platen/shared/api/discovery';
import { AppError } from '@platen/shared/app-error';
import type { DeviceIdentity } from '@platen/shared/device';
import type { Clock, Log } from '../../deps.ts';
import type { Link } from '../../protocols/mdns/browse.ts';
import type { AddressRules } from '../address-policy.ts';
import { PRINTER_PORTS, type PrinterPorts } from './ask-address.ts';
import type { AskIdentity, Evidence } from './evidence.ts';
import { makeRecognise, type Recognise, type RegisteredPrinter, type ResolveHost } from './known-printers.ts';
import { discoveryLimits } from './limits.ts';
import { type MergedFinding, mergeEvidence } from './merge-evidence.ts';
import { readRanges } from './ranges.ts';
import { search } from './search.ts';

export interface DiscoveryDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Asked at each start: interfaces come and go. `port` is not looked at. */
  readonly rules: () => AddressRules;
  readonly links: () => readonly Link[];
  readonly askIdentity: AskIdentity<DiscoverySnmp>;
  /** Id of the device profile that fits. */
  readonly profileOf: (identity: DeviceIdentity) => string;
  readonly registered: () => Promise<readonly RegisteredPrinter[]>;
  readonly resolve: ResolveHost;
  /** For tests: printers on other ports, and who answers DNS-SD. */
  readonly ports?: PrinterPorts;
  readonly mdnsTo?: { readonly address: string; readonly port: number };
}

export interface Discovery {
  /** Throws an AppError when a range is wrong or a search is running. */
  start(ask: DiscoveryStart): DiscoveryView;
  view(): DiscoveryView;
  /** Ends a running search; resolves when its last socket is closed. What was found stays to be seen. */
  stop(): Promise<DiscoveryView>;
}

/** RFC 3512 section 3: the community that devices are delivered with. */
const PUBLIC = { version: '2c', community: 'public' } as const;
const IDLE: DiscoveryView = {
  state: 'idle',
  ranges: [],
  mdns: false,
  total: 0,
  asked: 0,
  findings: [],
  notes: [],
};

interface Running {
  readonly view: () => DiscoveryView;
  readonly stop: () => void;
  readonly ended: Promise<void>;
  readonly isRunning: () => boolean;
}

export function makeDiscovery(deps: DiscoveryDeps): Discovery {
  let current: Running | undefined;
  const view = (): DiscoveryView => current?.view() ?? IDLE;
  return {
    start(ask) {
      if (current?.isRunning() === true) throw new AppError('search-running');
      current = begin(ask, deps);
      return view();
    },
    view,
    async stop() {
      current?.stop();
      await current?.ended;
      return view();
    },
  };
}

function begin(ask: DiscoveryStart, deps: DiscoveryDeps): Running {
  const { clock, log } = deps;
  const rules = deps.rules();
  const ranges = readRanges(ask.ranges, rules);
  if (!ranges.ok) throw new AppError('search-range', { why: ranges.sentence });
  const links = ask.mdns ? deps.links() : [];
  if (ranges.addresses.length === 0 && !ask.mdns) {
    const why = ranges.leftOut > 0 ? 'This is the server itself.' : 'There is no address to ask.';
    throw new AppError('search-range', { why });
  }
  const notes: string[] = [];
  if (ranges.leftOut > 0) notes.push('The addresses of this server itself were left out.');
  if (ask.mdns && links.length === 0) notes.push('This server has no link on which DNS-SD could be asked.');

  const evidence: Evidence[] = [];
  let merged: readonly (MergedFinding & { readonly profile: string })[] | undefined;
  let recognise: Recognise = () => undefined;
  let asked = 0;
  let state: DiscoveryView['state'] = 'running';
  const startedAt = clock.now();
  let endedAt: number | undefined;
  const stop = new AbortController();
  const endTimer = clock.after(discoveryLimits.searchMs, () => {
    notes.push(`It took longer than ${discoveryLimits.searchMs / 60_000} minutes and was ended.`);
    stop.abort();
  });
  const snmp = ask.snmp ?? PUBLIC;
  const unknownProfile = deps.profileOf({});

  const askSnmp = (address: string, signal: AbortSignal): Promise<DeviceIdentity | undefined> =>
    snmp === false
      ? Promise.resolve(undefined)
      : deps.askIdentity(address, snmp, { timeoutMs: discoveryLimits.snmpMs, signal });
  const plan = {
    addresses: ranges.addresses,
    links,
    rules,
    ports: deps.ports ?? PRINTER_PORTS,
    askSnmp: snmp === false ? undefined : askSnmp,
    mdnsTo: deps.mdnsTo,
  };
  const events = {
    found: (piece: Evidence) => {
      evidence.push(piece);
      merged = undefined;
    },
    asked: () => {
      asked += 1;
    },
    note: (sentence: string) => void notes.push(sentence),
  };
  const fail = (cause: unknown): void => {
    log.error('the search for printers failed', { cause });
    notes.push('The search failed; the log says why.');
    stop.abort();
  };
  const ended = Promise.all([
    search(plan, events, { clock, log, signal: stop.signal }).catch(fail),
    recogniser(deps, stop.signal).then((found) => {
      recognise = found;
    }, fail),
  ]).then(() => {
    endTimer();
    endedAt = clock.now();
    state = stop.signal.aborted ? 'stopped' : 'done';
  });

  return {
    isRunning: () => state === 'running',
    stop: () => stop.abort(),
    ended,
    view: () => {
      merged ??= mergeEvidence(evidence)
        .map((finding) => ({ ...finding, profile: deps.profileOf(finding.identity) }))
        .filter((finding) => isPrinter(finding, unknownProfile));
      return {
        state,
        ranges: ask.ranges,
        mdns: ask.mdns,
        total: ranges.addresses.length,
        asked,
        startedAt,
        ...(endedAt === undefined ? {} : { endedAt }),
        findings: merged.map((finding) => {
          const printerId = recognise(finding);
          return { ...finding, ...(printerId === undefined ? {} : { printerId }) };
        }),
        notes: [...notes],
      };
    },
  };
}

/** Switches and servers answer SNMP too: alone it counts where a printer's own objects answered or a profile knows the device. */
function isPrinter(
  { evidence, identity, profile }: MergedFinding & { readonly profile: string },
  unknownProfile: string,
): boolean {
  if (evidence.some((kind) => kind !== 'snmp')) return true;
  const { makeAndModel, serial, deviceId } = identity;
  return (makeAndModel ?? serial ?? deviceId) !== undefined || profile !== unknownProfile;
}

/** The registered printers as they are at the start, their names looked up within a few seconds. */
async function recogniser(deps: DiscoveryDeps, signal: AbortSignal): Promise<Recognise> {
  const limit = new AbortController();
  const end = (): void => limit.abort();
  signal.addEventListener('abort', end, { once: true });
  const endTimer = deps.clock.after(discoveryLimits.resolveMs, end);
  try {
    return await makeRecognise(await deps.registered(), deps.resolve, limit.signal);
  } finally {
    endTimer();
    signal.removeEventListener('abort', end);
  }
}
