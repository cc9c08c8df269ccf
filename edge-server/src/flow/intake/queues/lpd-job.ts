// A job as it comes over LPR (RFC 1179 section 6): a control file and data files in either order. The documents go to the store as they come; they become documents of
// somebody only together, when the control file and every data file it names have come whole. Until then nothing exists for anyone.
import { AppError } from '@platen/shared/app-error';
import type { Ticket } from '@platen/shared/ticket';
import { type LpdControl, type LpdFile, MOST_FILES } from '../../../protocols/lpd/read-control-file.ts';
import { type OctetReader, readOctets } from '../../../protocols/octet-reader.ts';
import { insertLprJob } from '../../store/lpr-jobs.ts';
import { findOwner } from './find-owner.ts';
import { isForGood, noteRefused } from './note-refused.ts';
import { openDocument } from './open-document.ts';
import type { IntakeQueue, QueueDeps, QueuePeer } from './queue-parts.ts';

/** The job was taken back or broken off: what came of it is dropped. */
class Dropped extends Error {
  constructor() {
    super('the job was dropped');
    this.name = 'Dropped';
  }
}

interface Arrived {
  readonly name: string;
  /** What the frame inside of it says. */
  inside: {
    readonly title?: string | undefined;
    readonly user?: string | undefined;
    readonly ticket: Ticket;
  };
  /** Never rejects. */
  readonly outcome: Promise<'stored' | 'dropped' | AppError | Error>;
}

export interface LpdJob {
  /** False: nobody knows whose it is, or it is a second control file. */
  readonly control: (file: LpdControl, number: number) => Promise<boolean>;
  /** Resolves when its octets have been read; false: there are too many files, or this one came before. */
  readonly data: (name: string, count: number) => Promise<boolean>;
  /** Everything that was named has come. */
  readonly isWhole: () => boolean;
  /** Stores it all for its owner. False: not now; the client may send it again. */
  readonly finish: () => Promise<boolean>;
  /** Forgets what came. Resolves when nothing of it is left. */
  readonly drop: () => Promise<void>;
}

const UNTITLED = 'Document';

export function beginLpdJob(deps: QueueDeps, queue: IntakeQueue, peer: QueuePeer): LpdJob {
  const arrived = new Map<string, Arrived>();
  let told: { readonly control: LpdControl; readonly ownerId: string; readonly number: number } | undefined;
  let decide: (whole: boolean) => void = () => undefined;
  const decided = new Promise<boolean>((resolve) => {
    decide = resolve;
  });

  const fileOf = (name: string): LpdFile | undefined =>
    told?.control.files.find((file) => file.name === name);

  function about(one: Arrived): { readonly title: string; readonly ticket: Ticket } {
    const file = fileOf(one.name);
    const copies = file?.copies ?? 1;
    return {
      title: told?.control.title ?? file?.source ?? one.inside.title ?? UNTITLED,
      ticket: { ...one.inside.ticket, ...(copies > 1 ? { copies } : {}) },
    };
  }

  /** A document's owner and title, once the whole job has come. */
  async function later(one: Arrived) {
    const whole = await decided;
    const file = fileOf(one.name);
    // A file that is not to be printed; a client that names none means what it sent.
    if (!whole || told === undefined || (file === undefined && told.control.files.length > 0))
      throw new Dropped();
    return { ownerId: told.ownerId, ...about(one) };
  }

  async function store(one: Arrived, octets: AsyncIterable<Uint8Array>, claimedType: string): Promise<void> {
    await deps.acceptStream(
      {
        ownerId: '',
        channel: 'lpr',
        title: '',
        claimedType,
        place: arrived.size - 1,
        later: () => later(one),
      },
      octets,
      async (tx, job) => {
        const { number = 0, control } = told ?? {};
        await insertLprJob(tx, {
          jobId: job.id,
          queueId: queue.id,
          address: peer.address,
          number,
          userName: control?.user ?? '',
          createdAt: deps.clock.now(),
        });
      },
    );
  }

  return {
    async control(control, number) {
      if (told !== undefined) return false;
      const who = { address: peer.address, name: control.user ?? inside(arrived) };
      const ownerId = await findOwner(queue, who, deps.people);
      if (ownerId === undefined) {
        deps.news.unmapped(queue, who);
        return false;
      }
      told = { control, ownerId, number };
      return true;
    },

    async data(name, count) {
      if (arrived.has(name) || arrived.size >= MOST_FILES) return false;
      const from = countOctets(peer.reader, count);
      let read: () => void = () => undefined;
      const wasRead = new Promise<void>((resolve) => {
        read = resolve;
      });
      const one: Arrived = { name, inside: { ticket: {} }, outcome: receive() };
      arrived.set(name, one);

      async function receive(): Promise<'stored' | 'dropped' | AppError | Error> {
        // After the map knows it.
        await Promise.resolve();
        try {
          const { header, claimedType, ticket, octets } = await openDocument(
            readOctets(from.octets()),
            () => undefined,
          );
          one.inside = { title: header.jobName, user: header.userName, ticket };
          await store(one, toTheEnd(octets, from, read), claimedType);
          return 'stored';
        } catch (cause) {
          if (cause instanceof Dropped) return 'dropped';
          return cause instanceof Error ? cause : new Error('a document could not be stored', { cause });
        }
      }

      // Refused before its end: the rest is read and dropped, so that the client gets to the answer.
      const early = await Promise.race([wasRead, one.outcome]);
      if (early instanceof Error && !(early instanceof AppError)) throw early;
      if (early !== undefined) await from.drain();
      return true;
    },

    isWhole: () =>
      told !== undefined && arrived.size > 0 && told.control.files.every(({ name }) => arrived.has(name)),

    async finish() {
      decide(true);
      let well = true;
      for (const one of arrived.values()) {
        const outcome = await one.outcome;
        if (outcome === 'dropped') continue;
        if (outcome === 'stored') deps.news.taken(queue);
        else if (outcome instanceof AppError && isForGood(outcome) && told !== undefined) {
          deps.log.info('an LPR queue refused a document', { queue: queue.name, problem: outcome.code });
          const { title } = about(one);
          await noteRefused(deps, { ownerId: told.ownerId, channel: 'lpr', title, error: outcome });
        } else {
          deps.log.warn('a document that came over LPR could not be stored', {
            queue: queue.name,
            cause: outcome,
          });
          well = false;
        }
      }
      return well;
    },

    async drop() {
      decide(false);
      await Promise.all([...arrived.values()].map(({ outcome }) => outcome));
    },
  };
}

/** A client without P: what a driver says inside of the document. */
function inside(arrived: ReadonlyMap<string, Arrived>): string | undefined {
  for (const one of arrived.values()) if (one.inside.user !== undefined) return one.inside.user;
  return undefined;
}

/** The octets of one file; `drain` reads what nobody wanted. */
function countOctets(reader: OctetReader, count: number) {
  let left = count;
  async function* octets(): AsyncGenerator<Buffer, void, undefined> {
    // 0: until the connection ends.
    for await (const piece of count === 0 ? reader.rest() : reader.exactly(left)) {
      left -= piece.length;
      yield piece;
    }
  }
  return {
    octets,
    async drain(): Promise<void> {
      for await (const _ of count === 0 ? reader.rest() : reader.exactly(left));
    },
  };
}

/** Behind the frame's end there is more of the file; it is read as well. */
async function* toTheEnd(
  octets: AsyncIterable<Uint8Array>,
  from: ReturnType<typeof countOctets>,
  read: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* octets;
  await from.drain();
  read();
}
