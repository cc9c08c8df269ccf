// What the queue offers at this moment, from the printers as they are and the paper that the settings prefer.
import type { IppDeps, IppQueue } from '../ipp-queue.ts';
import { type QueueOffer, queueOffer } from '../queue-offer.ts';

const NAMES = { a4: 'iso_a4_210x297mm', letter: 'na_letter_8.5x11in' } as const;

/** A direct queue offers what its own printer can do, and nothing else. */
export async function offerOf(
  deps: Pick<IppDeps, 'printers' | 'settings'>,
  { direct }: Pick<IppQueue, 'direct'> = {},
): Promise<QueueOffer> {
  const { imageMedia } = deps.settings().documents;
  const printers =
    direct === undefined
      ? await deps.printers()
      : direct.capabilities === undefined
        ? []
        : [direct.capabilities];
  return queueOffer(printers, imageMedia === 'letter' ? NAMES.letter : NAMES.a4);
}
