// A device sheet as the rest of the system speaks of printers: a PrinterCondition with printer-state-reasons, trays and supplies as
// they are over IPP, so that one sentence is said whichever way a printer was asked. Pure.
import type { PrinterCondition, PrinterState } from '@platen/shared/printer-capabilities';
import type { Tray } from './condition-sentence.ts';
import type { DeviceSheet } from './device-sheet.ts';
import type { PrinterError, SheetTray } from './device-sheet-parts.ts';
import { paperWords } from './paper-words.ts';
import type { Supply } from './probe-ipp.ts';

export function conditionOfSheet(sheet: DeviceSheet): PrinterCondition {
  return {
    state: stateOf(sheet),
    reasons: [...new Set([...errorReasons(sheet), ...alertReasons(sheet), ...stateReasons(sheet)])],
    accepting: true,
    at: sheet.at,
  };
}

/** hrDeviceStatus and hrPrinterStatus together, as the table in RFC 3805 section 2.2.13.2 sets them side by side. */
function stateOf({ state: { device, printer }, errors, trays }: DeviceSheet): PrinterState {
  if (printer === 'printing') return 'processing';
  if (device === 'down') return 'stopped';
  if (printer === 'idle' || printer === 'warmup') return 'idle';
  if (errors.some((error) => STOPPING.has(error) && !isPartly(error, trays))) return 'stopped';
  // Asleep it is "running" and "other": it wakes for a job. Many devices have no hrPrinterStatus.
  return device === undefined || device === 'unknown' ? 'unknown' : 'idle';
}

const STOPPING: ReadonlySet<PrinterError> = new Set([
  'no-paper',
  'no-toner',
  'door-open',
  'jammed',
  'offline',
  'output-full',
]);

const ERROR_REASONS: Readonly<Record<PrinterError, string | undefined>> = {
  'low-paper': 'media-low',
  'no-paper': 'media-empty',
  'low-toner': 'toner-low',
  'no-toner': 'toner-empty',
  'door-open': 'door-open',
  jammed: 'media-jam',
  offline: 'offline',
  'service-requested': 'other',
  'input-tray-missing': 'input-tray-missing',
  'output-tray-missing': 'output-tray-missing',
  'marker-supply-missing': 'marker-supply-missing',
  'output-near-full': 'output-area-almost-full',
  'output-full': 'output-area-full',
  'input-tray-empty': 'media-empty',
  // For whoever looks after the device, not for whoever stands before it.
  'overdue-maintenance': undefined,
};

/** These are told as they are, even by a device that says it works. */
const ALWAYS: ReadonlySet<PrinterError> = new Set(['door-open', 'jammed', 'offline']);

/** A printer that works in spite of an error gets the reason with -warning (RFC 8011 section 5.4.12). */
function errorReasons({ state: { device, printer }, errors, trays }: DeviceSheet): readonly string[] {
  const works = printer === 'printing' || ((printer === 'idle' || printer === undefined) && isUp(device));
  return errors.flatMap((error) => {
    const reason = ERROR_REASONS[error];
    if (reason === undefined) return [];
    const mild = (works && !ALWAYS.has(error)) || isPartly(error, trays);
    return [mild ? `${reason}-warning` : reason];
  });
}

function isUp(device: DeviceSheet['state']['device']): boolean {
  return device === 'running' || device === 'warning' || device === 'testing';
}

/** An empty tray beside a full one stops only jobs that want the empty one. */
function isPartly(error: PrinterError, trays: readonly SheetTray[]): boolean {
  return (error === 'no-paper' || error === 'input-tray-empty') && trays.some((tray) => hasPaper(tray));
}

function hasPaper({ level }: SheetTray): boolean {
  return level === 'some' || (typeof level === 'number' && level > 0);
}

const SEVERITY = { critical: 'error', warning: 'warning', other: 'report' } as const;

function alertReasons({ alerts }: DeviceSheet): readonly string[] {
  return alerts.flatMap(({ reason, severity }) =>
    reason === undefined ? [] : [`${reason}-${SEVERITY[severity]}`],
  );
}

function stateReasons({ state }: DeviceSheet): readonly string[] {
  if (state.device === 'testing') return ['testing'];
  return state.printer === 'warmup' ? ['fuser-under-temp-report'] : [];
}

/** With this share of its sheets left a tray is low, as over IPP. */
const LOW_SHARE = 0.1;

/** For describeCondition, which names the trays that are empty or low. */
export function traysOfSheet(sheet: DeviceSheet): readonly Tray[] {
  return sheet.trays.map((tray) => ({
    name: trayWords(tray.name),
    media: tray.size === undefined ? tray.mediaName : paperWords(tray.size),
    level: levelOf(tray),
  }));
}

function levelOf({ level, capacity }: SheetTray): Tray['level'] {
  if (level === 0) return 'empty';
  if (level === 'some' || level === 'unlimited') return 'filled';
  if (level === 'unknown') return undefined;
  return typeof capacity === 'number' && capacity > 0 && level / capacity <= LOW_SHARE ? 'low' : 'filled';
}

/** Inside a sentence "Tray 2" is written small, and "Bypass Tray" with its article. */
function trayWords(name: string): string {
  if (/^(paper )?tray \d+$/i.test(name)) return name.toLowerCase();
  return /^by-?pass( tray)?$/i.test(name) ? 'the bypass tray' : name;
}

export function suppliesOfSheet(sheet: DeviceSheet): readonly Supply[] {
  return sheet.supplies.map(({ name, type, left }) => ({
    name,
    type,
    level: typeof left === 'number' ? left : undefined,
  }));
}
