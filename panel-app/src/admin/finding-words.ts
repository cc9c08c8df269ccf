// What a search found, in words, and how it would be registered.
import type { DiscoveryEvidence } from '@platen/shared/api/discovery';
import type { NewPrinter } from '../data/admin.ts';
import type { Finding } from '../data/admin-fleet.ts';
import { say } from './speech.ts';

/** Stays the same while the search goes on and learns more of the device. */
export const findingKey = ({ address }: Finding): string => address;

/** What people call it, else what it is, else where it is. */
export function findingName({ names, identity, address }: Finding): string {
  return names[0] ?? identity.makeAndModel ?? identity.hostName ?? address;
}

/** Only what can be printed to and is not registered. */
export const mayAdd = ({ uris, printerId }: Finding): boolean => uris.length > 0 && printerId === undefined;

export const evidenceWords = (kind: DiscoveryEvidence): string => say(`evidence-${kind}`);

/** Names and addresses that the server takes: API lengths. */
const LONGEST = { name: 80, location: 200 } as const;
const MOST_OTHERS = 8;

/** @param site of all that are added together; empty: none. */
export function registrationOf(finding: Finding, site: string): NewPrinter {
  const [uri = '', ...others] = finding.uris;
  const { location } = finding;
  return {
    name: findingName(finding).slice(0, LONGEST.name),
    uri,
    ...(others.length === 0 ? {} : { otherUris: others.slice(0, MOST_OTHERS) }),
    ...(location === undefined || location === '' ? {} : { location: location.slice(0, LONGEST.location) }),
    ...(site === '' ? {} : { site }),
  };
}
