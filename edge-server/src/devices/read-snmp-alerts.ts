// prtAlertTable (RFC 3805) and the error bits of hrPrinterTable (RFC 2790) as alerts with a printer-state-reasons keyword. Pure.
import type { SnmpBinding, SnmpValue } from '../protocols/snmp/value.ts';
import { PRINTER_ERRORS, type PrinterError, type SheetAlert } from './device-sheet-parts.ts';
import { known, tableRows } from './read-snmp-table.ts';
import { snmpFirstLine, snmpNumber } from './read-snmp-value.ts';
import { ALERT } from './snmp-oids.ts';

/** The errors that are set. The string has 0, 1 or 2 octets; bit 0 is the most significant of the first. */
export function readSheetErrors(value: SnmpValue | undefined): readonly PrinterError[] {
  if (value?.type !== 'octets') return [];
  const { value: octets } = value;
  return PRINTER_ERRORS.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

export function readSheetAlerts(bindings: readonly SnmpBinding[]): readonly SheetAlert[] {
  return tableRows(bindings, ALERT.entry).flatMap((row): SheetAlert[] => {
    const code = snmpNumber(row.cell(ALERT.code));
    if (code === undefined) return [];
    const group = snmpNumber(row.cell(ALERT.group));
    const groupIndex = snmpNumber(row.cell(ALERT.groupIndex));
    return [
      {
        severity: severityOf(snmpNumber(row.cell(ALERT.severity))),
        code,
        ...known<Pick<SheetAlert, 'group' | 'groupIndex' | 'text' | 'reason'>>({
          group,
          groupIndex,
          text: snmpFirstLine(row.cell(ALERT.description)),
          reason: alertReason(code, group),
        }),
      },
    ];
  });
}

/** PrtAlertSeverityLevelTC: 3 critical, 4 warning, 5 a warning about a change that needs nobody. */
function severityOf(value: number | undefined): SheetAlert['severity'] {
  return value === 3 ? 'critical' : value === 4 ? 'warning' : 'other';
}

/** PrtAlertGroupTC. */
const GROUP = {
  input: 8,
  output: 9,
  marker: 10,
  supplies: 11,
  mediaPath: 13,
  finisher: 30,
  finSupply: 31,
} as const;

function alertReason(code: number, group: number | undefined): string | undefined {
  return GROUP_REASONS[group ?? 0]?.[code] ?? REASONS[code];
}

/** Codes that every group has, in the words of the group they come from. */
const GROUP_REASONS: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  [GROUP.input]: {
    8: 'input-media-tray-jam',
    9: 'input-tray-missing',
    12: 'media-low',
    13: 'media-empty',
    16: 'media-low',
    18: 'input-tray-opened',
    26: 'input-tray-missing',
    29: 'input-media-tray-failure',
    30: 'input-media-tray-failure',
  },
  [GROUP.output]: {
    8: 'media-path-output-jam',
    9: 'output-tray-missing',
    14: 'output-area-almost-full',
    15: 'output-area-full',
    16: 'output-area-almost-full',
    17: 'output-area-full',
    26: 'output-tray-missing',
  },
  [GROUP.marker]: { 35: 'fuser-under-temp', 36: 'fuser-over-temp' },
  [GROUP.supplies]: {
    9: 'marker-supply-missing',
    12: 'marker-supply-low',
    13: 'marker-supply-empty',
    14: 'marker-waste-almost-full',
    15: 'marker-waste-full',
    26: 'marker-supply-missing',
  },
  [GROUP.mediaPath]: { 8: 'media-path-jam', 29: 'media-path-failure', 30: 'media-path-failure' },
  [GROUP.finisher]: {
    8: 'subunit-jam',
    9: 'subunit-missing',
    12: 'subunit-almost-empty',
    13: 'subunit-empty',
    14: 'subunit-almost-full',
    15: 'subunit-full',
  },
  [GROUP.finSupply]: { 12: 'stapler-almost-empty', 13: 'stapler-empty' },
};

/** PrtAlertCodeTC. Codes that tell of nothing to do (closed, added, power saver) have no reason. */
const REASONS: Readonly<Record<number, string>> = {
  3: 'cover-open',
  5: 'interlock-open',
  8: 'media-jam',
  9: 'subunit-missing',
  10: 'subunit-life-almost-over',
  11: 'subunit-life-over',
  12: 'subunit-almost-empty',
  13: 'subunit-empty',
  14: 'subunit-almost-full',
  15: 'subunit-full',
  16: 'subunit-near-limit',
  17: 'subunit-at-limit',
  18: 'subunit-opened',
  21: 'subunit-turned-off',
  22: 'offline',
  24: 'subunit-warming-up',
  26: 'subunit-removed',
  29: 'subunit-recoverable-failure',
  30: 'subunit-unrecoverable-failure',
  33: 'subunit-motor-failure',
  34: 'spool-area-full',
  35: 'subunit-under-temperature',
  36: 'subunit-over-temperature',
  37: 'subunit-timing-failure',
  501: 'door-open',
  504: 'power-down',
  801: 'input-tray-missing',
  802: 'input-media-size-change',
  803: 'input-media-weight-change',
  804: 'input-media-type-change',
  805: 'input-media-color-change',
  807: 'media-low',
  808: 'media-empty',
  809: 'media-needed',
  810: 'input-manual-input-request',
  811: 'input-media-tray-failure',
  812: 'input-media-tray-failure',
  813: 'input-cannot-feed-size-selected',
  901: 'output-tray-missing',
  902: 'output-area-almost-full',
  903: 'output-area-full',
  904: 'output-mailbox-select-failure',
  1001: 'fuser-under-temp',
  1002: 'fuser-over-temp',
  1101: 'toner-empty',
  1102: 'marker-ink-empty',
  1104: 'toner-low',
  1105: 'marker-ink-almost-empty',
  1107: 'marker-waste-toner-receptacle-almost-full',
  1108: 'marker-waste-ink-receptacle-almost-full',
  1109: 'marker-waste-toner-receptacle-full',
  1110: 'marker-waste-ink-receptacle-full',
  1111: 'opc-near-eol',
  1112: 'opc-life-over',
  1113: 'developer-low',
  1114: 'developer-empty',
  1115: 'marker-toner-cartridge-missing',
  1301: 'output-tray-missing',
  1302: 'output-area-almost-full',
  1303: 'media-path-output-full',
  1304: 'media-path-cannot-duplex-media-selected',
  1507: 'interpreter-resource-unavailable',
};
