// Finds the profile of a device by what it says of itself. Pure; the same device always gets the same profile.
import type { DeviceIdentity } from '@platen/shared/device';
import type { DeviceProfile } from './device-profile.ts';
import { LONGEST_TEXT } from './pattern/check-pattern.ts';

/** 1.3.6.1.4.1.N: who made it, and nothing more. */
const MAKER_ARCS = 7;

/** How a profile fits, each part counting before the next. */
interface Fit {
  /** Numbers of the sysObjectID beyond the maker's that are told by the profile: a series or a model. */
  readonly seriesArcs: number;
  /** Length of the longest part of the name that a pattern found: `Xerox AltaLink` says more than `Xerox`. */
  readonly nameLength: number;
  /** The maker's number, which is all that some devices tell. */
  readonly makerArcs: number;
  /** The same of the IEEE 1284 device id, which may name no more than the languages. */
  readonly deviceIdLength: number;
}

/**
 * The profile that fits most particularly: by sysObjectID beyond the maker's number, then by the name (make and model or
 * sysDescr), then by the maker's number, then by the device id; of two equals the first in the list, so whoever puts an
 * administrator's before the shipped ones lets them win. `models` holds one without rules, which fits everything.
 */
export function matchProfile(models: readonly DeviceProfile[], identity: DeviceIdentity): DeviceProfile {
  let best: { profile: DeviceProfile; fit: Fit } | undefined;
  for (const profile of models) {
    const fit = fitOf(profile, identity);
    if (fit !== undefined && (best === undefined || compare(fit, best.fit) > 0)) best = { profile, fit };
  }
  if (best === undefined) throw new Error('device-profiles/models has no family that fits everything');
  return best.profile;
}

function compare(a: Fit, b: Fit): number {
  return (
    a.seriesArcs - b.seriesArcs ||
    a.nameLength - b.nameLength ||
    a.makerArcs - b.makerArcs ||
    a.deviceIdLength - b.deviceIdLength
  );
}

function fitOf(profile: DeviceProfile, identity: DeviceIdentity): Fit | undefined {
  const { match } = profile;
  const compiled = compile(profile);
  const arcs = Math.max(0, ...match.sysObjectId.map((prefix) => arcsInCommon(prefix, identity.sysObjectId)));
  const nameLength = Math.max(
    longestFound(compiled.makeAndModel, identity.makeAndModel),
    longestFound(compiled.sysDescr, identity.sysDescr),
  );
  const deviceIdLength = longestFound(compiled.deviceId, identity.deviceId);
  const fitsAll = match.sysObjectId.length === 0 && PATTERN_KINDS.every((kind) => match[kind].length === 0);
  if (arcs + nameLength + deviceIdLength === 0 && !fitsAll) return undefined;
  return {
    seriesArcs: arcs > MAKER_ARCS ? arcs : 0,
    nameLength,
    makerArcs: Math.min(arcs, MAKER_ARCS),
    deviceIdLength,
  };
}

/** How many numbers `prefix` has, when all of them begin `objectId`; else 0. */
function arcsInCommon(prefix: string, objectId: string | undefined): number {
  const told = (objectId ?? '').replace(/^\./, '');
  return told === prefix || told.startsWith(`${prefix}.`) ? prefix.split('.').length : 0;
}

function longestFound(patterns: readonly RegExp[], text: string | undefined): number {
  if (text === undefined) return 0;
  const cut = text.slice(0, LONGEST_TEXT);
  return Math.max(0, ...patterns.map((pattern) => pattern.exec(cut)?.[0].length ?? 0));
}

const PATTERN_KINDS = ['makeAndModel', 'sysDescr', 'deviceId'] as const;
type Compiled = Readonly<Record<(typeof PATTERN_KINDS)[number], readonly RegExp[]>>;
/** A console with a thousand printers asks for each: compiled once per profile, gone with it. */
const compiledOf = new WeakMap<DeviceProfile, Compiled>();

function compile(profile: DeviceProfile): Compiled {
  const known = compiledOf.get(profile);
  if (known !== undefined) return known;
  const expressions = (patterns: readonly string[]): readonly RegExp[] =>
    patterns.map((pattern) => new RegExp(pattern, 'iu'));
  const made = {
    makeAndModel: expressions(profile.match.makeAndModel),
    sysDescr: expressions(profile.match.sysDescr),
    deviceId: expressions(profile.match.deviceId),
  };
  compiledOf.set(profile, made);
  return made;
}
