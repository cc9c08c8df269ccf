// The SNMP objects a printer is asked for: SNMPv2-MIB, HOST-RESOURCES-MIB (RFC 2790), Printer-MIB (RFC 3805), Finisher MIB (RFC
// 3806), PWG 5107.1 port monitor MIB, and one of Xerox.

const MIB_2 = '1.3.6.1.2.1';
const PRINTER = `${MIB_2}.43`;

export const SYSTEM = {
  descr: `${MIB_2}.1.1.0`,
  objectId: `${MIB_2}.1.2.0`,
  name: `${MIB_2}.1.5.0`,
} as const;

/** Columns of hrDeviceTable, indexed by device. */
export const DEVICE = {
  type: `${MIB_2}.25.3.2.1.2`,
  descr: `${MIB_2}.25.3.2.1.3`,
  status: `${MIB_2}.25.3.2.1.5`,
} as const;

/** hrDevicePrinter: the type of the row that is a printer. */
export const PRINTER_DEVICE_TYPE = `${MIB_2}.25.3.1.5`;

/** Columns of hrPrinterTable, indexed by device. */
export const HR_PRINTER = {
  status: `${MIB_2}.25.3.5.1.1`,
  errors: `${MIB_2}.25.3.5.1.2`,
} as const;

/** Column of prtGeneralTable, indexed by device. */
export const SERIAL = `${PRINTER}.5.1.1.17`;

/** Column of prtMarkerTable, indexed by device and marker: impressions since the device was made. */
export const LIFE_COUNT = `${PRINTER}.10.2.1.4`;

/** IEEE 1284 device id: of the PWG (ppmPrinterIEEE1284DeviceId, first printer), and where Xerox had it before. */
export const DEVICE_IDS = ['1.3.6.1.4.1.2699.1.2.1.2.1.1.3.1', '1.3.6.1.4.1.253.8.51.1.2.1.20.1'] as const;

/** Tables of the Printer and Finisher MIB: their entry, and the columns read of it. Rows are indexed by device and number. */
export const INPUT = {
  entry: `${PRINTER}.8.2.1`,
  type: 2,
  dimUnit: 3,
  declaredFeed: 4,
  declaredXFeed: 5,
  chosenFeed: 6,
  chosenXFeed: 7,
  maxCapacity: 9,
  level: 10,
  status: 11,
  mediaName: 12,
  name: 13,
  description: 18,
  weight: 20,
  mediaType: 21,
  mediaColor: 22,
} as const;

export const OUTPUT = {
  entry: `${PRINTER}.9.2.1`,
  maxCapacity: 4,
  remaining: 5,
  status: 6,
  name: 7,
  description: 12,
} as const;

export const SUPPLY = {
  entry: `${PRINTER}.11.1.1`,
  colorant: 3,
  kind: 4,
  type: 5,
  description: 6,
  unit: 7,
  maxCapacity: 8,
  level: 9,
} as const;

export const COLORANT = { entry: `${PRINTER}.12.1.1`, value: 4 } as const;

export const ALERT = {
  entry: `${PRINTER}.18.1.1`,
  severity: 2,
  group: 4,
  groupIndex: 5,
  code: 7,
  description: 8,
} as const;

export const FIN_DEVICE = {
  entry: `${PRINTER}.30.1.1`,
  type: 2,
  present: 3,
  maxCapacity: 5,
  level: 6,
  status: 9,
  description: 10,
} as const;

export const FIN_SUPPLY = {
  entry: `${PRINTER}.31.1.1`,
  type: 4,
  description: 5,
  unit: 6,
  maxCapacity: 7,
  level: 8,
} as const;

/** The columns of a table as roots of a walk. */
export function columnsOf(table: Readonly<Record<string, string | number>>): readonly string[] {
  const { entry, ...columns } = table;
  return Object.values(columns).map((column) => `${String(entry)}.${column}`);
}
