// Toner, ink, drums, waste boxes and staples out of prtMarkerSuppliesTable (RFC 3805) and finSupplyTable (RFC 3806). Pure.
import type { SnmpBinding } from '../protocols/snmp/value.ts';
import type { SheetSupply } from './device-sheet-parts.ts';
import { known, type SnmpRow, snmpLevel, tableRows } from './read-snmp-table.ts';
import { snmpFirstLine, snmpNumber } from './read-snmp-value.ts';
import { COLORANT, FIN_SUPPLY, SUPPLY } from './snmp-oids.ts';

export function readSheetSupplies(bindings: readonly SnmpBinding[]): readonly SheetSupply[] {
  const colors = new Map(
    tableRows(bindings, COLORANT.entry).map((row) => [row.number, snmpFirstLine(row.cell(COLORANT.value))]),
  );
  const marker = tableRows(bindings, SUPPLY.entry).map((row) => {
    // Index 0 means that the supply has no colorant.
    const color = colors.get(snmpNumber(row.cell(SUPPLY.colorant)) ?? 0);
    const isReceptacle = snmpNumber(row.cell(SUPPLY.kind)) === RECEPTACLE;
    return readSupply(row, SUPPLY, color, isReceptacle);
  });
  const finisher = tableRows(bindings, FIN_SUPPLY.entry).map((row) =>
    readSupply(row, FIN_SUPPLY, undefined, false),
  );
  return [...marker, ...finisher];
}

/** PrtMarkerSuppliesClassTC: 3 is consumed, 4 is filled. */
const RECEPTACLE = 4;

type Columns = Readonly<Record<'type' | 'description' | 'unit' | 'maxCapacity' | 'level', number>>;

function readSupply(
  row: SnmpRow,
  columns: Columns,
  color: string | undefined,
  isReceptacle: boolean,
): SheetSupply {
  const type = TYPES[snmpNumber(row.cell(columns.type)) ?? 0];
  const { name, partNumber } = splitName(snmpFirstLine(row.cell(columns.description)));
  return {
    name:
      name ?? (type === undefined ? `Supply ${row.number}` : `${type.replaceAll('-', ' ')} ${row.number}`),
    isReceptacle: isReceptacle || (type?.startsWith('waste-') ?? false),
    left: leftOf(row, columns),
    ...known<Pick<SheetSupply, 'type' | 'color' | 'partNumber'>>({ type, color, partNumber }),
  };
}

/** Xerox writes part and serial number behind the name: "Black Toner, PN 006R01509;SN48178080E0000481". */
function splitName(text: string | undefined): { name: string | undefined; partNumber?: string } {
  const match = text === undefined ? null : /^(.+), PN ([^;]{1,40});SN/.exec(text);
  if (match === null) return { name: text };
  const [, name, partNumber] = match;
  return { name, ...(partNumber === undefined || partNumber === 'unknown' ? {} : { partNumber }) };
}

/** PrtMarkerSuppliesSupplyUnitTC. */
const PERCENT = 19;

/** prtMarkerSuppliesLevel counts what is left, in a receptacle the room that is left. */
function leftOf(row: SnmpRow, columns: Columns): SheetSupply['left'] {
  const level = snmpLevel(row.cell(columns.level));
  if (typeof level !== 'number') return level;
  const most =
    snmpNumber(row.cell(columns.unit)) === PERCENT ? 100 : snmpNumber(row.cell(columns.maxCapacity));
  if (most !== undefined && most > 0) return Math.min(100, Math.round((level / most) * 100));
  // Of what is not told, so it is no share; but nothing is nothing.
  return level === 0 ? 0 : 'some';
}

/** PrtMarkerSuppliesTypeTC as keywords; 1 and 2 are other and unknown. */
const TYPES: Readonly<Record<number, string>> = {
  3: 'toner',
  4: 'waste-toner',
  5: 'ink',
  6: 'ink-cartridge',
  7: 'ink-ribbon',
  8: 'waste-ink',
  9: 'opc',
  10: 'developer',
  11: 'fuser-oil',
  12: 'solid-wax',
  13: 'ribbon-wax',
  14: 'waste-wax',
  15: 'fuser',
  16: 'corona-wire',
  17: 'fuser-oil-wick',
  18: 'cleaner-unit',
  19: 'fuser-cleaning-pad',
  20: 'transfer-unit',
  21: 'toner-cartridge',
  22: 'fuser-oiler',
  23: 'water',
  24: 'waste-water',
  25: 'glue-water-additive',
  26: 'waste-paper',
  27: 'binding-supply',
  28: 'banding-supply',
  29: 'stitching-wire',
  30: 'shrink-wrap',
  31: 'paper-wrap',
  32: 'staples',
  33: 'inserts',
  34: 'covers',
};
