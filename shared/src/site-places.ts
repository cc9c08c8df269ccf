// Where the sites are, as an administrator writes it: a line each, "Northgate: 52.5200, 13.4050". For "nearest first" on a phone, which
// works out the distances itself: where the phone is, is not told to the server.

export interface SitePlace {
  /** As the printers' "site" has it; upper and lower case do not matter. */
  readonly site: string;
  /** Degrees, WGS 84, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Latitude and longitude in degrees, as maps copy them: "52.52, 13.405". The name before may hold colons itself. */
const LINE = /^(.{1,120}?)\s*[:=]\s*(-?\d{1,2}(?:\.\d{1,12})?)\s*[,;]\s*(-?\d{1,3}(?:\.\d{1,12})?)$/;

/** @returns undefined for a line that says no place on earth. */
function readLine(line: string): SitePlace | undefined {
  const [, site = '', north = '', east = ''] = LINE.exec(line) ?? [];
  const [latitude, longitude] = [Number(north), Number(east)];
  if (site === '' || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  return { site, latitude, longitude };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The places that are told; lines that tell none are left out (sitePlacesProblem keeps them from being saved). */
export const readSitePlaces = (text: string): SitePlace[] =>
  linesOf(text).flatMap((line) => readLine(line) ?? []);

/** The first line that cannot be read; undefined: all can. */
export const sitePlacesProblem = (text: string): string | undefined =>
  linesOf(text).find((line) => readLine(line) === undefined);
