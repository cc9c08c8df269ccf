// The doctor on queues for LPR and raw TCP: is the port there, does "Require secure channel" keep them closed, and whose documents were refused since nobody knows whose
// they are.
import type { QueueKind, QueueState } from '@platen/shared/intake-queue';
import type { Check, Exam } from '../doctor.ts';

export interface QueueLook {
  readonly id: string;
  readonly name: string;
  readonly kind: QueueKind;
  readonly port: number;
  readonly trustNames: boolean;
  readonly state: QueueState;
  readonly problem?: string | undefined;
  /** The newest first. */
  readonly unmapped: readonly { readonly name?: string | undefined; readonly address: string }[];
}

export interface QueueParts {
  readonly queues: () => Promise<readonly QueueLook[]>;
  /** The program that listens on a port of this machine, where the system lets us see. */
  readonly portUser: (port: number) => Promise<string | undefined>;
}

/** A sentence holds so many names; the console shows the rest. */
const MOST_NAMES = 5;
/** Below that, only root or who has the capability may listen. */
const PRIVILEGED = 1024;

export function queueExams(parts: QueueParts): Exam[] {
  return [
    {
      area: 'network',
      id: 'queues',
      what: 'The queues for LPR and raw printing',
      run: async () => (await Promise.all((await parts.queues()).map((queue) => look(parts, queue)))).flat(),
    },
  ];
}

async function look(parts: QueueParts, queue: QueueLook): Promise<Check[]> {
  return [await port(parts, queue), ...unmapped(queue)];
}

async function port(parts: QueueParts, queue: QueueLook): Promise<Check> {
  const id = `queue:${queue.id}`;
  const what = `The queue ${queue.name}`;
  switch (queue.state) {
    case 'off':
      return { id, ok: true, sentence: `${what} is switched off.` };
    case 'closed':
      return {
        id,
        ok: false,
        sentence: `${what} is closed, since "Require secure channel" is on and neither LPR nor raw printing knows encryption.`,
        cure: 'Let its computers print over IPP, and remove the queue. Only where that cannot be: switch "Require secure channel" off (Settings).',
      };
    case 'no-port': {
      const user = await parts.portUser(queue.port);
      const held = user === undefined ? `: ${queue.problem ?? 'no reason given'}` : `: ${user} listens there`;
      return {
        id,
        ok: false,
        sentence: `${what} could not get port ${queue.port}${held}.`,
        cure:
          queue.port < PRIVILEGED && user === undefined
            ? 'The service may not open ports below 1024 unless it is allowed to (AmbientCapabilities=CAP_NET_BIND_SERVICE of its systemd unit). Allow it, or give the queue another port.'
            : 'Stop the other program (often the LPD of CUPS, or another print server), or give the queue another port. It is tried again every few seconds.',
      };
    }
    case 'starting':
    case 'open':
      return { id, ok: true, sentence: `${what} takes documents on port ${queue.port}, without encryption.` };
  }
}

function unmapped(queue: QueueLook): Check[] {
  if (queue.unmapped.length === 0) return [];
  const shown = queue.unmapped
    .slice(0, MOST_NAMES)
    .map(({ name, address }) => (name === undefined ? address : `${name} at ${address}`));
  const more = queue.unmapped.length - shown.length;
  const named = queue.unmapped.some(({ name }) => name !== undefined);
  return [
    {
      id: `queue-unmapped:${queue.id}`,
      ok: false,
      sentence: `The queue ${queue.name} refused documents, since nobody knows whose they are: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      cure:
        named && !queue.trustNames
          ? 'Say whose they are under Connections, Queues: by the address they come from, or switch on that names are believed.'
          : 'Say whose they are under Connections, Queues: by the user name, by the address they come from, or with an account for all others.',
    },
  ];
}
