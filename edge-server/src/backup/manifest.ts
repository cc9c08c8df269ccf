// What a backup says of itself, first and last. From a file, so checked.

import * as v from 'valibot';
import { COLUMN_KINDS } from '../db/table-columns.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const Manifest = v.object({
  id: v.pipe(v.string(), v.maxLength(64)),
  /** Of the Platen that made it. */
  version: v.pipe(v.string(), v.maxLength(64)),
  /** The newest step of its schema; a Platen that does not know it cannot take it. */
  step: Count,
  engine: v.picklist(['sqlite', 'postgres']),
  /** Unix ms. */
  at: Count,
  site: v.pipe(v.string(), v.maxLength(200)),
});
export type Manifest = v.InferOutput<typeof Manifest>;

/** Below the data directory, with slashes; nothing that leads out of it. */
export const FileHead = v.object({
  path: v.pipe(
    v.string(),
    v.maxLength(500),
    v.check((path) =>
      path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part)),
    ),
  ),
  mode: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0o777)),
});

export const TableHead = v.object({
  name: v.pipe(v.string(), v.maxLength(63)),
  columns: v.array(v.object({ name: v.pipe(v.string(), v.maxLength(63)), kind: v.picklist(COLUMN_KINDS) })),
});

export const BlobHead = v.object({ id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) });

export const Totals = v.object({ files: Count, rows: Count, blobs: Count, bytes: Count });
export type Totals = v.InferOutput<typeof Totals>;

/** Reads one JSON payload; throws an Error that says which. */
export function readHead<S extends v.GenericSchema>(
  schema: S,
  payload: Uint8Array,
  what: string,
): v.InferOutput<S> {
  const read = v.safeParse(schema, JSON.parse(Buffer.from(payload).toString('utf8')));
  if (!read.success) throw new Error(`${what} of the backup cannot be read: ${read.issues[0].message}`);
  return read.output;
}
