// The one door by which a document comes in, whatever the channel: limits, type by content, owner, durable store. When the
// promise resolves the document is on disk and its job is committed; before that nothing exists for anyone.
import { AppError } from '@platen/shared/app-error';
import { withDefaults } from '@platen/shared/default-options';
import { siteDefaults } from '@platen/shared/option-settings';
import type { Ticket } from '@platen/shared/ticket';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import type { BlobWriter, StoredBlob } from '../../platform/blobs.ts';
import { insertBlob } from '../store/documents.ts';
import { insertJob, type JobRow } from '../store/jobs.ts';
import { ownerDefaults } from '../store/owner-defaults.ts';
import { insertStep } from '../store/steps.ts';
import type { Channel } from './channels.ts';
import { cleanTitle } from './clean-title.ts';

export interface Incoming {
  readonly ownerId: string;
  readonly channel: Channel;
  /** As the sender named it; cleaned here. */
  readonly title: string;
  /** Media type the sender claims; empty when none. */
  readonly claimedType: string;
  /** Bytes the sender announced, if it did. */
  readonly announced?: number | undefined;
  /** What came with it; the owner's defaults and the organisation's are laid under it here. */
  readonly ticket?: Ticket;
  /** The message it came in. */
  readonly mailId?: string;
  /** Of several that came as one: from 0. They are listed and printed in this order. */
  readonly place?: number;
  /** The printer it prints at as soon as it is ready, without further word (flow/release/by-mail/release-when-ready.ts). */
  readonly releaseTo?: string;
  /**
   * What is known only when all of it has come: LPR may say last whose a document is. Asked before anything is kept; when it rejects, nothing
   * is, and the stream's taker rejects with the same.
   */
  readonly later?: () => Promise<Pick<Incoming, 'ownerId' | 'title' | 'ticket'>>;
}

/** What accept needs to know of a document's first bytes; flow/convert/sniff.ts gives it (build-server.ts passes it in). */
export type Recognise = (
  head: Uint8Array,
  claimed: { readonly name: string; readonly mediaType: string },
) => { readonly ok: true; readonly mediaType: string } | { readonly ok: false; readonly error: AppError };

/** Bytes looked at to know the type: a PDF header may come this late (PDF 32000-1 annex H.3.4.1 says 1024), the rest is for archives. */
export const HEAD_BYTES = 4096;

/** Room that documents leave alone: the database must be able to write down what happens to those that are held (threats.md R12). */
const RESERVE_BYTES = 48 * 1024 * 1024;
/** Asking the disk costs little, but not nothing; what was taken since is counted here. */
const ROOM_AGE_MS = 500;

type AcceptDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'blobs' | 'settings'> & {
  readonly recognise: Recognise;
  /** Bytes that may still be written below the data directory. */
  readonly freeBytes: () => Promise<number>;
  /** Tells the runner that there is something to convert. */
  readonly knock: () => void;
};

export function makeAccept(deps: AcceptDeps) {
  let arriving = 0;
  /** Counts a document as arriving until it is stored or refused. */
  async function counted<T>(work: Promise<T>): Promise<T> {
    arriving++;
    try {
      return await work;
    } finally {
      arriving--;
    }
  }

  let room = { bytes: 0, at: Number.NEGATIVE_INFINITY };
  /** Throws `disk-full` when `bytes` more would eat into the reserve. */
  async function checkRoom(bytes: number): Promise<void> {
    const now = deps.clock.monotonic();
    if (now - room.at > ROOM_AGE_MS) room = { bytes: await deps.freeBytes(), at: now };
    if (room.bytes - bytes < RESERVE_BYTES) throw new AppError('disk-full', { where: 'the data directory' });
    room.bytes -= bytes;
  }

  /** Largest document, bytes. */
  const limit = (): number => deps.settings().documents.maxMegabytes * 1024 * 1024;

  /** Throws `document-too-large` when `bytes` is over the limit. */
  function checkSize(bytes: number): void {
    if (bytes > limit()) throw tooLarge();
  }

  const tooLarge = (): AppError =>
    new AppError('document-too-large', { limit: sayMegabytes(deps.settings().documents.maxMegabytes) });

  function checkType(head: Uint8Array, incoming: Incoming): string {
    const found = deps.recognise(head, { name: incoming.title, mediaType: incoming.claimedType });
    if (!found.ok) throw found.error;
    return found.mediaType;
  }

  /** Rows of a stored document; the caller's transaction makes them durable together with its own. */
  async function enter(tx: Tx, incoming: Incoming, blob: StoredBlob, mediaType: string): Promise<JobRow> {
    const now = deps.clock.now();
    const { documents, options } = deps.settings();
    const asked = incoming.ticket ?? {};
    const defaults = await ownerDefaults(tx, incoming.ownerId);
    const job: JobRow = {
      id: deps.ids.id(),
      ownerId: incoming.ownerId,
      state: 'received',
      title: cleanTitle(incoming.title),
      channel: incoming.channel,
      mediaType,
      size: blob.size,
      blobId: blob.id,
      printBlobId: null,
      printMediaType: null,
      pages: null,
      facts: null,
      ticket: withDefaults(siteDefaults(options), defaults, asked),
      asked: Object.keys(asked).length === 0 ? null : asked,
      reason: null,
      mailId: incoming.mailId ?? null,
      contentHash: null,
      duplicateOf: null,
      releaseTo: incoming.releaseTo ?? null,
      // Milliseconds apart, so that every list has them in order.
      receivedAt: now + (incoming.place ?? 0),
      changedAt: now,
      expiresAt: now + documents.retentionHours * 3_600_000,
    };
    await insertBlob(tx, blob);
    await insertJob(tx, job);
    await insertStep(tx, { id: deps.ids.id(), kind: 'convert', subject: job.id, dueAt: now, now });
    return job;
  }

  async function commit(
    incoming: Incoming,
    blob: StoredBlob,
    mediaType: string,
    also?: (tx: Tx, job: JobRow) => Promise<void>,
  ): Promise<JobRow> {
    const job = await deps.db.write(async (tx) => {
      const entered = await enter(tx, incoming, blob, mediaType);
      await also?.(tx, entered);
      return entered;
    });
    deps.knock();
    return job;
  }

  /** A whole document that is in memory already (a small upload, the try-out's samples). */
  async function takeBytes(incoming: Incoming, bytes: Uint8Array): Promise<JobRow> {
    if (bytes.length === 0) throw new AppError('document-empty');
    checkSize(bytes.length);
    checkAnnounced(incoming.announced, bytes.length);
    const mediaType = checkType(bytes.subarray(0, HEAD_BYTES), incoming);
    await checkRoom(bytes.length);
    const blob = await deps.blobs.put(bytes);
    try {
      return await commit(incoming, blob, mediaType);
    } catch (cause) {
      if (blob.location === 'file') await deps.blobs.remove(blob.id);
      throw cause;
    }
  }

  /**
   * A document as it arrives. Memory stays flat; nothing is kept of one that ends too early or grows too large.
   * `also`: rows of the channel that belong into the same commit.
   */
  async function takeStream(
    incoming: Incoming,
    body: AsyncIterable<Uint8Array>,
    also?: (tx: Tx, job: JobRow) => Promise<void>,
  ): Promise<JobRow> {
    if (incoming.announced === 0) throw new AppError('document-empty');
    if (incoming.announced !== undefined) checkSize(incoming.announced);
    await checkRoom(incoming.announced ?? 0);
    const most = limit();
    const writer = await deps.blobs.create({ resumable: false });
    let blob: StoredBlob;
    let mediaType: string | undefined;
    let known = incoming;
    try {
      const head = makeHead();
      for await (const chunk of body) {
        if (writer.size + chunk.length > most) throw tooLarge();
        if (head.add(chunk)) mediaType = checkType(head.bytes(), incoming);
        await writer.give(chunk);
      }
      if (writer.size === 0) throw new AppError('document-empty');
      checkAnnounced(incoming.announced, writer.size);
      mediaType ??= checkType(head.bytes(), incoming);
      if (incoming.later !== undefined) known = { ...incoming, ...(await incoming.later()) };
      blob = await writer.commit();
    } catch (cause) {
      await writer.abort();
      throw cause;
    }
    try {
      return await commit(known, blob, mediaType, also);
    } catch (cause) {
      if (blob.location === 'file') await deps.blobs.remove(blob.id);
      throw cause;
    }
  }

  return {
    acceptBytes: (incoming: Incoming, bytes: Uint8Array) => counted(takeBytes(incoming, bytes)),
    acceptStream: (
      incoming: Incoming,
      body: AsyncIterable<Uint8Array>,
      also?: (tx: Tx, job: JobRow) => Promise<void>,
    ) => counted(takeStream(incoming, body, also)),
    /** Documents on their way in right now. */
    arriving: () => arriving,
    checkRoom,
    checkSize,
    checkType,
    enter,
    limit,
  };
}

export type Accept = ReturnType<typeof makeAccept>;

/** Collects the first HEAD_BYTES of a stream; `add` says true once, when they are all there. */
function makeHead() {
  const parts: Uint8Array[] = [];
  let have = 0;
  return {
    add: (chunk: Uint8Array): boolean => {
      if (have >= HEAD_BYTES) return false;
      // A copy: the writer may hand the chunk's memory on.
      const part = Uint8Array.prototype.slice.call(chunk, 0, HEAD_BYTES - have);
      parts.push(part);
      have += part.length;
      return have >= HEAD_BYTES;
    },
    bytes: (): Uint8Array => Buffer.concat(parts),
  };
}

function checkAnnounced(announced: number | undefined, got: number): void {
  if (announced === undefined || announced === got) return;
  if (got < announced) throw new AppError('document-truncated', { got, announced });
  throw new AppError('length-mismatch', { got, announced });
}

function sayMegabytes(megabytes: number): string {
  return megabytes % 1024 === 0 ? `${megabytes / 1024} GB` : `${megabytes} MB`;
}

/** Exported for the resumable upload, whose writer outlives one request. */
export type { BlobWriter };
