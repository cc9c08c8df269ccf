// A device sheet: everything a printer tells of itself over SNMP at one time. Each part may be missing; nothing is made up. What
// people read of it is device-sheet-condition.ts and device-sheet-media.ts.
import type { DeviceIdentity } from '@platen/shared/device';
import { isTrouble, type SnmpTrouble, type SnmpWalked } from '../protocols/snmp/outcome.ts';
import type { SnmpSession } from '../protocols/snmp/session.ts';
import type { SnmpValue } from '../protocols/snmp/value.ts';
import type {
  PrinterError,
  SheetAlert,
  SheetFinisher,
  SheetOutput,
  SheetSupply,
  SheetTray,
} from './device-sheet-parts.ts';
import { readSheetAlerts, readSheetErrors } from './read-snmp-alerts.ts';
import { readSheetSupplies } from './read-snmp-supplies.ts';
import { known } from './read-snmp-table.ts';
import { readSheetFinishers, readSheetOutputs, readSheetTrays } from './read-snmp-trays.ts';
import { snmpNumber } from './read-snmp-value.ts';
import { identityOids, readIdentity } from './snmp-identity.ts';
import {
  ALERT,
  COLORANT,
  columnsOf,
  DEVICE,
  FIN_DEVICE,
  FIN_SUPPLY,
  HR_PRINTER,
  INPUT,
  LIFE_COUNT,
  OUTPUT,
  PRINTER_DEVICE_TYPE,
  SUPPLY,
} from './snmp-oids.ts';

/** hrDeviceStatus and hrPrinterStatus by their numbers, which begin at 1. */
const DEVICE_STATUS = ['unknown', 'running', 'warning', 'testing', 'down'] as const;
const PRINTER_STATUS = ['other', 'unknown', 'idle', 'printing', 'warmup'] as const;
export type SheetPrinterStatus = (typeof PRINTER_STATUS)[number];

export interface SheetState {
  readonly device?: (typeof DEVICE_STATUS)[number];
  readonly printer?: SheetPrinterStatus;
}

export interface DeviceSheet {
  readonly identity: DeviceIdentity;
  readonly state: SheetState;
  readonly errors: readonly PrinterError[];
  readonly trays: readonly SheetTray[];
  readonly supplies: readonly SheetSupply[];
  readonly outputs: readonly SheetOutput[];
  readonly finishers: readonly SheetFinisher[];
  readonly alerts: readonly SheetAlert[];
  /** Pages since the device was made. */
  readonly lifeCount?: number;
  /** Why tables may be incomplete: as in SnmpWalked, or the code of the trouble that ended their reading. */
  readonly incomplete?: string;
  /** Unix ms. */
  readonly at: number;
}

const TABLES = [INPUT, OUTPUT, SUPPLY, COLORANT, ALERT, FIN_DEVICE, FIN_SUPPLY].flatMap(columnsOf);

/** All of it takes some ten answers of a near device; a slow one gets this long, and what came until then is the sheet. */
const TABLE_LIMITS = { maxMs: 15_000, maxRows: 2_000 } as const;

/** `now` gives Unix ms. Never rejects. */
export async function readDeviceSheet(
  session: SnmpSession,
  signal: AbortSignal,
  now: () => number,
): Promise<DeviceSheet | SnmpTrouble> {
  const first = await session.get(headOids(1), signal);
  if (isTrouble(first)) return first;
  let head = first.values;
  let device = 1;
  if (isOtherDevice(head)) {
    device = await findPrinter(session, signal);
    const second = device === 1 ? first : await session.get(headOids(device), signal);
    if (isTrouble(second)) return second;
    head = second.values;
  }
  const walked = await session.walkColumns(TABLES, TABLE_LIMITS, signal);
  if (isTrouble(walked) && walked.code === 'snmp-aborted') return walked;
  return makeSheet(head, device, walked, now());
}

function headOids(device: number): readonly string[] {
  return [
    ...identityOids(device),
    `${DEVICE.status}.${device}`,
    `${HR_PRINTER.status}.${device}`,
    `${HR_PRINTER.errors}.${device}`,
    lifeCountOid(device),
  ];
}

/** Of the first marker: copiers have one. */
export function lifeCountOid(device: number): string {
  return `${LIFE_COUNT}.${device}.1`;
}

function isOtherDevice(head: ReadonlyMap<string, SnmpValue>): boolean {
  const type = head.get(`${DEVICE.type}.1`);
  return type?.type === 'oid' && type.value !== PRINTER_DEVICE_TYPE;
}

/** Devices that count their processor and disks first. 1 when there is none that says it is a printer. */
async function findPrinter(session: SnmpSession, signal: AbortSignal): Promise<number> {
  const walked = await session.walk(DEVICE.type, { maxRows: 64 }, signal);
  if (isTrouble(walked)) return 1;
  const row = walked.rows.find(({ value }) => value.type === 'oid' && value.value === PRINTER_DEVICE_TYPE);
  const device = Number(row?.oid.slice(DEVICE.type.length + 1));
  return Number.isInteger(device) ? device : 1;
}

function makeSheet(
  head: ReadonlyMap<string, SnmpValue>,
  device: number,
  walked: SnmpWalked | SnmpTrouble,
  at: number,
): DeviceSheet {
  const rows = isTrouble(walked) ? [] : walked.rows;
  const number = (oid: string): number | undefined => snmpNumber(head.get(oid));
  const lifeCount = number(lifeCountOid(device));
  return {
    identity: readIdentity(head, device),
    state: known<SheetState>({
      device: DEVICE_STATUS[(number(`${DEVICE.status}.${device}`) ?? 0) - 1],
      printer: printerStatusOf(head.get(`${HR_PRINTER.status}.${device}`)),
    }),
    errors: readSheetErrors(head.get(`${HR_PRINTER.errors}.${device}`)),
    trays: readSheetTrays(rows),
    supplies: readSheetSupplies(rows),
    outputs: readSheetOutputs(rows),
    finishers: readSheetFinishers(rows),
    alerts: readSheetAlerts(rows),
    ...known<Pick<DeviceSheet, 'lifeCount' | 'incomplete'>>({
      lifeCount: lifeCount !== undefined && lifeCount >= 0 ? lifeCount : undefined,
      incomplete: isTrouble(walked) ? walked.code : walked.stopped,
    }),
    at,
  };
}

export function printerStatusOf(value: SnmpValue | undefined): SheetPrinterStatus | undefined {
  return PRINTER_STATUS[(snmpNumber(value) ?? 0) - 1];
}
