// All that is told of a queue at one moment: what printer-attributes.ts is made from. Types only.
import type { IppQueue } from './ipp-queue.ts';
import type { QueueCondition } from './queue-condition.ts';
import type { QueueOffer } from './queue-offer.ts';

export interface QueueFacts {
  readonly queue: IppQueue;
  readonly offer: QueueOffer;
  readonly condition: QueueCondition;
  readonly uuid: string;
  readonly now: number;
  readonly startedAt: number;
  /** When the condition and the offer became what they are, Unix ms. */
  readonly stateSince: number;
  readonly configSince: number;
  readonly postScript: boolean;
  /** PINs of single jobs are taken here. */
  readonly pins?: boolean;
  /** The same object as long as nothing but `now` and `queued` differs; undefined where that is not known. */
  readonly steady?: object;
  /** Documents that wait for whoever asks. */
  readonly queued: number;
  /** Largest document, bytes. */
  readonly maxBytes: number;
}
