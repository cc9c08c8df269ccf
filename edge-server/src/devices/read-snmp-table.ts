// The rows of a walk as tables: cells by column, rows by index. Pure; a device may send any cell, of any type, or none.
import type { SnmpBinding, SnmpValue } from '../protocols/snmp/value.ts';
import { AVAILABILITY, type SheetLevel, type SheetStatus } from './device-sheet-parts.ts';
import { snmpNumber } from './read-snmp-value.ts';

export interface SnmpRow {
  /** All of it: "1.3" is row 3 of device 1. */
  readonly index: string;
  /** The last number of the index. */
  readonly number: number;
  readonly cell: (column: number) => SnmpValue | undefined;
}

/** No printer has more trays, supplies or alerts; what goes beyond is noise. */
const MOST_ROWS = 64;

/** Those of the table whose entry is at `entry`, in the order of their numbers. */
export function tableRows(bindings: readonly SnmpBinding[], entry: string): readonly SnmpRow[] {
  const cells = new Map<string, Map<number, SnmpValue>>();
  for (const { oid, value } of bindings) {
    if (!oid.startsWith(`${entry}.`)) continue;
    const dot = oid.indexOf('.', entry.length + 1);
    if (dot === -1) continue;
    const index = oid.slice(dot + 1);
    const row = cells.get(index) ?? new Map<number, SnmpValue>();
    if (cells.size === MOST_ROWS && !cells.has(index)) continue;
    cells.set(index, row.set(Number(oid.slice(entry.length + 1, dot)), value));
  }
  const rows = [...cells].map(([index, row]): SnmpRow => {
    const number = Number(index.slice(index.lastIndexOf('.') + 1));
    return { index, number, cell: (column) => row.get(column) };
  });
  return rows.sort((a, b) => a.number - b.number);
}

/** RFC 3805, prtInputCurrentLevel and its like; anything else that is negative says nothing. */
export function snmpLevel(value: SnmpValue | undefined): SheetLevel {
  const level = snmpNumber(value);
  if (level === undefined) return 'unknown';
  if (level >= 0) return level;
  return level === -1 ? 'unlimited' : level === -3 ? 'some' : 'unknown';
}

/** RFC 3805 PrtSubUnitStatusTC: 0 to 126, a sum of availability and four flags. */
export function snmpStatus(value: SnmpValue | undefined): SheetStatus | undefined {
  const sum = snmpNumber(value);
  if (sum === undefined || sum < 0 || sum > 126) return undefined;
  const alert = (sum & 16) !== 0 ? 'critical' : (sum & 8) !== 0 ? 'warning' : undefined;
  return {
    availability: AVAILABILITY[sum & 7] ?? 'unknown',
    ...(alert === undefined ? {} : { alert }),
    offline: (sum & 32) !== 0,
    changing: (sum & 64) !== 0,
  };
}

/** The same object without what is not known, as exact optional properties want it. */
export function known<T extends object>(
  facts: { readonly [Name in keyof T]: T[Name] | undefined },
): {
  [Name in keyof T]: T[Name];
} {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: T[Name];
  };
}
