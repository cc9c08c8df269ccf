// The part of the made-up console server that answers for queues: those of the Northgate Library.
import type { AdminQueue, QueueAdd } from '@platen/shared/api/admin-queues';

export interface QueuesScene {
  readonly queues?: readonly AdminQueue[];
  readonly secureOnly?: boolean;
}

const MINUTE = 60_000;

export const libraryQueues = (now: number): AdminQueue[] => [
  {
    id: 'q1',
    name: 'catalogue',
    kind: 'lpr',
    port: 515,
    networks: ['10.20.0.0/16'],
    trustNames: true,
    domain: 'northgate.example',
    names: [{ from: 'loandesk', email: 'mira.okafor@northgate.example' }],
    sources: [],
    fallback: '',
    enabled: true,
    state: 'open',
    tone: 'warn',
    lastAt: now - 4 * MINUTE,
    taken: 218,
    unmapped: [
      { name: 'sysadm', address: '10.20.1.14', at: now - 9 * MINUTE, count: 6 },
      { address: '10.20.7.2', at: now - 50 * MINUTE, count: 1 },
    ],
  },
  {
    id: 'q2',
    name: 'microfilm',
    kind: 'raw',
    port: 9100,
    networks: ['10.20.3.40', '10.20.3.41'],
    trustNames: false,
    domain: '',
    names: [],
    sources: [{ from: '10.20.3.40', email: 'archive@northgate.example' }],
    fallback: 'archive@northgate.example',
    enabled: true,
    state: 'open',
    tone: 'ok',
    lastAt: now - 180 * MINUTE,
    taken: 1,
    unmapped: [],
  },
  {
    id: 'q3',
    name: 'plotter',
    kind: 'raw',
    port: 9101,
    networks: ['10.20.9.0/24'],
    trustNames: false,
    domain: '',
    names: [],
    sources: [],
    fallback: 'maps@northgate.example',
    enabled: true,
    state: 'no-port',
    tone: 'bad',
    problem: 'listen EADDRINUSE: address already in use :::9101',
    taken: 0,
    unmapped: [],
  },
];

/** @returns undefined for what is not its business. */
export function queuesFake(scene: QueuesScene, now: number) {
  let queues = [...(scene.queues ?? libraryQueues(now))];
  return (method: string, url: URL, body: unknown): unknown => {
    const [area, id = ''] = url.pathname.split('/').slice(3).map(decodeURIComponent);
    if (area !== 'queues') return undefined;
    if (method === 'GET') return { queues, secureOnly: scene.secureOnly ?? false };
    if (method === 'DELETE') {
      queues = queues.filter((queue) => queue.id !== id);
      return { ok: true };
    }
    const known = queues.find((queue) => queue.id === id);
    const changed = { ...known, ...(body as QueueAdd) };
    const queue: AdminQueue = {
      ...changed,
      id: known?.id ?? 'q-new',
      taken: known?.taken ?? 0,
      unmapped: [],
      state: changed.enabled ? 'open' : 'off',
      tone: changed.enabled ? 'ok' : 'quiet',
    };
    queues = known === undefined ? [...queues, queue] : queues.map((one) => (one.id === id ? queue : one));
    return queue;
  };
}
