// The console's and the command line's API about backups of this server.
import * as v from 'valibot';

const BackupEnd = v.object({
  /** Unix ms. */
  at: v.number(),
  ok: v.boolean(),
  sentence: v.string(),
  bytes: v.optional(v.number()),
});

/** GET /api/admin/backup */
export const AdminBackup = v.object({
  /** Where scheduled ones are kept; empty: none are made. */
  folder: v.string(),
  hour: v.number(),
  keep: v.number(),
  passphraseSet: v.boolean(),
  running: v.optional(v.picklist(['backup', 'drill'])),
  /** Bytes of documents taken so far. */
  done: v.number(),
  kept: v.array(v.object({ name: v.string(), bytes: v.number(), at: v.number() })),
  last: v.optional(BackupEnd),
  /** How restoring the last one went. */
  drill: v.optional(BackupEnd),
  /** Unix ms. */
  next: v.optional(v.number()),
});
export type AdminBackup = v.InferOutput<typeof AdminBackup>;

/** PUT /api/admin/backup/passphrase; null takes it away. */
export const BackupPassphrase = v.object({
  passphrase: v.nullable(v.pipe(v.string(), v.minLength(12), v.maxLength(1000))),
});

/** POST /api/admin/backup/file; without a passphrase the stored one is used. */
export const BackupAsk = v.object({
  passphrase: v.optional(v.pipe(v.string(), v.minLength(12), v.maxLength(1000))),
});
