// Makes one finding for each device of all the evidence: the same uuid, the same serial number, or the same address. Pure.
import { DISCOVERY_EVIDENCE, type DiscoveryFinding } from '@platen/shared/api/discovery';
import type { DeviceIdentity } from '@platen/shared/device';
import type { Evidence } from './evidence.ts';
import { discoveryLimits } from './limits.ts';

export type MergedFinding = Omit<DiscoveryFinding, 'profile' | 'printerId'>;

interface Group {
  readonly pieces: Evidence[];
  readonly uuids: Set<string>;
}

/** In the order of their addresses' first evidence. */
export function mergeEvidence(all: readonly Evidence[]): readonly MergedFinding[] {
  // The best first, so that what has no uuid joins the device that answered best at its address.
  const sorted = [...all].sort((a, b) => rank(a) - rank(b));
  const groups = new Set<Group>();
  const groupOf = new Map<Evidence, Group>();
  for (const piece of sorted) {
    const { uuid } = piece.identity;
    const group = { pieces: [piece], uuids: new Set(uuid === undefined ? [] : [uuid]) };
    groups.add(group);
    groupOf.set(piece, group);
  }

  function join(a: Evidence, b: Evidence): void {
    const [into, from] = [groupOf.get(a), groupOf.get(b)];
    if (into === undefined || from === undefined || into === from) return;
    for (const piece of from.pieces) {
      into.pieces.push(piece);
      groupOf.set(piece, into);
    }
    for (const uuid of from.uuids) into.uuids.add(uuid);
    groups.delete(from);
  }
  /** Two uuids are two devices, or two queues of a print server, whatever else they share. */
  function mayJoin(a: Evidence, b: Evidence): boolean {
    const [one, other] = [groupOf.get(a)?.uuids, groupOf.get(b)?.uuids];
    if (one === undefined || other === undefined || one.size === 0 || other.size === 0) return true;
    return [...one].some((uuid) => other.has(uuid));
  }
  function joinAlike(
    keyOf: (piece: Evidence) => string | undefined,
    may: (a: Evidence, b: Evidence) => boolean,
  ): void {
    const firsts = new Map<string, Evidence>();
    for (const piece of sorted) {
      const key = keyOf(piece);
      if (key === undefined) continue;
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, piece);
      else if (may(first, piece)) join(first, piece);
    }
  }
  joinAlike(
    ({ identity }) => identity.uuid,
    () => true,
  );
  joinAlike(({ address }) => address, mayJoin);
  joinAlike(({ identity }) => identity.serial && meaningfulSerial(identity.serial), sameModelIf(mayJoin));
  return [...groups].slice(0, discoveryLimits.findings).map(({ pieces }) => describe(pieces));
}

const rank = ({ kind }: Evidence): number => DISCOVERY_EVIDENCE.indexOf(kind);

/** Serial numbers that many devices have, such as "000000" or "unknown", say nothing. */
function meaningfulSerial(serial: string): string | undefined {
  return /\d/.test(serial) && new Set(serial.replace(/[^A-Za-z0-9]/g, '')).size >= 3 ? serial : undefined;
}

/** Two makers may give the same number. */
const sameModelIf =
  (may: (a: Evidence, b: Evidence) => boolean) =>
  (a: Evidence, b: Evidence): boolean =>
    may(a, b) &&
    (a.identity.sysObjectId === undefined ||
      b.identity.sysObjectId === undefined ||
      a.identity.sysObjectId === b.identity.sysObjectId);

function describe(pieces: readonly Evidence[]): MergedFinding {
  const best = [...pieces].sort((a, b) => rank(a) - rank(b));
  const address = best[0]?.address ?? '';
  // Only what was seen at this very address: anybody can claim a uuid, but not turn another one's documents to himself by it.
  const here = best.filter((piece) => piece.address === address);
  const location = here.find((piece) => piece.location !== undefined)?.location;
  return {
    address,
    otherAddresses: some(best.map((piece) => piece.address).filter((other) => other !== address)),
    names: some(here.flatMap(({ names }) => names)),
    ...(location === undefined ? {} : { location }),
    identity: Object.assign({}, ...here.map(({ identity }) => identity).reverse()) as DeviceIdentity,
    uris: some(
      here
        .map(({ uri }) => uri)
        .filter((uri) => uri !== undefined)
        .sort((a, b) => schemeRank(a) - schemeRank(b)),
    ),
    evidence: DISCOVERY_EVIDENCE.filter((kind) => pieces.some((piece) => piece.kind === kind)),
  };
}

const SCHEMES = ['ipps', 'ipp', 'socket', 'lpd'];
const schemeRank = (uri: string): number => SCHEMES.indexOf(uri.slice(0, uri.indexOf(':')));

const some = (values: readonly string[]): string[] =>
  [...new Set(values)].slice(0, discoveryLimits.perFinding);
