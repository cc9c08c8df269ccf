// Lets the print queues be found in the network: puts together what is told (settings, printers, ports) and tells it anew when that has changed.
import { networkInterfaces } from 'node:os';
import { advertisedHost } from './advertise/advertised-host.ts';
import { advertisedLinks, type LinkChoice } from './advertise/advertised-links.ts';
import { type OfferedQueue, type QueuePorts, queueServices } from './advertise/queue-services.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { directPath, isDirect } from './devices/direct-queues.ts';
import { listPrinters, type PrinterRow } from './devices/printers.ts';
import { formatsOf } from './flow/intake/ipp/document-formats.ts';
import { offerOf } from './flow/intake/ipp/operations/offer-of.ts';
import { uuidFrom } from './platform/uuid-from.ts';
import { type Advertising, type AdvertisingState, advertise } from './protocols/mdns/advertise.ts';
import { type OpenLink, openLinkSocket } from './protocols/mdns/link-socket.ts';
import type { AdvertisedService } from './protocols/mdns/service-records.ts';
import type { SettingsStore } from './settings/settings-store.ts';

/** As soon as other servers see a change of settings; printers' paper changes more seldom. */
const LOOK_MS = 5_000;

export interface AdvertiserState extends AdvertisingState {
  /** Set, and there is something to tell and a link to tell it on. */
  readonly wanted: boolean;
  readonly choice: LinkChoice;
  readonly ports: QueuePorts;
}

export interface Advertiser {
  /** To be called when the ports are known. */
  start(): void;
  /** Says good-bye. */
  stop(): Promise<void>;
  state(): AdvertiserState;
  /** What is told, whether or not it is: for the records of unicast DNS. */
  services(): Promise<AdvertisedService[]>;
}

export interface AdvertiserParts extends Pick<Deps, 'db' | 'clock' | 'log' | 'sealing'> {
  readonly settings: SettingsStore;
  readonly config: Pick<Config, 'host'>;
  /** Where IPP is taken. */
  readonly ports: () => QueuePorts;
  readonly webPort: () => number | undefined;
  readonly open?: OpenLink;
  readonly interfaces?: typeof networkInterfaces;
}

export function openAdvertising(parts: AdvertiserParts): Advertiser {
  const { db, clock, log, settings } = parts;
  const interfaces = parts.interfaces ?? networkInterfaces;
  const choose = (): LinkChoice =>
    advertisedLinks(interfaces(), settings.now().print.advertiseOn, parts.config.host);
  let cancel = (): void => undefined;
  let stopped = false;
  let told = '[]';
  let looking: Promise<void> = Promise.resolve();
  let troubles = '';

  const advertising: Advertising = advertise({
    host: advertisedHost(),
    links: () => choose().links,
    open: parts.open ?? openLinkSocket,
    after: clock.after,
    monotonic: clock.monotonic,
    onTrouble: (line) => {
      // Once for each: the links are looked at again and again.
      if (!troubles.includes(line))
        log.warn('the print queue cannot be told of on this interface', { link: line });
      troubles = `${troubles.slice(-2_000)}\n${line}`;
    },
    onRenamed: (names) =>
      log.warn('a name in the network was taken; the print queue is told of under another', names),
  });

  async function services(): Promise<AdvertisedService[]> {
    const { print, site, documents } = settings.now();
    const rows = await db.read(listPrinters);
    const web = { host: advertising.state().host, webPort: parts.webPort() };
    const formats = formatsOf(documents.postScript);
    const authentication = print.trustNames ? 'none' : 'basic';
    const uuid = (of: string): string => uuidFrom(parts.sealing.keyedHash('printer-uuid', of));
    const offered = (some: readonly PrinterRow[]): Promise<OfferedQueue['offer']> =>
      offerOf({
        settings: settings.now,
        printers: async () =>
          some.flatMap(({ capabilities }) => (capabilities === null ? [] : [capabilities])),
      });
    const enabled = rows.filter((row) => row.enabled);
    const hold: OfferedQueue = {
      name: site.name,
      path: 'ipp/print',
      uuid: uuid('hold'),
      note: print.location === '' ? 'Any printer, with your code' : print.location,
      offer: await offered(enabled),
      formats,
      authentication,
    };
    const direct = await Promise.all(
      enabled.filter(isDirect).map(
        async (row): Promise<OfferedQueue> => ({
          name: row.name === site.name ? `${row.name} (direct)` : row.name,
          path: directPath(row.id).slice(1),
          uuid: uuid(row.id),
          note: row.location ?? '',
          offer: await offered([row]),
          formats,
          authentication,
        }),
      ),
    );
    return [hold, ...direct].flatMap((queue) => queueServices(queue, parts.ports(), web));
  }

  async function look(): Promise<void> {
    const { print } = settings.now();
    const on = print.ipp && print.advertise && choose().links.length > 0;
    const now = on ? await services() : [];
    const key = JSON.stringify(now.map(({ txt, ...rest }) => ({ ...rest, txt: [...txt] })));
    if (stopped || key === told) return;
    told = key;
    advertising.update(now);
  }

  function again(): void {
    looking = look().catch((cause: unknown) => {
      if (!stopped)
        log.warn('what the network is told of the print queue could not be put together', { cause });
    });
    cancel = clock.after(LOOK_MS, again);
  }

  return {
    start: again,
    stop: async () => {
      stopped = true;
      cancel();
      await looking;
      await advertising.stop();
    },
    state: () => {
      const { print } = settings.now();
      return {
        ...advertising.state(),
        wanted: print.ipp && print.advertise,
        choice: choose(),
        ports: parts.ports(),
      };
    },
    services,
  };
}
