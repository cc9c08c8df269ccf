// Resumable uploads: the server's half of tus 1.0 (core, creation, termination, expiration) without its HTTP words, which
// api/routes/uploads.ts speaks. What arrived before a dropped connection or a restart is kept, and the upload goes on from there.
import { AppError } from '@platen/shared/app-error';
import type { Deps } from '../../deps.ts';
import type { BlobWriter } from '../../platform/blobs.ts';
import type { JobRow } from '../store/jobs.ts';
import { findJob } from '../store/jobs.ts';
import {
  countOpenUploads,
  findUpload,
  finishUpload,
  insertUpload,
  removeUpload,
  type UploadRow,
} from '../store/uploads.ts';
import { type Accept, HEAD_BYTES, type Incoming } from './accept.ts';

/** An upload nobody goes on with is dropped after a day: time enough for a laptop to be opened again. */
const OPEN_MS = 24 * 3_600_000;
/** A finished one is remembered for an hour, so that a client whose answer was lost learns of its job. */
const DONE_MS = 3_600_000;
/** More open uploads than this at a time are no person's doing. */
const MOST_OPEN = 50;

export interface UploadState {
  readonly id: string;
  readonly offset: number;
  readonly size: number;
  readonly expiresAt: number;
  readonly jobId?: string;
}

type ResumableDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'blobs'> & {
  readonly accept: Accept;
  readonly knock: () => void;
};

export function makeResumable(deps: ResumableDeps) {
  /** One request at a time works on an upload; a second one (the client thinks the first is dead) ends the first. */
  const busy = new Map<string, { stop: AbortController; ended: Promise<void> }>();

  async function create(incoming: Incoming & { announced: number }): Promise<UploadState> {
    if (incoming.announced === 0) throw new AppError('document-empty');
    deps.accept.checkSize(incoming.announced);
    await deps.accept.checkRoom(incoming.announced);
    const now = deps.clock.now();
    const writer = await deps.blobs.create({ inline: false });
    const row: UploadRow = {
      id: deps.ids.id(),
      ownerId: incoming.ownerId,
      title: incoming.title,
      claimedType: incoming.claimedType,
      size: incoming.announced,
      blobId: writer.partial.id,
      chunkSize: writer.partial.chunkSize,
      wrappedKey: writer.partial.wrappedKey,
      createdAt: now,
      expiresAt: now + OPEN_MS,
      jobId: null,
    };
    await writer.abort();
    await deps.db.write(async (tx) => {
      if ((await countOpenUploads(tx, incoming.ownerId)) >= MOST_OPEN) {
        throw new AppError('too-many-requests', { seconds: 60, scope: 'open uploads' });
      }
      await insertUpload(tx, row);
    });
    return { id: row.id, offset: 0, size: row.size, expiresAt: row.expiresAt };
  }

  async function own(id: string, ownerId: string): Promise<UploadRow> {
    const row = await deps.db.read((tx) => findUpload(tx, id));
    if (row === undefined || row.ownerId !== ownerId || row.expiresAt <= deps.clock.now()) {
      throw new AppError('upload-gone');
    }
    return row;
  }

  /** Ends whatever still works on an upload, so that its offset is final. */
  async function quiet(id: string): Promise<void> {
    const other = busy.get(id);
    if (other === undefined) return;
    other.stop.abort();
    await other.ended;
  }

  async function state(id: string, ownerId: string): Promise<UploadState> {
    const row = await own(id, ownerId);
    const { size, expiresAt, jobId } = row;
    if (jobId !== null) return { id, offset: size, size, expiresAt, jobId };
    await quiet(id);
    const writer = await deps.blobs.resume(partialOf(row));
    const { offset } = writer;
    await writer.suspend();
    return { id, offset, size, expiresAt };
  }

  /**
   * Takes bytes from `offset` on. Resolves to the job when the last byte is stored, else to the new offset.
   * A body that breaks off keeps what came; the error is the caller's connection's.
   */
  async function append(
    id: string,
    ownerId: string,
    offset: number,
    body: AsyncIterable<Uint8Array>,
  ): Promise<{ offset: number; job?: JobRow }> {
    const row = await own(id, ownerId);
    if (row.jobId !== null) return finished(row.jobId, row.size);
    await quiet(id);
    const stop = new AbortController();
    let ended: () => void = () => undefined;
    busy.set(id, {
      stop,
      ended: new Promise<void>((resolve) => {
        ended = resolve;
      }),
    });
    try {
      return await appendAlone(row, offset, body, stop.signal);
    } finally {
      busy.delete(id);
      ended();
    }
  }

  async function appendAlone(
    row: UploadRow,
    offset: number,
    body: AsyncIterable<Uint8Array>,
    stop: AbortSignal,
  ): Promise<{ offset: number; job?: JobRow }> {
    const head: Uint8Array[] = [];
    const writer = await deps.blobs.resume(partialOf(row), keepHead(head));
    if (writer.offset !== offset) {
      await writer.suspend();
      throw new AppError('upload-offset', { got: offset, expected: writer.offset });
    }
    const collect = keepHead(head);
    try {
      for await (const chunk of body) {
        if (stop.aborted) throw new AppError('upload-gone');
        if (writer.size + chunk.length > row.size) {
          throw new AppError('length-mismatch', { announced: row.size, got: writer.size + chunk.length });
        }
        collect(chunk);
        await writer.give(chunk);
      }
    } catch (cause) {
      await keep(writer);
      throw cause;
    }
    if (writer.size < row.size) return { offset: await writer.suspend() };
    return finish(row, writer, Buffer.concat(head).subarray(0, HEAD_BYTES));
  }

  async function finish(
    row: UploadRow,
    writer: BlobWriter,
    head: Buffer,
  ): Promise<{ offset: number; job?: JobRow }> {
    const incoming: Incoming = {
      ownerId: row.ownerId,
      channel: 'portal',
      title: row.title,
      claimedType: row.claimedType,
    };
    let mediaType: string;
    try {
      mediaType = deps.accept.checkType(head, incoming);
    } catch (cause) {
      // Refused for good: nothing of it stays.
      await writer.abort();
      await deps.db.write((tx) => removeUpload(tx, row.id));
      throw cause;
    }
    const blob = await writer.commit();
    const job = await deps.db.write(async (tx) => {
      const entered = await deps.accept.enter(tx, incoming, blob, mediaType);
      const first = await finishUpload(tx, row.id, entered.id, deps.clock.now() + DONE_MS);
      // Somebody cancelled meanwhile: throwing takes the entered rows back with it.
      if (!first) throw new AppError('upload-gone');
      return entered;
    });
    deps.knock();
    return { offset: row.size, job };
  }

  async function finished(jobId: string, size: number): Promise<{ offset: number; job?: JobRow }> {
    const job = await deps.db.read((tx) => findJob(tx, jobId));
    return job === undefined ? { offset: size } : { offset: size, job };
  }

  async function drop(id: string): Promise<void> {
    await quiet(id);
    const row = await deps.db.write((tx) => removeUpload(tx, id));
    if (row !== undefined && row.jobId === null) await deps.blobs.remove(row.blobId);
  }

  async function cancel(id: string, ownerId: string): Promise<void> {
    await own(id, ownerId);
    await drop(id);
  }

  async function keep(writer: BlobWriter): Promise<void> {
    await writer.suspend().catch((cause: unknown) => deps.log.warn('an upload could not be kept', { cause }));
  }

  return { create, state, append, cancel, drop };
}

export type Resumable = ReturnType<typeof makeResumable>;

const partialOf = (row: UploadRow) => ({
  id: row.blobId,
  wrappedKey: row.wrappedKey,
  chunkSize: row.chunkSize,
});

/** Collects the first HEAD_BYTES over replayed and fresh chunks alike. */
function keepHead(head: Uint8Array[]): (chunk: Uint8Array) => void {
  return (chunk) => {
    const have = head.reduce((sum, part) => sum + part.length, 0);
    if (have < HEAD_BYTES) head.push(Uint8Array.prototype.slice.call(chunk, 0, HEAD_BYTES - have));
  };
}
