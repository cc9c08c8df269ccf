// Puts the search for printers together: this machine's interfaces, the registered printers, profiles and SNMP. Wiring only.
import { lookup } from 'node:dns/promises';
import type { App } from './app.ts';
import type { Deps } from './deps.ts';
import { type Discovery, makeDiscovery } from './devices/discover/discovery.ts';
import { ownAddresses, ownLinks } from './devices/discover/own-links.ts';
import { listPrinters } from './devices/printers.ts';
import { askIdentity } from './devices/snmp-identity.ts';

/** @param allowLoopback for the try-out, whose printers run inside the server. */
export function openDiscovery(
  { db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>,
  profileOf: App['profileOf'],
  allowLoopback: boolean,
): Discovery {
  return makeDiscovery({
    clock,
    log,
    rules: () => ({ allowLoopback, ownAddresses: ownAddresses() }),
    links: ownLinks,
    askIdentity,
    profileOf: (identity) => profileOf({ profile: null, identity, capabilities: null }).id,
    registered: () => db.read(listPrinters),
    resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  });
}
