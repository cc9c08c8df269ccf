// What the queue offers at this moment, from the printers as they are and the paper that the settings prefer.
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import type { IppDeps, IppQueue } from '../ipp-queue.ts';
import { type QueueOffer, queueOffer } from '../queue-offer.ts';

/** The same printers offer the same: whoever asks often is told without working it out anew. */
const known = new WeakMap<readonly PrinterCapabilities[], Map<string, QueueOffer>>();

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
  const first = imageMedia === 'letter' ? NAMES.letter : NAMES.a4;
  const offers = known.get(printers) ?? new Map<string, QueueOffer>();
  known.set(printers, offers);
  const offer = offers.get(first) ?? queueOffer(printers, first);
  offers.set(first, offer);
  return offer;
}
