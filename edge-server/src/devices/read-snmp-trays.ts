// Trays, outputs and finishers out of the tables of the Printer and Finisher MIB (RFC 3805, RFC 3806). Pure. What a device does
// not tell stays unknown: no size is guessed from a name or a default.
import type { MediaSize } from '@platen/shared/media-size';
import { ENGLISH } from '@platen/shared/say/saying';
import type { SnmpBinding } from '../protocols/snmp/value.ts';
import type { SheetFinisher, SheetOutput, SheetTray } from './device-sheet-parts.ts';
import { paperWords } from './paper-words.ts';
import { LARGEST } from './read-media.ts';
import { known, type SnmpRow, snmpLevel, snmpStatus, tableRows } from './read-snmp-table.ts';
import { snmpFirstLine, snmpNumber } from './read-snmp-value.ts';
import { FIN_DEVICE, INPUT, OUTPUT } from './snmp-oids.ts';

export function readSheetTrays(bindings: readonly SnmpBinding[]): readonly SheetTray[] {
  return tableRows(bindings, INPUT.entry).map((row) => {
    const text = (column: number): string | undefined => snmpFirstLine(row.cell(column));
    const size = sizeOf(row);
    const mediaName = text(INPUT.mediaName);
    const weight = snmpNumber(row.cell(INPUT.weight));
    return {
      index: row.number,
      name: text(INPUT.name) ?? text(INPUT.description) ?? `Tray ${row.number}`,
      paper: paperOf(size, mediaName),
      capacity: snmpLevel(row.cell(INPUT.maxCapacity)),
      level: snmpLevel(row.cell(INPUT.level)),
      ...known<
        Pick<SheetTray, 'kind' | 'mediaName' | 'mediaType' | 'mediaColor' | 'weight' | 'size' | 'status'>
      >({
        kind: KINDS[snmpNumber(row.cell(INPUT.type)) ?? 0],
        mediaName,
        mediaType: text(INPUT.mediaType),
        mediaColor: text(INPUT.mediaColor),
        weight: weight !== undefined && weight > 0 ? weight : undefined,
        size,
        status: snmpStatus(row.cell(INPUT.status)),
      }),
    };
  });
}

/** PrtInputTypeTC. 2 is unknown. */
const KINDS: Readonly<Record<number, NonNullable<SheetTray['kind']>>> = {
  1: 'other',
  3: 'removable',
  4: 'fixed',
  5: 'manual',
  6: 'roll',
  7: 'fanfold',
  8: 'pull',
};

function paperOf(size: MediaSize | undefined, mediaName: string | undefined): string {
  const words = [size === undefined ? undefined : ENGLISH.told(paperWords(size)), mediaName];
  const told = words.filter((word) => word !== undefined);
  return told.length === 0 ? 'unknown paper' : told.join(', ');
}

/** PrtMediaUnitTC: 1/10000 inch and micrometre, in 1/100 mm. */
const UNITS: Readonly<Record<number, number>> = { 3: 0.254, 4: 0.1 };

/** What is in it (chosen), else what it is set to (declared); the shorter edge first, however it lies in the tray. */
function sizeOf(row: SnmpRow): MediaSize | undefined {
  const unit = UNITS[snmpNumber(row.cell(INPUT.dimUnit)) ?? 0];
  if (unit === undefined) return undefined;
  const read = (feedColumn: number, xFeedColumn: number): MediaSize | undefined => {
    const feed = Math.round((snmpNumber(row.cell(feedColumn)) ?? 0) * unit);
    const xFeed = Math.round((snmpNumber(row.cell(xFeedColumn)) ?? 0) * unit);
    if (feed <= 0 || xFeed <= 0 || feed > LARGEST || xFeed > LARGEST) return undefined;
    return { width: Math.min(feed, xFeed), height: Math.max(feed, xFeed) };
  };
  return read(INPUT.chosenFeed, INPUT.chosenXFeed) ?? read(INPUT.declaredFeed, INPUT.declaredXFeed);
}

export function readSheetOutputs(bindings: readonly SnmpBinding[]): readonly SheetOutput[] {
  return tableRows(bindings, OUTPUT.entry).map((row) => ({
    index: row.number,
    name:
      snmpFirstLine(row.cell(OUTPUT.name)) ??
      snmpFirstLine(row.cell(OUTPUT.description)) ??
      `Output ${row.number}`,
    capacity: snmpLevel(row.cell(OUTPUT.maxCapacity)),
    remaining: snmpLevel(row.cell(OUTPUT.remaining)),
    ...known<Pick<SheetOutput, 'status'>>({ status: snmpStatus(row.cell(OUTPUT.status)) }),
  }));
}

/** FinDeviceTypeTC (RFC 3806 section 7), by number. */
const FINISHERS = [
  undefined,
  'other',
  'unknown',
  'stitcher',
  'folder',
  'binder',
  'trimmer',
  'die-cutter',
  'puncher',
  'perforater',
  'slitter',
  'separation-cutter',
  'imprinter',
  'wrapper',
  'bander',
  'make-envelope',
  'stacker',
  'sheet-rotator',
  'inserter',
] as const;

/** PresentOnOffTC: 5 is notPresent. */
const NOT_PRESENT = 5;

export function readSheetFinishers(bindings: readonly SnmpBinding[]): readonly SheetFinisher[] {
  return tableRows(bindings, FIN_DEVICE.entry).map((row) => {
    const kind = FINISHERS[snmpNumber(row.cell(FIN_DEVICE.type)) ?? 0] ?? 'unknown';
    return {
      index: row.number,
      kind,
      name: snmpFirstLine(row.cell(FIN_DEVICE.description)) ?? `Finisher ${row.number}`,
      present: snmpNumber(row.cell(FIN_DEVICE.present)) !== NOT_PRESENT,
      level: snmpLevel(row.cell(FIN_DEVICE.level)),
      ...known<Pick<SheetFinisher, 'status'>>({ status: snmpStatus(row.cell(FIN_DEVICE.status)) }),
    };
  });
}
