// What must hold of declared devices beyond their shape.
import { type AddressRules, checkHost, checkUri } from '../address/check-address.ts';
import type { DeviceEntry } from '../device-file.ts';
import type { DeviceProfile } from '../device-profile.ts';
import { findProfile } from '../find-profile.ts';
import type { JsonPath } from '../json/json-node.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Finding } from './read-checked.ts';

export function checkDevices(
  devices: readonly DeviceEntry[],
  profiles: readonly DeviceProfile[],
  rules: AddressRules,
): readonly Finding[] {
  return [
    ...devices.flatMap((device, index) => checkDevice(device, ['devices', index], profiles, rules)),
    ...findTwice(devices, 'id', ({ id }) => id),
    ...findTwice(devices, 'name', ({ name }) => name.toLowerCase()),
    ...findTwice(devices, 'address', ({ address }) => address?.toLowerCase()),
    ...findTwice(devices, 'uri', ({ uri }) => uri),
  ];
}

function checkDevice(
  device: DeviceEntry,
  path: JsonPath,
  profiles: readonly DeviceProfile[],
  rules: AddressRules,
): readonly Finding[] {
  return [
    ...checkWhere(device, path, rules),
    ...checkFamily(device, path, profiles),
    ...checkPin(device, path),
  ];
}

function checkWhere(
  { address, uri, otherUris }: DeviceEntry,
  path: JsonPath,
  rules: AddressRules,
): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (
    step: readonly (string | number)[],
    mistake: { sentence: string; cure: string } | undefined,
  ): void => {
    if (mistake !== undefined) findings.push({ path: [...path, ...step], ...mistake });
  };
  if (address === undefined && uri === undefined) {
    add([], {
      sentence: 'The device has neither "address" nor "uri".',
      cure: 'Add "address": and its host name or IP address.',
    });
  }
  if (address !== undefined && uri !== undefined) {
    add(['uri'], {
      sentence: 'The device has both "address" and "uri".',
      cure: 'Keep one; further ways to the same device go into "otherUris".',
    });
  }
  if (address !== undefined) add(['address'], checkHost(address, rules));
  if (uri !== undefined) add(['uri'], checkUri(uri, rules));
  otherUris?.forEach((other, index) => {
    add(['otherUris', index], checkUri(other, rules));
  });
  return findings;
}

function checkFamily(
  { profile }: DeviceEntry,
  path: JsonPath,
  profiles: readonly DeviceProfile[],
): readonly Finding[] {
  if (profile === 'detect' || findProfile(profiles, profile) !== undefined) return [];
  const meant = didYouMean(profile, ['detect', ...profiles.map(({ id }) => id)]);
  return [
    {
      path: [...path, 'profile'],
      sentence: `There is no family "${profile}".`,
      cure:
        meant === undefined ? 'Write "detect", or add the family to models/.' : `Did you mean "${meant}"?`,
    },
  ];
}

function checkPin({ tlsPin, uri, otherUris = [] }: DeviceEntry, path: JsonPath): readonly Finding[] {
  if (tlsPin === undefined || uri === undefined) return [];
  if ([uri, ...otherUris].some((each) => each.toLowerCase().startsWith('ipps:'))) return [];
  return [
    {
      path: [...path, 'tlsPin'],
      atKey: true,
      sentence: 'A certificate is pinned, but no address is an ipps one.',
      cure: 'Delete it, or write the uri with ipps.',
    },
  ];
}

/** Every entry but the first that has the same `field`. */
function findTwice(
  devices: readonly DeviceEntry[],
  field: string,
  read: (device: DeviceEntry) => string | undefined,
): readonly Finding[] {
  const seen = new Map<string, number>();
  return devices.flatMap((device, index) => {
    const value = read(device);
    const first = value === undefined ? undefined : seen.get(value);
    if (value !== undefined && first === undefined) seen.set(value, index);
    if (first === undefined) return [];
    return [
      {
        path: ['devices', index, field],
        sentence: `An earlier device of this file (number ${first + 1}) has the same ${field}.`,
        cure: field === 'name' ? 'Tell them apart: people choose by the name.' : 'Delete one of the two.',
      },
    ];
  });
}
