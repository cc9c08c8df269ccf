// The records by which services are told (RFC 6763 sections 4 to 7, RFC 6762 sections 6.1 and 10): pointers from the types, where each service is and
// what it is, and the addresses of the host. Pure.
import { isIPv4, isIPv6 } from 'node:net';
import { type DnsName, encodeName } from './dns-name.ts';
import { TYPE, type WireRecord } from './dns-packet.ts';

export interface AdvertisedService {
  /** "_ipps._tcp" */
  readonly type: string;
  /** "_universal" and the like. */
  readonly subtypes: readonly string[];
  /** The name people see. At most 63 octets. */
  readonly instance: string;
  /** 0: the name is only kept (the flagship rule of Bonjour Printing). */
  readonly port: number;
  /** key=value; each at most 255 octets. */
  readonly txt: ReadonlyMap<string, string>;
}

/** RFC 6762 section 10: what holds a host's name or address two minutes, all else 75. */
const HOST_SECONDS = 120;
const OTHER_SECONDS = 4_500;
/** RFC 6763 section 6.1: one string has a length octet. */
const LONGEST_STRING = 255;
const LOCAL = 'local';

export const hostName = (host: string): DnsName => [host, LOCAL];
export const typeName = (type: string): DnsName => [...type.split('.'), LOCAL];
export const instanceName = ({ instance, type }: AdvertisedService): DnsName => [instance, ...typeName(type)];

const record = (
  name: DnsName,
  type: number,
  data: Buffer,
  options: { readonly ttl: number; readonly flush: boolean },
): WireRecord => ({ name, type, data, ...options });

/** What one service says: the records that are its own alone (SRV, TXT), and pointers that it shares with others. */
export function serviceRecords(service: AdvertisedService, host: string): WireRecord[] {
  const full = instanceName(service);
  const own = { flush: true };
  const shared = { flush: false, ttl: OTHER_SECONDS };
  const place = Buffer.alloc(6);
  place.writeUInt16BE(service.port, 4);
  const pointers = [
    typeName(service.type),
    ...service.subtypes.map((subtype) => [subtype, '_sub', ...typeName(service.type)]),
  ];
  return [
    ...pointers.map((name) => record(name, TYPE.PTR, encodeName(full), shared)),
    record(['_services', '_dns-sd', '_udp', LOCAL], TYPE.PTR, encodeName(typeName(service.type)), shared),
    record(full, TYPE.SRV, Buffer.concat([place, encodeName(hostName(host))]), {
      ...own,
      ttl: HOST_SECONDS,
    }),
    record(full, TYPE.TXT, encodeTxt(service.txt), { ...own, ttl: OTHER_SECONDS }),
    negative(full, [TYPE.TXT, TYPE.SRV], OTHER_SECONDS),
  ];
}

/** @param addresses of one link, IPv4 and IPv6. */
export function hostRecords(host: string, addresses: readonly string[]): WireRecord[] {
  const name = hostName(host);
  const own = { ttl: HOST_SECONDS, flush: true };
  const four = addresses.filter((address) => isIPv4(address));
  const six = addresses.filter((address) => isIPv6(address));
  return [
    ...four.map((address) => record(name, TYPE.A, Buffer.from(address.split('.').map(Number)), own)),
    ...six.map((address) => record(name, TYPE.AAAA, encodeIpv6(address), own)),
    negative(
      name,
      [...(four.length > 0 ? [TYPE.A] : []), ...(six.length > 0 ? [TYPE.AAAA] : [])],
      HOST_SECONDS,
    ),
  ];
}

/** Strings with a length octet each; an empty one where there is nothing to tell (RFC 6763 section 6.1). */
export function encodeTxt(txt: ReadonlyMap<string, string>): Buffer {
  const strings = [...txt].map(([key, value]) => Buffer.from(`${key}=${value}`, 'utf8'));
  if (strings.length === 0) return Buffer.of(0);
  return Buffer.concat(
    strings.flatMap((octets) => {
      if (octets.length > LONGEST_STRING) throw new RangeError('a TXT string is longer than 255 octets');
      return [Buffer.of(octets.length), octets];
    }),
  );
}

/** RFC 6762 section 6.1: NSEC says which types there are, so that nobody waits for others. */
function negative(name: DnsName, types: readonly number[], ttl: number): WireRecord {
  const bits = Buffer.alloc(Math.floor(Math.max(0, ...types) / 8) + 1);
  for (const type of types) {
    const at = Math.floor(type / 8);
    bits[at] = (bits[at] ?? 0) | (0x80 >> (type % 8));
  }
  return record(name, TYPE.NSEC, Buffer.concat([encodeName(name), Buffer.of(0, bits.length), bits]), {
    ttl,
    flush: true,
  });
}

/** RFC 4291 section 2.2, as `os.networkInterfaces` writes it: no dotted end, at most one `::`. */
function encodeIpv6(address: string): Buffer {
  const [front = '', back] = address.split('::');
  const words = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const first = words(front);
  const last = back === undefined ? [] : words(back);
  const octets = Buffer.alloc(16);
  [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last].forEach((word, index) => {
    octets.writeUInt16BE(word, 2 * index);
  });
  return octets;
}
