// The same services in an ordinary DNS zone (wide-area DNS-SD, RFC 6763 sections 10 and 11), for networks that multicast does not cross: as
// records, and as text to be pasted into BIND, Windows DNS and dnsmasq. Pure.
import { isIPv4, isIPv6 } from 'node:net';
import type { AdvertisedService } from '../protocols/mdns/service-records.ts';

export type UnicastRecord = {
  /** Labels below the zone; none: the zone itself. A label may hold dots and spaces. */
  readonly name: readonly string[];
} & (
  | { readonly type: 'PTR'; readonly target: readonly string[] }
  | { readonly type: 'SRV'; readonly port: number; readonly host: string }
  | { readonly type: 'TXT'; readonly strings: readonly string[] }
);

export interface Zone {
  /** "example.com", without a dot at its end. */
  readonly domain: string;
  readonly records: readonly UnicastRecord[];
}

/** An hour: long enough to spare questions, short enough for a queue that moved. */
const SECONDS = 3_600;

/** A name of DNS that may be pasted into a configuration: letters, digits, hyphens, dots. */
export const DOMAIN =
  /^(?=.{1,240}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** @param host the server's whole name, as its certificate has it. It has to have an address record already. */
export function unicastRecords(services: readonly AdvertisedService[], domain: string, host: string): Zone {
  // Names that are kept with port 0 are a matter of one link.
  const told = services.filter(({ port }) => port > 0);
  const types = [...new Set(told.map(({ type }) => type))];
  const browse = ['b', 'db', 'lb'].map(
    (word): UnicastRecord => ({ name: [word, '_dns-sd', '_udp'], type: 'PTR', target: [] }),
  );
  return {
    domain,
    records: [
      // "Browse here": b is asked by those who look, lb by those who look without being told where (section 11).
      ...browse,
      ...types.map(
        (type): UnicastRecord => ({
          name: ['_services', '_dns-sd', '_udp'],
          type: 'PTR',
          target: type.split('.'),
        }),
      ),
      ...told.flatMap((service): UnicastRecord[] => {
        const type = service.type.split('.');
        const full = [service.instance, ...type];
        return [
          { name: type, type: 'PTR', target: full },
          ...service.subtypes.map(
            (subtype): UnicastRecord => ({ name: [subtype, '_sub', ...type], type: 'PTR', target: full }),
          ),
          { name: full, type: 'SRV', port: service.port, host },
          // adminurl has the name of the link; it means nothing elsewhere.
          {
            name: full,
            type: 'TXT',
            strings: [...service.txt].flatMap(([key, value]) =>
              key === 'adminurl' ? [] : [`${key}=${value}`],
            ),
          },
        ];
      }),
    ],
  };
}

/** Lines for a zone file (RFC 1035 section 5.1), below its `$ORIGIN`. */
export function bindZone({ domain, records }: Zone): string {
  const name = (labels: readonly string[]): string =>
    labels.length === 0 ? '@' : labels.map((label) => masterLabel(label)).join('.');
  const lines = records.map((record) => {
    const head = `${name(record.name)} ${SECONDS} IN ${record.type}`;
    switch (record.type) {
      case 'PTR':
        return `${head} ${name(record.target)}`;
      case 'SRV':
        return `${head} 0 0 ${record.port} ${record.host}.`;
      case 'TXT':
        return `${head} ( ${record.strings.map((string) => quoted(string)).join('\n    ')} )`;
    }
  });
  return [`$ORIGIN ${domain}.`, ...lines, ''].join('\n');
}

/** Lines for dnsmasq.conf, which answers with these besides all else it does. It takes no label with dots or other signs in it: names are plain. */
export function dnsmasqLines({ domain, records }: Zone): string {
  const name = (labels: readonly string[]): string =>
    [...labels.map((label) => plainLabel(label)), domain].join('.');
  return [
    ...records.map((record) => {
      switch (record.type) {
        case 'PTR':
          return `ptr-record=${name(record.name)},${name(record.target)}`;
        case 'SRV':
          return `srv-host=${name(record.name)},${record.host},${record.port}`;
        case 'TXT':
          return `txt-record=${[name(record.name), ...record.strings.map((string) => dnsmasqWord(string))].join(',')}`;
      }
    }),
    '',
  ].join('\n');
}

/**
 * PowerShell for the DNS server of Windows, module DnsServer. Its text records are made by dnscmd, which takes several strings. Names are made of
 * letters, digits and hyphens, since what its tools read besides in a name is written down nowhere.
 */
export function windowsDnsLines({ domain, records }: Zone): string {
  const inZone = (labels: readonly string[]): string =>
    labels.length === 0 ? '@' : labels.map((label) => plainLabel(label)).join('.');
  const whole = (labels: readonly string[]): string =>
    powerShell(`${[...labels.map((label) => plainLabel(label)), domain].join('.')}.`);
  const add = (labels: readonly string[]): string =>
    `Add-DnsServerResourceRecord -ZoneName $zone -Name ${powerShell(inZone(labels))} -TimeToLive 01:00:00`;
  return [
    `$zone = ${powerShell(domain)}`,
    ...records.map((record) => {
      switch (record.type) {
        case 'PTR':
          return `${add(record.name)} -Ptr -PtrDomainName ${whole(record.target)}`;
        case 'SRV':
          return `${add(record.name)} -Srv -DomainName ${powerShell(`${record.host}.`)} -Port ${record.port} -Priority 0 -Weight 0`;
        case 'TXT':
          return `dnscmd /RecordAdd $zone ${powerShell(inZone(record.name))} ${SECONDS} TXT ${record.strings.map((string) => powerShell(string.replaceAll('"', "'"))).join(' ')}`;
      }
    }),
    '',
  ].join('\r\n');
}

/** Is this a name that others can ask for? An address is none, and `.local` belongs to multicast. */
export const isZoneName = (name: string): boolean =>
  DOMAIN.test(name) && !isIPv4(name) && !isIPv6(name) && !/(^|\.)(local|localhost)$/i.test(name);

/** A label of a master file: what is not plain is written as \DDD, octet by octet; dots and spaces with a backslash. */
function masterLabel(label: string): string {
  return [...Buffer.from(label, 'utf8')]
    .map((octet) => {
      const character = String.fromCharCode(octet);
      if (/[A-Za-z0-9_-]/.test(character)) return character;
      if (octet > 0x20 && octet < 0x7f) return `\\${character}`;
      return `\\${String(octet).padStart(3, '0')}`;
    })
    .join('');
}

/** "Hall 3.5 (ü)" is "Hall-3-5-u". */
function plainLabel(label: string): string {
  const plain = label
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'Platen' : plain;
}

/** A string of a master file, in quotes. */
function quoted(string: string): string {
  const inner = [...Buffer.from(string, 'utf8')]
    .map((octet) => {
      if (octet === 0x22 || octet === 0x5c) return `\\${String.fromCharCode(octet)}`;
      return octet >= 0x20 && octet < 0x7f
        ? String.fromCharCode(octet)
        : `\\${String(octet).padStart(3, '0')}`;
    })
    .join('');
  return `"${inner}"`;
}

/** A word of dnsmasq.conf: in quotes, where a comma ends nothing. */
function dnsmasqWord(text: string): string {
  const clean = text.replace(/[\r\n\0]/g, ' ').replace(/["\\]/g, (found) => `\\${found}`);
  return /^[A-Za-z0-9._=/:-]*$/.test(clean) ? clean : `"${clean}"`;
}

/** Between single quotes nothing is read as code; a quote is written twice. PowerShell takes typographic ones for quotes, too. */
const powerShell = (text: string): string =>
  `'${text.replace(/[\r\n\0]/g, ' ').replace(/['\u2018\u2019\u201a\u201b]/g, (found) => found + found)}'`;
