// What the queue offers at this moment, from the printers as they are and the paper that the settings prefer.
import type { IppDeps } from '../ipp-queue.ts';
import { type QueueOffer, queueOffer } from '../queue-offer.ts';

const NAMES = { a4: 'iso_a4_210x297mm', letter: 'na_letter_8.5x11in' } as const;

export async function offerOf(deps: Pick<IppDeps, 'printers' | 'settings'>): Promise<QueueOffer> {
  const { imageMedia } = deps.settings().documents;
  return queueOffer(await deps.printers(), imageMedia === 'letter' ? NAMES.letter : NAMES.a4);
}
