// Whose is a document that came without a password? By the user name that came with it, where the administrator trusts names; else by the address it came from; else the
// one account that gets the rest. What nobody has set leads to nobody.
import type { QueueOwner } from '@platen/shared/intake-queue';
import { inNetworks, readNetwork } from '../../../protocols/networks.ts';
import type { IntakeQueue, QueuePeople } from './queue-parts.ts';

export interface Sender {
  readonly address: string;
  /** As the computer told it: anna, DOMAIN\anna, anna@example.org. */
  readonly name?: string | undefined;
}

/** The account's id; undefined: nobody's. */
export async function findOwner(
  queue: IntakeQueue,
  { address, name }: Sender,
  people: QueuePeople,
): Promise<string | undefined> {
  if (queue.trustNames && name !== undefined) {
    const byName = await ownerOfName(queue, name, people);
    if (byName !== undefined) return byName;
  }
  const source = closest(queue.sources, address);
  const bySource = source === undefined ? undefined : await people.byId(source.userId);
  if (bySource !== undefined) return bySource;
  return queue.fallbackId === null ? undefined : people.byId(queue.fallbackId);
}

/** Whose name it is, with the rules and the domain of a queue. */
export async function ownerOfName(
  queue: Pick<IntakeQueue, 'names' | 'domain'>,
  told: string,
  people: QueuePeople,
): Promise<string | undefined> {
  const name = told.normalize('NFC').trim().toLowerCase();
  const bare = name.slice(name.lastIndexOf('\\') + 1);
  if (bare === '') return undefined;
  const rule = queue.names.find(({ from }) => from.toLowerCase() === name || from.toLowerCase() === bare);
  if (rule !== undefined) return people.byId(rule.userId);
  if (bare.includes('@')) return people.byEmail(bare);
  return (
    (await people.byUserName(bare)) ??
    (queue.domain === '' ? undefined : await people.byEmail(`${bare}@${queue.domain}`))
  );
}

/** Of the networks that the address is in, the smallest. */
function closest(sources: readonly QueueOwner[], address: string): QueueOwner | undefined {
  let found: QueueOwner | undefined;
  let prefix = -1;
  for (const source of sources) {
    const network = readNetwork(source.from);
    if (network === undefined || network.prefix <= prefix || !inNetworks([source.from])(address)) continue;
    found = source;
    prefix = network.prefix;
  }
  return found;
}
