// Opens and closes the ports of queues for LPR and raw TCP as the administrator's settings say, and tells how each queue is. Wiring; what is said on a connection is
// flow/intake/queues.

import type { QueueState } from '@platen/shared/intake-queue';
import { plainQueuesOpen } from '@platen/shared/wire';
import type { Deps } from './deps.ts';
import { makeQueueBoard, type QueueBoard } from './flow/intake/queues/queue-board.ts';
import type { IntakeQueue, QueueDeps, QueuePeer } from './flow/intake/queues/queue-parts.ts';
import { serveLpd } from './flow/intake/queues/serve-lpd.ts';
import { serveRaw } from './flow/intake/queues/serve-raw.ts';
import { listenTcp, type TcpListener, type TcpPeer } from './platform/listen-tcp.ts';
import { inNetworks, plainAddress } from './protocols/networks.ts';
import { readOctets } from './protocols/octet-reader.ts';
import type { IntakeQueues } from './settings/intake-queues.ts';

/** Another server on the same database may have changed a queue, and a port that was taken may have become free. */
const LOOK_EVERY_MS = 5_000;

export interface QueueCondition {
  readonly state: QueueState;
  /** Why the port could not be had. */
  readonly problem?: string;
}

export interface OpenQueues {
  readonly board: QueueBoard;
  readonly conditionOf: (queue: IntakeQueue) => QueueCondition;
  /** Ports that are listened to. */
  readonly ports: () => readonly number[];
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Port {
  listener?: TcpListener;
  problem?: string;
  queues: readonly IntakeQueue[];
  admits: (address: string) => boolean;
}

export function openQueues(
  deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'settings'> &
    Pick<QueueDeps, 'people' | 'acceptStream' | 'remove'> & {
      readonly host: string;
      readonly queues: Pick<IntakeQueues, 'list' | 'onChange'>;
    },
): OpenQueues {
  const { log, clock } = deps;
  const board = makeQueueBoard({ now: () => clock.now(), log });
  const parts: QueueDeps = { ...deps, news: board };
  const ports = new Map<number, Port>();
  let stopped = false;
  let working: Promise<void> = Promise.resolve();

  const serve = (port: Port, { address, octets, say, cut }: TcpPeer): Promise<void> => {
    const peer: QueuePeer = { address: plainAddress(address), reader: readOctets(octets), say, cut };
    const admitted = port.queues.filter(({ networks }) => inNetworks(networks)(address));
    const raw = admitted.find(({ kind }) => kind === 'raw');
    if (raw !== undefined) return serveRaw(parts, raw, peer);
    const find = (name: string): IntakeQueue | undefined =>
      admitted.find((queue) => queue.name.toLowerCase() === name.toLowerCase());
    return serveLpd(parts, find, peer);
  };

  async function open(number: number, port: Port): Promise<void> {
    try {
      port.listener = await listenTcp({
        host: deps.host,
        port: number,
        clock,
        admits: (address) => port.admits(address),
        serve: (peer) => serve(port, peer),
        failed: (cause, address) =>
          log.info('a connection to a queue ended early', { port: number, address, cause }),
      });
      delete port.problem;
    } catch (cause) {
      const told = cause instanceof Error ? cause.message : String(cause);
      if (port.problem !== told)
        log.error('the port of a queue could not be opened', { port: number, cause });
      port.problem = told;
    }
  }

  async function reconcile(): Promise<void> {
    const wanted = new Map<number, IntakeQueue[]>();
    if (!stopped && plainQueuesOpen(deps.settings())) {
      for (const queue of await deps.queues.list()) {
        if (queue.enabled) wanted.set(queue.port, [...(wanted.get(queue.port) ?? []), queue]);
      }
    }
    for (const [number, port] of ports) {
      if (wanted.has(number)) continue;
      ports.delete(number);
      await port.listener?.close();
    }
    for (const [number, queues] of wanted) {
      const port = ports.get(number) ?? { queues, admits: () => false };
      port.queues = queues;
      port.admits = inNetworks(queues.flatMap(({ networks }) => networks));
      ports.set(number, port);
      if (port.listener === undefined) await open(number, port);
    }
  }

  /** One at a time, so that a port is not opened twice. */
  function look(): Promise<void> {
    working = working.then(reconcile).catch((cause: unknown) => {
      log.warn('the queues could not be looked at', { cause });
    });
    return working;
  }

  let endings: (() => void)[] = [];
  return {
    board,
    conditionOf: (queue) => {
      if (!queue.enabled) return { state: 'off' };
      if (!plainQueuesOpen(deps.settings())) return { state: 'closed' };
      const port = ports.get(queue.port);
      if (port?.listener !== undefined) return { state: 'open' };
      return port?.problem === undefined
        ? { state: 'starting' }
        : { state: 'no-port', problem: port.problem };
    },
    ports: () => [...ports].filter(([, { listener }]) => listener !== undefined).map(([number]) => number),
    start: async () => {
      endings = [deps.queues.onChange(() => void look()), clock.every(LOOK_EVERY_MS, () => void look())];
      await look();
    },
    stop: async () => {
      stopped = true;
      for (const end of endings.splice(0)) end();
      await look();
    },
  };
}
