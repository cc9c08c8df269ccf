// Keeps an eye on the whole fleet over SNMP, which costs a datagram or two a device: one that shows another condition than it
// had is asked properly, so that lists, preflight and "the nearest printer that can" know of it before anybody stands there.

import type { SnmpAccess } from '@platen/shared/device-credentials';
import type { Clock, Log } from '../deps.ts';
import type { DeviceSheet } from './device-sheet.ts';
import { conditionOfSheet } from './device-sheet-condition.ts';
import { hostOf } from './printer-address.ts';
import type { PrinterRow } from './printers.ts';
import { makeSnmpPoller } from './snmp-poller.ts';

export interface KeepWatchDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly list: () => Promise<readonly PrinterRow[]>;
  readonly accessOf: (row: PrinterRow) => SnmpAccess | undefined;
  /** Asks the printer and remembers what it says. Never rejects. */
  readonly ask: (row: PrinterRow) => Promise<unknown>;
  /** False: nothing is polled. */
  readonly wanted: () => boolean;
}

/** A printer that was registered or changed is in the round after this time. */
const LIST_EVERY_MS = 15_000;

export function makeKeepWatch({ clock, log, list, accessOf, ask, wanted }: KeepWatchDeps) {
  const rows = new Map<string, PrinterRow>();
  /** What each device showed last. */
  const shown = new Map<string, string>();
  const poller = makeSnmpPoller({ clock, log, onSheet });
  let stopList: (() => void) | undefined;

  function onSheet(id: string, sheet: DeviceSheet): void {
    const { state, reasons } = conditionOfSheet(sheet);
    const shows = JSON.stringify([state, reasons]);
    const before = shown.get(id);
    shown.set(id, shows);
    const row = rows.get(id);
    if (before !== shows && row !== undefined) void ask(row);
  }

  async function refresh(): Promise<void> {
    const current = wanted() ? (await list()).filter(({ enabled }) => enabled) : [];
    rows.clear();
    for (const row of current) rows.set(row.id, row);
    for (const id of shown.keys()) if (!rows.has(id)) shown.delete(id);
    poller.setDevices(
      current.flatMap((row) => {
        const access = accessOf(row);
        const host = hostOf(row.uri);
        return access === undefined || host === '' ? [] : [{ id: row.id, host, access }];
      }),
    );
  }

  const turn = (): void => {
    refresh().catch((cause: unknown) => log.warn('the list of printers could not be read', { cause }));
  };

  return {
    /** The last sheet of a printer that is polled. */
    known: poller.known,
    start(): void {
      turn();
      stopList = clock.every(LIST_EVERY_MS, turn);
    },
    stop(): void {
      stopList?.();
      poller.close();
    },
  };
}
