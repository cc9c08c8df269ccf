// What a column's values are, the same for both engines: how a backup writes them down and how they are put back.
import { getTableColumns, getTableName } from 'drizzle-orm';
import { columnKits } from './column-kit.ts';
import { describeTables } from './tables.ts';

export const COLUMN_KINDS = ['text', 'int', 'flag', 'json', 'bytes'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

export interface ColumnFacts {
  readonly name: string;
  readonly kind: ColumnKind;
}

const KINDS: Readonly<Record<string, ColumnKind>> = {
  string: 'text',
  number: 'int',
  boolean: 'flag',
  json: 'json',
  buffer: 'bytes',
};

/** Column kinds by table and column, as tables.ts describes them. */
export function knownColumns(): ReadonlyMap<string, ReadonlyMap<string, ColumnKind>> {
  return new Map(
    Object.values(describeTables(columnKits.sqlite)).map((table) => [
      getTableName(table),
      new Map(
        Object.values(getTableColumns(table)).map((column) => [
          column.name,
          KINDS[column.dataType] ?? 'text',
        ]),
      ),
    ]),
  );
}

/** By what the database itself says, for a column that this version does not know: one of an older or newer schema. */
export function kindOfType(type: string): ColumnKind {
  switch (type.toLowerCase()) {
    case 'integer':
    case 'bigint':
      return 'int';
    case 'boolean':
      return 'flag';
    case 'jsonb':
      return 'json';
    case 'blob':
    case 'bytea':
      return 'bytes';
    default:
      return 'text';
  }
}

/** A value as JSON has it. */
export function encodeValue(kind: ColumnKind, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'flag':
      return value === true || value === 1;
    case 'int':
      return Number(value);
    case 'json':
      return typeof value === 'string' ? JSON.parse(value) : value;
    case 'text':
      return String(value);
  }
}

/** The other way: as the driver of `engine` wants it. */
export function decodeValue(kind: ColumnKind, value: unknown, engine: 'sqlite' | 'postgres'): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'bytes':
      return Buffer.from(String(value), 'base64');
    case 'flag':
      return engine === 'sqlite' ? Number(value === true) : value === true;
    case 'int':
      return Number(value);
    case 'json':
      return JSON.stringify(value);
    case 'text':
      return String(value);
  }
}
