// How far sites are from here, worked out on the phone: where it is, leaves it only as the order of the sites' names.
import type { PortalSite } from '@platen/shared/api/portal';

export interface Place {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth (IUGG), m. */
const EARTH_M = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance by the haversine formula, m: within half a per cent, and a phone knows its place no better. */
function distanceM(a: Place, b: Place): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const part = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** Metres by site name, the nearest first; sites whose place nobody has told are not in it. */
export function sitesByDistance(sites: readonly PortalSite[], here: Place): ReadonlyMap<string, number> {
  const known = sites.flatMap(({ name, latitude, longitude }): (readonly [string, number])[] =>
    latitude === undefined || longitude === undefined
      ? []
      : [[name, distanceM(here, { latitude, longitude })]],
  );
  return new Map(known.sort(([, a], [, b]) => a - b));
}

/** "350 m", "1.2 km", "48 km": no more exact than a phone knows. @param tag BCP 47. */
export function distanceWords(metres: number, tag: string): string {
  const [amount, unit] =
    metres < 950 ? [Math.max(50, Math.round(metres / 50) * 50), 'meter'] : [metres / 1000, 'kilometer'];
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}
