// Rows of resumable uploads that are under way (tus 1.0); the bytes are a partial blob.
import { and, eq, isNull, lte } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export type UploadRow = Tables['uploads']['$inferSelect'];

export async function insertUpload(tx: Tx, row: UploadRow): Promise<void> {
  await tx.q.insert(tx.t.uploads).values(row);
}

export async function findUpload(tx: Tx, id: string): Promise<UploadRow | undefined> {
  const rows = await tx.q.select().from(tx.t.uploads).where(eq(tx.t.uploads.id, id)).limit(1);
  return rows[0];
}

/** Marks an upload as taken: the answer to a repeated last PATCH is then the same job. */
export async function finishUpload(tx: Tx, id: string, jobId: string, expiresAt: number): Promise<boolean> {
  const rows = await tx.q
    .update(tx.t.uploads)
    .set({ jobId, expiresAt, blobId: '' })
    .where(and(eq(tx.t.uploads.id, id), isNull(tx.t.uploads.jobId)))
    .returning({ id: tx.t.uploads.id });
  return rows.length === 1;
}

export async function removeUpload(tx: Tx, id: string): Promise<UploadRow | undefined> {
  const rows = await tx.q.delete(tx.t.uploads).where(eq(tx.t.uploads.id, id)).returning();
  return rows[0];
}

export async function countOpenUploads(tx: Tx, ownerId: string): Promise<number> {
  const { uploads } = tx.t;
  const rows = await tx.q
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(eq(uploads.ownerId, ownerId), isNull(uploads.jobId)));
  return rows.length;
}

export async function listDueUploads(tx: Tx, now: number, limit: number): Promise<string[]> {
  const { uploads } = tx.t;
  const rows = await tx.q
    .select({ id: uploads.id })
    .from(uploads)
    .where(lte(uploads.expiresAt, now))
    .limit(limit);
  return rows.map((row) => row.id);
}
