// What a queue for LPR or raw TCP needs, and who is at the other end of a connection. Types only.
import type { QueueKind, QueueOwner } from '@platen/shared/intake-queue';
import type { Deps } from '../../../deps.ts';
import type { OctetReader } from '../../../protocols/octet-reader.ts';
import type { Accept } from '../accept.ts';

/** A queue as the administrator made it. */
export interface IntakeQueue {
  readonly id: string;
  readonly name: string;
  readonly kind: QueueKind;
  readonly port: number;
  readonly networks: readonly string[];
  readonly trustNames: boolean;
  readonly domain: string;
  readonly names: readonly QueueOwner[];
  readonly sources: readonly QueueOwner[];
  readonly fallbackId: string | null;
  readonly enabled: boolean;
}

/** Accounts, as far as a queue may ask: only those that are neither gone nor switched off. */
export interface QueuePeople {
  readonly byEmail: (email: string) => Promise<string | undefined>;
  /** The name before a directory's password; undefined, too, where several accounts have it. */
  readonly byUserName: (name: string) => Promise<string | undefined>;
  readonly byId: (userId: string) => Promise<string | undefined>;
}

export interface QueueNews {
  readonly taken: (queue: IntakeQueue) => void;
  /** Somebody's document was refused, since nobody knows whose it is. */
  readonly unmapped: (
    queue: IntakeQueue,
    who: { readonly name?: string | undefined; readonly address: string },
  ) => void;
}

export interface QueueDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'settings'> {
  readonly acceptStream: Accept['acceptStream'];
  readonly people: QueuePeople;
  readonly news: QueueNews;
  /** Removes a document with its key; false when it is being printed. */
  readonly remove: (jobId: string) => Promise<boolean>;
}

/** The other end of a connection. */
export interface QueuePeer {
  /** Without zone, IPv4 in its own notation. */
  readonly address: string;
  readonly reader: OctetReader;
  readonly say: (octets: Uint8Array | string) => void;
  /** Ends the connection at once, so that its client knows that nothing came of it. */
  readonly cut: () => void;
}
