// Rows of blobs: where a document's ciphertext is and its wrapped key. Deleting the row destroys the key (SPEC D7).
import { eq, inArray, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { StoredBlob } from '../../platform/blobs.ts';

export function insertBlob(tx: Tx, blob: StoredBlob): Promise<void> {
  return insertRow(tx, 'blobs', tx.t.blobs, { ...blob, inline: blob.inline ?? null });
}

export async function findBlob(tx: Tx, id: string): Promise<StoredBlob | undefined> {
  const rows = await hot(
    tx,
    'find-blob',
    ({ q, t }) =>
      q
        .select()
        .from(t.blobs)
        .where(eq(t.blobs.id, sql.placeholder('id')))
        .limit(1),
    { id },
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { inline, ...rest } = row;
  return inline === null ? rest : { ...rest, inline };
}

/** Shreds: the keys are gone with the commit. The caller removes the files of `file` blobs afterwards. */
export async function shredBlobs(tx: Tx, ids: readonly (string | null)[]): Promise<string[]> {
  const files: string[] = [];
  for (const id of ids) {
    if (id === null) continue;
    const gone = await hot(
      tx,
      'shred-blob',
      ({ q, t: { blobs } }) =>
        q
          .delete(blobs)
          .where(eq(blobs.id, sql.placeholder('id')))
          .returning({ location: blobs.location }),
      { id },
    );
    if (gone[0]?.location === 'file') files.push(id);
  }
  return files;
}

/** Which of these ids still have a key: finished documents and uploads under way. */
export async function knownBlobs(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let i = 0; i < ids.length; i += 500) {
    const some = ids.slice(i, i + 500);
    const stored = await tx.q
      .select({ id: tx.t.blobs.id })
      .from(tx.t.blobs)
      .where(inArray(tx.t.blobs.id, some));
    const open = await tx.q
      .select({ id: tx.t.uploads.blobId })
      .from(tx.t.uploads)
      .where(inArray(tx.t.uploads.blobId, some));
    for (const row of [...stored, ...open]) known.add(row.id);
  }
  return known;
}
