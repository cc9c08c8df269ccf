// What people and administrators are given to get the print queue onto a device: its address, the profile for Apple's, the records for DNS.
import { createHash } from 'node:crypto';
import { airprintProfile } from './advertise/airprint-profile.ts';
import { type PrintHost, printHost, printUrl } from './advertise/print-address.ts';
import {
  bindZone,
  dnsmasqLines,
  isZoneName,
  unicastRecords,
  windowsDnsLines,
} from './advertise/unicast-records.ts';
import type { Advertiser } from './open-advertising.ts';
import { uuidFrom } from './platform/uuid-from.ts';
import { publicHosts } from './public-hosts.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface DnsRecords {
  readonly domain: string;
  readonly host: string;
  /** Text to be pasted. */
  readonly bind: string;
  readonly windows: string;
  readonly dnsmasq: string;
}

export interface PrintFinding {
  /** Where IPP is, for whoever reached this server so; undefined for a Host header that is none, or without HTTPS. */
  readonly hostOf: (header: string | undefined, secure: boolean) => PrintHost | undefined;
  readonly addressOf: (host: PrintHost, path: string) => string;
  /** `own` and `common` are two profiles: a device may have both. */
  readonly profile: (host: PrintHost, path: string, kind: 'own' | 'common') => string;
  /** @param asked a domain; @param reached the name under which somebody came, for where the settings give none. */
  readonly records: (
    asked: string | undefined,
    reached: string | undefined,
  ) => Promise<DnsRecords | 'no-name' | 'bad-domain' | 'off'>;
}

export function openPrintFinding(parts: {
  readonly advertiser: Advertiser;
  readonly settings: SettingsStore;
  readonly webPort: () => number | undefined;
}): PrintFinding {
  const { advertiser, settings } = parts;
  return {
    hostOf: (header, secure) =>
      printHost(header ?? '', secure, { ...advertiser.state().ports, web: parts.webPort() }),
    addressOf: printUrl,
    profile: (at, path, kind) => {
      const { name } = settings.now().site;
      const host = at.host.replace(/^\[|\]$/g, '');
      const wait = 'Documents wait until you type your code at a printer.';
      return airprintProfile({
        name: kind === 'own' ? `${name} (yours)` : name,
        description:
          kind === 'own'
            ? `Adds the printer “${name}” with an address that is yours alone: treat it like a key. ${wait}`
            : `Adds the printer “${name}”. ${wait}`,
        organization: name,
        // A profile of the same name takes the place of the one before: a renewed address needs no tidying up.
        identifier: `app.platen.print.${kind}.${host.replace(/[^A-Za-z0-9.-]/g, '-')}`,
        uuids: { profile: uuidOf(`${kind} ${host}`), payload: uuidOf(`${kind} ${host} airprint`) },
        printers: [{ host, port: at.port, path }],
      });
    },
    records: async (asked, reached) => {
      const now = settings.now();
      const services = (await advertiser.services()).filter(({ port }) => port > 0);
      if (!now.print.ipp || services.length === 0) return 'off';
      const names = [...publicHosts(now), reached ?? ''];
      const host = names.find((name) => isZoneName(name) && name.includes('.'));
      if (host === undefined) return 'no-name';
      const given = asked ?? now.print.searchDomain;
      const typed = given.trim() === '' ? host.split('.').slice(1).join('.') : given.trim();
      const domain = typed.toLowerCase().replace(/\.$/, '');
      if (!isZoneName(domain)) return 'bad-domain';
      const zone = unicastRecords(services, domain, host);
      const texts = { bind: bindZone(zone), windows: windowsDnsLines(zone), dnsmasq: dnsmasqLines(zone) };
      return { domain, host, ...texts };
    },
  };
}

/** The same for the same profile, so that installing it again changes it and adds none. */
const uuidOf = (text: string): string =>
  uuidFrom(createHash('sha256').update(`platen profile ${text}`).digest('hex'));
