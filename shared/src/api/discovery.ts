// Searching the network for printers: what is asked and what was found (console and command line).
import * as v from 'valibot';
import { DeviceIdentity } from '../device.ts';

/** RFC 3414 section 5: a user has at most 32 octets; communities are not much longer. */
const Name = v.pipe(v.string(), v.minLength(1), v.maxBytes(64));
/** RFC 3414 section 11.2: agents refuse passwords shorter than eight characters. */
const Key = v.pipe(v.string(), v.minLength(8), v.maxLength(255));
const port = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)));

/** How SNMP is spoken to the addresses of a search. Version 3 tells nobody its passwords; a community goes to every address. */
export const DiscoverySnmp = v.union([
  v.object({ version: v.picklist(['1', '2c']), community: Name, port }),
  v.pipe(
    v.object({
      version: v.literal('3'),
      user: Name,
      auth: v.optional(
        v.object({
          protocol: v.picklist(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']),
          key: Key,
        }),
      ),
      priv: v.optional(
        v.object({
          protocol: v.picklist(['des', 'aes128', 'aes256-blumenthal', 'aes256-reeder']),
          key: Key,
        }),
      ),
      port,
    }),
    v.check(({ auth, priv }) => priv === undefined || auth !== undefined, 'privacy needs authentication'),
  ),
]);
export type DiscoverySnmp = v.InferOutput<typeof DiscoverySnmp>;

export const DiscoveryStart = v.object({
  /** "10.1.2.0/24", "10.1.2.10-10.1.2.40", "10.1.2.7", and the same with IPv6; at most 4,096 addresses in all. */
  ranges: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(256)),
  /** Ask what announces itself on the server's own links (DNS-SD). */
  mdns: v.boolean(),
  /** Absent: version 2c with the community "public". False: not at all. */
  snmp: v.optional(v.union([v.literal(false), DiscoverySnmp])),
});
export type DiscoveryStart = v.InferOutput<typeof DiscoveryStart>;

/** What spoke for a device: answers first, then its announcement, then ports that were merely open. */
export const DISCOVERY_EVIDENCE = ['ipps', 'ipp', 'snmp', 'mdns', 'raw', 'lpr'] as const;
export type DiscoveryEvidence = (typeof DISCOVERY_EVIDENCE)[number];

export const DiscoveryFinding = v.object({
  /** The address that its URIs use. */
  address: v.string(),
  /** More addresses at which a device said that it is the same one. */
  otherAddresses: v.array(v.string()),
  /** What people call it, as it says itself; the best first. */
  names: v.array(v.string()),
  location: v.optional(v.string()),
  identity: DeviceIdentity,
  /** The best first: ipps, ipp, socket, lpr. Empty where it only answers SNMP. */
  uris: v.array(v.string()),
  /** Id of the device profile that fits. */
  profile: v.string(),
  /** The registered printer that it is. */
  printerId: v.optional(v.string()),
  evidence: v.array(v.picklist(DISCOVERY_EVIDENCE)),
});
export type DiscoveryFinding = v.InferOutput<typeof DiscoveryFinding>;

/** `idle`: none since the server started. `stopped`: by a person, or because it took too long. */
export const DISCOVERY_STATES = ['idle', 'running', 'done', 'stopped'] as const;

export const DiscoveryView = v.object({
  state: v.picklist(DISCOVERY_STATES),
  ranges: v.array(v.string()),
  mdns: v.boolean(),
  /** Addresses of the ranges. */
  total: v.number(),
  asked: v.number(),
  /** Unix ms. */
  startedAt: v.optional(v.number()),
  endedAt: v.optional(v.number()),
  findings: v.array(DiscoveryFinding),
  /** What a person should know about the search: whole sentences. */
  notes: v.array(v.string()),
});
export type DiscoveryView = v.InferOutput<typeof DiscoveryView>;
