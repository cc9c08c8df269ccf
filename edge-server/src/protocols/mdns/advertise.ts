// Tells the network of services by multicast DNS (RFC 6762 sections 6, 8 to 10, RFC 6763): asks first whether a name is free, takes the next one
// where it is not, announces, answers, says what changed, and good-bye. Our own, not @homebridge/ciao: that one wants a host name for each
// service, refuses port 0 (which keeps a printer's name), and ends the whole process where it cannot announce.
import { randomInt } from 'node:crypto';
import { cleanText } from '../ipp/clean-text.ts';
import { answerQuestions, conflictingNames, losesTo } from './answer-questions.ts';
import type { Link } from './browse.ts';
import { nameKey } from './dns-name.ts';
import { decodePacket, encodePacket, type Packet, recordKey, TYPE, type WireRecord } from './dns-packet.ts';
import { MDNS_PORT, mdnsLimits } from './limits.ts';
import type { LinkSocket, OpenLink, Sender } from './link-socket.ts';
import { numbered } from './numbered-name.ts';
import { announcements, probes, replies } from './responder-packets.ts';
import {
  type AdvertisedService,
  hostName,
  hostRecords,
  instanceName,
  serviceRecords,
} from './service-records.ts';

export interface AdvertiseLink extends Link {
  /** Every address of this interface that others may use, IPv4 and IPv6. */
  readonly addresses: readonly string[];
}

export interface AdvertiseOptions {
  /** One label: HOST.local is told. */
  readonly host: string;
  readonly links: () => readonly AdvertiseLink[];
  readonly open: OpenLink;
  /** The clock's. */
  readonly after: (ms: number, act: () => void) => () => void;
  readonly monotonic: () => number;
  /** A link that cannot be used; one clean line. */
  readonly onTrouble: (line: string) => void;
  /** Names that had to be changed, as others have them. */
  readonly onRenamed: (names: { readonly host: string; readonly instances: readonly string[] }) => void;
}

export interface AdvertisingState {
  /** `probing`: about a second, at the start and when something new is told. */
  readonly phase: 'off' | 'probing' | 'told';
  readonly host: string;
  readonly services: readonly AdvertisedService[];
  readonly links: readonly { readonly address: string; readonly trouble?: string }[];
}

export interface Advertising {
  /** Tells of these from now on, and no longer of others. Nothing is told before the first call. */
  update(services: readonly AdvertisedService[]): void;
  state(): AdvertisingState;
  /** Resolves when good-bye has been said and the sockets are closed. */
  stop(): Promise<void>;
}

/** RFC 6762 section 8.1: three questions, a quarter of a second apart, the first after a random part of that. */
const PROBES = 3;
const PROBE_MS = 250;
/** Section 8.2: whoever gives way asks again after a second. Section 9: after 15 conflicts only every five. */
const GIVE_WAY_MS = 1_000;
const MANY_CONFLICTS = 15;
const CONFLICTS_MS = 5_000;
/** Section 8.3: announced twice, a second apart. */
const AGAIN_MS = 1_000;
/** Section 6: answers that others may give as well are delayed by 20 to 120 ms; while known answers are still coming, 400 to 500 (section 7.2). */
const SHARED_MS = [20, 121] as const;
const TRUNCATED_MS = [400, 501] as const;
/** Section 6: no record more often than once a second on one link, but a quarter to defend a name. */
const SAME_MS = 1_000;
/** Cables are plugged, addresses change: looked at this often. */
const LINKS_MS = 15_000;

interface Open {
  readonly link: AdvertiseLink;
  readonly socket: LinkSocket | undefined;
  trouble?: string;
  /** Records by key, and when they were last sent to all. */
  readonly sentAt: Map<string, number>;
  /** Askers whose known answers are still coming. */
  readonly waiting: Map<string, WireRecord[]>;
}

export function advertise(options: AdvertiseOptions): Advertising {
  const { after, monotonic } = options;
  let wanted: readonly AdvertisedService[] = [];
  /** What is told: the same with the names that were free. */
  let told: readonly AdvertisedService[] = [];
  let toldHost = options.host;
  let phase: AdvertisingState['phase'] = 'off';
  let opened: Open[] = [];
  let linksKey = '';
  let hostNumber = 1;
  let conflicts = 0;
  const numbers = new Map<string, number>();
  const timers = new Set<() => void>();
  /** What ends the steps of probing and announcing that are under way. */
  let steps = new Set<() => void>();
  /** Our own messages come back to us; those of one's own that were sent lately. */
  const ownLately: string[] = [];
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();

  const later = (ms: number, act: () => void, kept: Set<() => void> = timers): void => {
    const cancel = after(ms, () => {
      kept.delete(cancel);
      if (!stopped) act();
    });
    kept.add(cancel);
  };
  const endSteps = (): void => {
    for (const cancel of steps) cancel();
    steps = new Set();
  };

  const host = (): string => numbered(options.host, hostNumber, 'host');
  const services = (): AdvertisedService[] =>
    wanted.map((service) => ({
      ...service,
      instance: numbered(service.instance, numbers.get(service.instance) ?? 1, 'instance'),
    }));
  const recordsOn = (link: AdvertiseLink, some = services(), name = host()): WireRecord[] => [
    ...hostRecords(name, link.addresses),
    ...some.flatMap((service) => serviceRecords(service, name)),
  ];
  const allRecords = (): WireRecord[] => opened.flatMap(({ link }) => recordsOn(link));

  function send(at: Open, packet: Packet, to?: Sender): Promise<void> {
    if (at.socket === undefined) return Promise.resolve();
    const bytes = encodePacket(packet);
    if (to === undefined) {
      ownLately.push(bytes.toString('latin1'));
      // Three probes and two announcements for each service, with room.
      if (ownLately.length > 256) ownLately.shift();
    }
    return at.socket.send(bytes, to);
  }

  function goodbye(at: Open, records: readonly WireRecord[]): Promise<unknown> {
    const gone = records.filter(({ type }) => type !== TYPE.NSEC).map((one) => ({ ...one, ttl: 0 }));
    return Promise.all(announcements(gone).map((packet) => send(at, packet)));
  }

  function probe(waitMs = randomInt(PROBE_MS)): void {
    endSteps();
    if (wanted.length === 0) {
      phase = 'off';
      return;
    }
    phase = 'probing';
    let count = 0;
    const step = (): void => {
      if (count === PROBES) return announce();
      count += 1;
      for (const at of opened) for (const packet of probes(recordsOn(at.link))) void send(at, packet);
      later(PROBE_MS, step, steps);
    };
    later(waitMs, step, steps);
  }

  function announce(): void {
    endSteps();
    phase = 'told';
    told = services();
    toldHost = host();
    const tell = (): void => {
      for (const at of opened) {
        for (const packet of announcements(recordsOn(at.link))) void send(at, packet);
      }
    };
    tell();
    later(AGAIN_MS, tell, steps);
  }

  /** Somebody has a name of ours: the next one is tried. */
  function rename(names: ReadonlySet<string>): void {
    conflicts += 1;
    if (names.has(nameKey(hostName(host())))) hostNumber += 1;
    // All services of one queue keep one name: that is how clients see that they are the same.
    const taken = new Set(
      wanted
        .filter((_, index) => {
          const now = services()[index];
          return now !== undefined && names.has(nameKey(instanceName(now)));
        })
        .map(({ instance }) => instance),
    );
    for (const instance of taken) numbers.set(instance, (numbers.get(instance) ?? 1) + 1);
    options.onRenamed({ host: host(), instances: [...new Set(services().map(({ instance }) => instance))] });
    probe(conflicts >= MANY_CONFLICTS ? CONFLICTS_MS : randomInt(PROBE_MS));
  }

  function onMessage(at: Open, bytes: Buffer, from: Sender): void {
    const own = ownLately.indexOf(bytes.toString('latin1'));
    if (own !== -1) return;
    const packet = decodePacket(bytes);
    if (packet === undefined || phase === 'off') return;
    if (packet.response) {
      // RFC 6762 section 6: an answer from another port is none.
      if (from.port !== MDNS_PORT) return;
      const names = conflictingNames(packet, allRecords());
      if (names.size > 0) rename(names);
      return;
    }
    if (phase === 'probing') {
      if (packet.authorities.length > 0 && losesTo(packet, recordsOn(at.link))) probe(GIVE_WAY_MS);
      return;
    }
    answer(at, packet, from);
  }

  function answer(at: Open, packet: Packet, from: Sender): void {
    const asker = `${from.address}:${from.port}`;
    const before = at.waiting.get(asker);
    if (before !== undefined) before.push(...packet.answers.slice(0, mdnsLimits.records - before.length));
    if (packet.questions.length === 0) return;
    const legacy = from.port !== MDNS_PORT;
    const known = [...packet.answers];
    const say = (): void => {
      at.waiting.delete(asker);
      const records = recordsOn(at.link, [...told], toldHost);
      for (const reply of replies(records, packet, known, legacy)) {
        if (reply.to === 'asker') void send(at, reply.packet, from);
        else multicast(at, reply.packet, packet.authorities.length > 0 ? PROBE_MS : SAME_MS);
      }
    };
    const ours = answerQuestions(recordsOn(at.link, [...told], toldHost), packet.questions, known);
    if (ours === undefined || at.waiting.size >= mdnsLimits.followUps) return;
    if (packet.truncated) {
      at.waiting.set(asker, known);
      later(randomInt(...TRUNCATED_MS), say);
    } else if (!legacy && ours.answers.some(({ flush }) => !flush)) later(randomInt(...SHARED_MS), say);
    else say();
  }

  /** Less what this link was told a moment ago. */
  function multicast(at: Open, packet: Packet, sameMs: number): void {
    const now = monotonic();
    const answers = packet.answers.filter(
      (one) => now - (at.sentAt.get(recordKey(one)) ?? -Infinity) >= sameMs,
    );
    if (answers.length === 0) return;
    for (const one of answers) at.sentAt.set(recordKey(one), now);
    void send(at, { ...packet, answers });
  }

  async function openLinks(): Promise<void> {
    const links = options.links();
    linksKey = JSON.stringify(links);
    for (const { socket } of opened) socket?.close();
    opened = await Promise.all(
      links.map(async (link): Promise<Open> => {
        const rest = { link, sentAt: new Map<string, number>(), waiting: new Map<string, WireRecord[]>() };
        const complain = (cause: unknown): string => {
          const trouble = cleanText(cause instanceof Error ? cause.message : String(cause), 200);
          options.onTrouble(`${link.address}: ${trouble}`);
          return trouble;
        };
        try {
          const at: Open = {
            ...rest,
            socket: await options.open(link, {
              onMessage: (bytes, from) => {
                if (!stopped) onMessage(at, bytes, from);
              },
              onTrouble: (cause) => {
                if (at.trouble === undefined) at.trouble = complain(cause);
              },
            }),
          };
          return at;
        } catch (cause) {
          return { ...rest, socket: undefined, trouble: complain(cause) };
        }
      }),
    );
    if (stopped) for (const { socket } of opened) socket?.close();
  }

  function watchLinks(): void {
    later(LINKS_MS, () => {
      watchLinks();
      if (phase === 'off' || JSON.stringify(options.links()) === linksKey) return;
      turn = turn.then(async () => {
        await openLinks();
        if (!stopped) probe();
      });
    });
  }
  watchLinks();

  return {
    update: (next) => {
      turn = turn.then(async () => {
        if (stopped) return;
        const before = told;
        wanted = next;
        const now = services();
        if (phase === 'off' && next.length > 0) await openLinks();
        if (stopped) return;
        const key = (some: readonly AdvertisedService[]): Set<string> =>
          new Set(some.map((one) => nameKey(instanceName(one))));
        const kept = key(now);
        for (const at of opened) {
          const still = new Set(recordsOn(at.link, now).map(recordKey));
          const gone = before
            .flatMap((service) => serviceRecords(service, toldHost))
            .filter((one) => (one.flush ? !kept.has(nameKey(one.name)) : !still.has(recordKey(one))));
          if (gone.length > 0) await goodbye(at, gone);
        }
        told = told.filter((one) => kept.has(nameKey(instanceName(one))));
        if (next.length === 0) {
          endSteps();
          phase = 'off';
          for (const { socket } of opened) socket?.close();
          opened = [];
        } else if (phase === 'told' && [...kept].every((one) => key(before).has(one))) announce();
        else probe();
      });
    },
    state: () => ({
      phase,
      host: host(),
      services: services(),
      links: opened.map(({ link, trouble }) => ({
        address: link.address,
        ...(trouble === undefined ? {} : { trouble }),
      })),
    }),
    stop: async () => {
      if (stopped) return;
      const wasTold = phase === 'told';
      stopped = true;
      endSteps();
      for (const cancel of timers) cancel();
      timers.clear();
      await turn;
      if (wasTold)
        await Promise.all(opened.map((at) => goodbye(at, recordsOn(at.link, [...told], toldHost))));
      phase = 'off';
      for (const { socket } of opened) socket?.close();
      opened = [];
    },
  };
}
