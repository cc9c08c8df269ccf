// The ranges a person types to single addresses: "10.1.2.0/24", "10.1.2.10-10.1.2.40", "10.1.2.7", and IPv6 alike. Pure.
import { isIP } from 'node:net';
import { type AddressRules, canonicalAddress, mayBeAsked } from '../address-policy.ts';
import { discoveryLimits } from './limits.ts';

export type Ranges =
  | {
      readonly ok: true;
      /** Each once, in the order given. */
      readonly addresses: readonly string[];
      /** Addresses of this server itself that were in the ranges. */
      readonly leftOut: number;
    }
  | { readonly ok: false; readonly sentence: string };

interface Span {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Refuses all of them, with a sentence that names the mistake, when one range is wrong, forbidden, or one address too many. */
export function readRanges(texts: readonly string[], rules: AddressRules): Ranges {
  const spans: Span[] = [];
  let count = 0n;
  for (const text of texts) {
    const span = readSpan(text.trim());
    if (span === undefined)
      return mistake(`"${text.slice(0, 60)}" is no range: write 10.1.2.0/24 or 10.1.2.1-10.1.2.40.`);
    spans.push(span);
    count += span.last - span.first + 1n;
    // Before anything is expanded: an IPv6 network has more addresses than there is memory.
    if (count > BigInt(discoveryLimits.addresses)) {
      return mistake(`These are more than ${discoveryLimits.addresses} addresses. Search in parts.`);
    }
  }
  const own = new Set((rules.ownAddresses ?? []).map(canonicalAddress));
  const addresses = new Set<string>();
  let leftOut = 0;
  for (const { version, first, last } of spans) {
    for (let value = first; value <= last; value += 1n) {
      const address = canonicalAddress(write(version, value)) ?? '';
      if (own.has(address)) {
        leftOut += 1;
        continue;
      }
      const refusal = mayBeAsked(address, rules);
      if (refusal !== undefined) return mistake(refusal);
      addresses.add(address);
    }
  }
  return { ok: true, addresses: [...addresses], leftOut };
}

const mistake = (sentence: string): Ranges => ({ ok: false, sentence });

function readSpan(text: string): Span | undefined {
  const network = /^([^/\s]+)\/(\d{1,3})$/.exec(text);
  if (network !== null) return networkSpan(network[1] ?? '', Number(network[2]));
  const [from = '', to = from, ...more] = text.split('-').map((part) => part.trim());
  const first = readAddress(from);
  const last = readAddress(to);
  if (first === undefined || last === undefined || more.length > 0) return undefined;
  if (first.version !== last.version || first.value > last.value) return undefined;
  return { version: first.version, first: first.value, last: last.value };
}

function networkSpan(address: string, prefix: number): Span | undefined {
  const base = readAddress(address);
  if (base === undefined) return undefined;
  const bits = base.version === 4 ? 32 : 128;
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = base.value - (base.value % size);
  const last = first + size - 1n;
  // The network's own and its broadcast address are nobody's (RFC 1122 section 3.2.1.3), but not in pairs (RFC 3021).
  const hasBroadcast = base.version === 4 && size > 2n;
  return {
    version: base.version,
    first: hasBroadcast ? first + 1n : first,
    last: hasBroadcast ? last - 1n : last,
  };
}

function readAddress(text: string): { version: 4 | 6; value: bigint } | undefined {
  // A zone names a link of this machine, and link-local addresses are not searched.
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  const canonical = canonicalAddress(text) ?? '';
  if (isIP(canonical) === 4) {
    const value = canonical.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
    return { version: 4, value };
  }
  const [head = '', tail] = canonical.split('::').map((part) => part.split(':').filter((hex) => hex !== ''));
  const groups =
    tail === undefined ? head : [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return { version: 6, value: [...groups].reduce((sum, hex) => sum * 65_536n + BigInt(`0x${hex}`), 0n) };
}

function write(version: 4 | 6, value: bigint): string {
  const [groups, bits, radix] = version === 4 ? [4, 8n, 10] : [8, 16n, 16];
  return Array.from({ length: groups }, (_, i) =>
    ((value >> (bits * BigInt(groups - 1 - i))) & ((1n << bits) - 1n)).toString(radix),
  ).join(version === 4 ? '.' : ':');
}
