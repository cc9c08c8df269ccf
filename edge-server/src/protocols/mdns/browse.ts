// Browses for services with one-shot multicast DNS questions (RFC 6762 sections 5.1 and 6.7, RFC 6763 section 4): sent from a
// port of its own, so every answer comes back by unicast with the question's id. Nothing listens on port 5353, and what
// is announced without having been asked for is never seen (threat T08).
import { randomInt } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { BlockList } from 'node:net';
import { cleanText } from '../ipp/clean-text.ts';
import {
  type FoundService,
  makeServiceCollector,
  type ServiceCollector,
  serviceName,
} from './collect-services.ts';
import { decodeAnswer, encodeQuestions } from './dns-message.ts';
import { MDNS_GROUP, MDNS_PORT, mdnsLimits } from './limits.ts';

/** An IPv4 interface of this machine. */
export interface Link {
  readonly address: string;
  /** Bits of its network. */
  readonly prefix: number;
}

export interface BrowseOptions {
  /** "_ipp._tcp" and the like. */
  readonly types: readonly string[];
  readonly links: readonly Link[];
  readonly signal: AbortSignal;
  /** Runs `act` after `ms` and returns what ends the timer: the clock's `after`. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** How long answers are waited for, in milliseconds. */
  readonly durationMs?: number;
  /** Where the questions go: the group of RFC 6762 unless a test says otherwise. */
  readonly to?: { readonly address: string; readonly port: number };
}

export interface Browsed {
  readonly services: readonly FoundService[];
  /** Links that could not be asked, one clean line each. */
  readonly troubles: readonly string[];
}

/** RFC 6762 section 5.2: again after a second, then after twice that; answers get lost where many speak at once. */
const ROUNDS_MS = [0, 1_000, 3_000] as const;
/** The last round's answers may be delayed by half a second (RFC 6762 section 6). */
const DURATION_MS = 4_000;

/** Resolves when the time is over or the signal aborts, with what was found until then; never rejects. */
export async function browseServices(options: BrowseOptions): Promise<Browsed> {
  const troubles: string[] = [];
  const found = await Promise.all(
    options.links.map((link) => browseLink(link, options, (trouble) => troubles.push(trouble))),
  );
  return { services: found.flat(), troubles };
}

function browseLink(
  link: Link,
  options: BrowseOptions,
  report: (trouble: string) => void,
): Promise<readonly FoundService[]> {
  const to = options.to ?? { address: MDNS_GROUP, port: MDNS_PORT };
  const network = new BlockList();
  network.addSubnet(link.address, link.prefix, 'ipv4');
  const onLink = (address: string): boolean => network.check(address, 'ipv4');
  const collector = makeServiceCollector(options.types, onLink);
  // Unpredictable, so that only those who saw the question can answer it.
  const id = randomInt(1, 0x1_0000);
  const socket = createSocket('udp4');

  return new Promise((resolve) => {
    const timers: (() => void)[] = [];
    let ended = false;
    let messages = 0;

    function end(trouble?: unknown): void {
      if (ended) return;
      ended = true;
      for (const stop of timers) stop();
      options.signal.removeEventListener('abort', onAbort);
      socket.close();
      if (trouble !== undefined) report(`${link.address}: ${cleanText(String(trouble), 200)}`);
      resolve(collector.services());
    }
    const onAbort = (): void => end();

    function onMessage(bytes: Buffer, from: RemoteInfo): void {
      // RFC 6762 section 6: an answer from another port is none.
      if (ended || from.port !== to.port || !onLink(from.address)) return;
      messages += 1;
      if (messages > mdnsLimits.messages) return;
      const answer = decodeAnswer(bytes);
      if (answer?.id === id) collector.add(answer.records, from.address);
    }

    socket.on('error', end);
    socket.on('message', onMessage);
    options.signal.addEventListener('abort', onAbort, { once: true });
    if (options.signal.aborted) {
      end();
      return;
    }
    socket.bind({ address: link.address, port: 0 }, () => {
      if (ended) return;
      try {
        socket.setMulticastInterface(link.address);
        socket.setMulticastTTL(255);
      } catch (cause) {
        end(cause);
        return;
      }
      for (const ms of ROUNDS_MS) {
        timers.push(options.after(ms, () => ask(socket, id, options.types, collector, to, end)));
      }
      timers.push(options.after(options.durationMs ?? DURATION_MS, end));
    });
  });
}

function ask(
  socket: Socket,
  id: number,
  types: readonly string[],
  collector: ServiceCollector,
  to: { readonly address: string; readonly port: number },
  fail: (trouble: unknown) => void,
): void {
  const done = (error: Error | null): void => {
    if (error !== null) fail(error);
  };
  const listing = types.map((type) => ({ name: serviceName(type), type: 'PTR' }) as const);
  socket.send(encodeQuestions(id, listing), to.port, to.address, done);
  const missing = collector.missing();
  // Names are up to 255 octets: a few questions at a time fit any packet.
  for (let i = 0; i < missing.length; i += QUESTIONS_AT_ONCE) {
    const some = missing.slice(i, i + QUESTIONS_AT_ONCE);
    socket.send(encodeQuestions(id, some), to.port, to.address, done);
  }
}

/** 5 x 260 octets stay under the 1,500 of an Ethernet frame. */
const QUESTIONS_AT_ONCE = 5;
