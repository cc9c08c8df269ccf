// What a device sheet is made of: trays, outputs, supplies, finishers and alerts as the device told them over SNMP (RFC 3805).

/**
 * How much there is: a count in the device's own unit (sheets, staples), or what -1, -2 and -3 mean: no limit, unknown, at least
 * one left.
 */
export type SheetLevel = number | 'unlimited' | 'unknown' | 'some';

/** PrtSubUnitStatusTC of RFC 3805 taken apart. */
export interface SheetStatus {
  readonly availability: (typeof AVAILABILITY)[number];
  readonly alert?: 'warning' | 'critical';
  readonly offline: boolean;
  /** Being changed from one state to another. */
  readonly changing: boolean;
}

/** By their number; 7 is none. */
export const AVAILABILITY = [
  'idle',
  'unavailable-on-request',
  'standby',
  'broken',
  'active',
  'unknown',
  'busy',
] as const;

export interface SheetTray {
  /** prtInputIndex: as alerts name it. */
  readonly index: number;
  /** As the device calls it, else "Tray n". */
  readonly name: string;
  readonly kind?: 'removable' | 'fixed' | 'manual' | 'roll' | 'fanfold' | 'pull' | 'other';
  /** For people: "A4, Plain", "Plain", or "unknown paper". */
  readonly paper: string;
  /** prtInputMediaName: what the device calls the paper, which is seldom its size. */
  readonly mediaName?: string;
  readonly mediaType?: string;
  readonly mediaColor?: string;
  /** Grams per square metre. */
  readonly weight?: number;
  /** 1/100 mm, the shorter edge as width; only when the device tells both. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly capacity: SheetLevel;
  readonly level: SheetLevel;
  readonly status?: SheetStatus;
}

export interface SheetOutput {
  readonly index: number;
  /** As the device calls it, else "Output n". */
  readonly name: string;
  readonly capacity: SheetLevel;
  /** Room that is left. */
  readonly remaining: SheetLevel;
  readonly status?: SheetStatus;
}

export interface SheetSupply {
  readonly name: string;
  /** A marker-types keyword (PWG 5100.9): toner, waste-toner, staples. */
  readonly type?: string;
  /** As the device names its colorant: black, cyan. */
  readonly color?: string;
  readonly partNumber?: string;
  /** A waste box and the like: `left` is the room in it. */
  readonly isReceptacle: boolean;
  /** Per cent, or the words there are when the device cannot tell. */
  readonly left: number | 'unlimited' | 'unknown' | 'some';
}

export interface SheetFinisher {
  readonly index: number;
  /** FinDeviceTypeTC (RFC 3806) in kebab case: stitcher, puncher, folder. */
  readonly kind: string;
  readonly name: string;
  readonly present: boolean;
  readonly level: SheetLevel;
  readonly status?: SheetStatus;
}

export interface SheetAlert {
  readonly severity: 'critical' | 'warning' | 'other';
  /** prtAlertCode. */
  readonly code: number;
  /** prtAlertGroup: 8 input, 9 output, 10 marker, 11 supplies, 13 media path, 30 finisher. */
  readonly group?: number;
  /** Which of that group; for trays SheetTray.index. */
  readonly groupIndex?: number;
  /** In the device's own words and language. */
  readonly text?: string;
  /** printer-state-reasons keyword, without a severity; absent for what says nothing to a person at the printer. */
  readonly reason?: string;
}

/** hrPrinterDetectedErrorState (RFC 2790), by bit, the most significant of the first octet first. */
export const PRINTER_ERRORS = [
  'low-paper',
  'no-paper',
  'low-toner',
  'no-toner',
  'door-open',
  'jammed',
  'offline',
  'service-requested',
  'input-tray-missing',
  'output-tray-missing',
  'marker-supply-missing',
  'output-near-full',
  'output-full',
  'input-tray-empty',
  'overdue-maintenance',
] as const;
export type PrinterError = (typeof PRINTER_ERRORS)[number];
