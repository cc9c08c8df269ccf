// Puts services together from the records of many answers. Pure. Records count only together with those of the same sender,
// so that nobody can change what another one says.
import type { DnsRecord, Question } from './dns-message.ts';
import { type DnsName, nameKey } from './dns-name.ts';
import { mdnsLimits } from './limits.ts';
import { readServiceTxt } from './service-txt.ts';

export interface FoundService {
  /** As it was asked for: "_ipp._tcp". */
  readonly type: string;
  /** The name people see; as it came, not cleaned. */
  readonly instance: string;
  /** "printer.local", as it came. */
  readonly host: string;
  readonly port: number;
  /** IPv4 addresses on the link on which it answered; its sender's where it named none of them. */
  readonly addresses: readonly string[];
  readonly txt: ReadonlyMap<string, string>;
}

export interface ServiceCollector {
  /** @param from the sender's address. */
  add(records: readonly DnsRecord[], from: string): void;
  /** What still has to be asked by name to complete what is known. */
  missing(): readonly Question[];
  services(): readonly FoundService[];
}

interface Started {
  readonly type: string;
  readonly name: DnsName;
  readonly from: string;
  server?: { readonly host: DnsName; readonly port: number };
  txt?: ReadonlyMap<string, string>;
  addresses: Set<string>;
}

/** @param onLink whether an address lies on the link that was asked (RFC 6762 section 11). */
export function makeServiceCollector(
  types: readonly string[],
  onLink: (address: string) => boolean,
): ServiceCollector {
  const wanted = new Map(types.map((type) => [nameKey(serviceName(type)), type]));
  const started = new Map<string, Started>();
  const countOf = new Map<string, number>();
  /** Addresses by sender and host. */
  const onHost = new Map<string, Set<string>>();

  function find(name: DnsName, from: string): Started | undefined {
    const [instance, ...rest] = name;
    const type = wanted.get(nameKey(rest));
    if (instance === undefined || type === undefined) return undefined;
    const key = `${from} ${nameKey(name)}`;
    const known = started.get(key);
    const count = countOf.get(from) ?? 0;
    if (known !== undefined || started.size >= mdnsLimits.services || count >= mdnsLimits.servicesOfOne)
      return known;
    const fresh: Started = { type, name, from, addresses: new Set() };
    started.set(key, fresh);
    countOf.set(from, count + 1);
    return fresh;
  }

  function addServer(service: Started, host: DnsName, port: number): void {
    if (service.server !== undefined || port === 0) return;
    service.server = { host, port };
    const key = `${service.from} ${nameKey(host)}`;
    // Services of one host share what is known of it.
    service.addresses = onHost.get(key) ?? service.addresses;
    onHost.set(key, service.addresses);
  }

  function addAddress(host: DnsName, address: string, from: string): void {
    const known = onHost.get(`${from} ${nameKey(host)}`);
    if (known !== undefined && known.size < mdnsLimits.addresses && onLink(address)) known.add(address);
  }

  return {
    add(records, from) {
      for (const record of records) {
        if (record.type === 'PTR' && wanted.has(nameKey(record.name))) find(record.target, from);
        if (record.type !== 'SRV' && record.type !== 'TXT') continue;
        const service = find(record.name, from);
        if (service === undefined) continue;
        if (record.type === 'TXT') service.txt ??= readServiceTxt(record.strings);
        else addServer(service, record.target, record.port);
      }
      // Afterwards: an address may stand before the SRV record that names its host.
      for (const record of records) {
        if (record.type === 'A') addAddress(record.name, record.address, from);
      }
    },
    missing() {
      const open = [...started.values()].filter(
        ({ server, txt }) => server === undefined || txt === undefined,
      );
      return open
        .slice(0, mdnsLimits.followUps)
        .flatMap(({ name, server, txt }) => [
          ...(server === undefined ? [{ name, type: 'SRV' } as const] : []),
          ...(txt === undefined ? [{ name, type: 'TXT' } as const] : []),
        ]);
    },
    services() {
      const found: FoundService[] = [];
      for (const { type, name, server, txt, addresses, from } of started.values()) {
        if (server === undefined) continue;
        found.push({
          type,
          instance: name[0] ?? '',
          host: server.host.join('.'),
          port: server.port,
          addresses: addresses.size === 0 ? [from] : [...addresses],
          txt: txt ?? new Map(),
        });
      }
      return found;
    },
  };
}

/** "_ipp._tcp" to the name under which its instances are listed. */
export function serviceName(type: string): DnsName {
  return [...type.split('.'), 'local'];
}
