// Puts the queues for LPR and raw TCP together: what the administrator set, what listens, who is who. Wiring only.
import type { Config } from './config.ts';
import type { Shred } from './flow/hold/shred.ts';
import type { Accept } from './flow/intake/accept.ts';
import { ownerOfName } from './flow/intake/queues/find-owner.ts';
import { type OpenQueues, openQueues } from './open-queues.ts';
import type { Storage } from './open-storage.ts';
import { makeQueuePeople } from './people/queue-people.ts';
import { canonicalDomain } from './protocols/mail/addresses.ts';
import { readNetwork } from './protocols/networks.ts';
import { type IntakeQueues, makeIntakeQueues } from './settings/intake-queues.ts';

/** Queues as the console and the doctor know them. */
export interface QueuesApp extends Pick<OpenQueues, 'board' | 'conditionOf' | 'ports'> {
  readonly queues: IntakeQueues;
  /** The account that a computer's user name means, as a queue that believes names takes it. */
  readonly ownerOfName: (name: string, domain: string) => Promise<string | undefined>;
}

export function buildQueues(
  { deps }: Pick<Storage, 'deps'>,
  {
    config,
    accept,
    shred,
  }: { readonly config: Pick<Config, 'host'>; readonly accept: Accept; readonly shred: Shred },
): { readonly app: QueuesApp; readonly start: () => Promise<void>; readonly stop: () => Promise<void> } {
  const queues = makeIntakeQueues({ ...deps, words: { readNetwork, canonicalDomain } });
  const people = makeQueuePeople(deps);
  const opened = openQueues({
    ...deps,
    people,
    acceptStream: accept.acceptStream,
    remove: (jobId) => shred.remove(jobId, 'you'),
    host: config.host,
    queues,
  });
  const { board, conditionOf, ports, start, stop } = opened;
  return {
    app: {
      queues,
      ownerOfName: (name, domain) => ownerOfName({ names: [], domain }, name, people),
      board,
      conditionOf,
      ports,
    },
    start,
    stop,
  };
}
