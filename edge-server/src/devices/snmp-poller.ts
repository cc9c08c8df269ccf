// Reads the device sheets of a changing list of devices, each once a round, spread over the round so that neither this server nor the
// network sees a burst. A dead device costs a datagram or two and is asked less and less often; it never delays another.

import type { SnmpAccess } from '@platen/shared/device-credentials';
import type { Clock, Log } from '../deps.ts';
import { isTrouble, type SnmpTrouble } from '../protocols/snmp/outcome.ts';
import { openSnmp, type SnmpSession } from '../protocols/snmp/session.ts';
import { openSnmpSocket } from '../protocols/snmp/socket.ts';
import { type DeviceSheet, readDeviceSheet } from './device-sheet.ts';

export interface PolledDevice {
  readonly id: string;
  readonly host: string;
  readonly access: SnmpAccess;
}

export interface SnmpPollerOptions {
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'after'>;
  readonly log: Pick<Log, 'warn'>;
  /** Every sheet that was read, changed or not. */
  readonly onSheet: (id: string, sheet: DeviceSheet) => void;
  /** `failures` counts those in a row, this one included. */
  readonly onTrouble?: (id: string, trouble: SnmpTrouble, failures: number) => void;
  /** Each device is read once in this time. */
  readonly roundMs?: number;
  /** Devices added together are first read over this time. */
  readonly spreadMs?: number;
  readonly concurrency?: number;
  readonly open?: (device: PolledDevice) => SnmpSession;
}

export interface SnmpPoller {
  /** The whole list as it is now. New devices are read soon, changed ones (host or access) start afresh. */
  readonly setDevices: (devices: readonly PolledDevice[]) => void;
  /** The last sheet, with its age in `at`; undefined after a change and before the first answer. */
  readonly known: (id: string) => DeviceSheet | undefined;
  /** Reads now, or joins a reading under way; undefined for a device that is not in the list. Never rejects. */
  readonly readNow: (id: string, signal?: AbortSignal) => Promise<DeviceSheet | SnmpTrouble | undefined>;
  readonly close: () => void;
}

const ROUND_MS = 60_000;
/** The rest of the round is for devices that answer slowly. */
const SPREAD_SHARE = 0.6;
const CONCURRENCY = 16;
/** Longer than this nobody holds a place: whoever is still waiting for an answer waits without one. */
const PLACE_MS = 300;
/** Open questions in all; beyond it a site with that many dead devices reads more slowly. */
const MOST_OPEN = 1_024;
/** A device that was switched on is seen after this time at the latest. */
const MOST_BACK_OFF_MS = 600_000;

interface Polled {
  readonly device: PolledDevice;
  readonly session: SnmpSession;
  readonly stop: AbortController;
  /** Monotonic ms. */
  dueAt: number;
  failures: number;
  sheet: DeviceSheet | undefined;
  reading: Promise<DeviceSheet | SnmpTrouble> | undefined;
}

export function makeSnmpPoller(options: SnmpPollerOptions): SnmpPoller {
  const { clock, log, onSheet, onTrouble, roundMs = ROUND_MS, concurrency = CONCURRENCY } = options;
  const spreadMs = options.spreadMs ?? roundMs * SPREAD_SHARE;
  const socket = openSnmpSocket();
  const open =
    options.open ?? (({ host, access }: PolledDevice): SnmpSession => openSnmp({ host, access, socket }));
  const polled = new Map<string, Polled>();
  /** Readings that hold a place, and all that are under way. */
  let places = 0;
  let underWay = 0;
  let stopTimer: (() => void) | undefined;
  let closed = false;

  /** Starts what is due and sets the timer for what is due next. */
  function turn(): void {
    stopTimer?.();
    stopTimer = undefined;
    if (closed) return;
    const now = clock.monotonic();
    const waiting = [...polled.values()].filter(({ reading }) => reading === undefined);
    const due = waiting.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    for (const one of due) {
      // Whoever ends or gives up a place takes the next turn.
      if (places >= concurrency || underWay >= MOST_OPEN) return;
      startWithPlace(one);
    }
    const nextAt = waiting.reduce(
      (soonest, { dueAt }) => (dueAt > now ? Math.min(soonest, dueAt) : soonest),
      Number.POSITIVE_INFINITY,
    );
    if (nextAt !== Number.POSITIVE_INFINITY) stopTimer = clock.after(nextAt - now, turn);
  }

  function startWithPlace(one: Polled): void {
    places += 1;
    let holds = true;
    const giveUp = (): void => {
      if (holds) places -= 1;
      holds = false;
      turn();
    };
    const stopLimit = clock.after(PLACE_MS, giveUp);
    void start(one).finally(() => {
      stopLimit();
      giveUp();
    });
  }

  function start(one: Polled): Promise<DeviceSheet | SnmpTrouble> {
    underWay += 1;
    const reading = readDeviceSheet(one.session, one.stop.signal, () => clock.now())
      .catch((cause: unknown): SnmpTrouble => {
        log.warn('a printer could not be read over SNMP', { printer: one.device.id, cause });
        return { code: 'snmp-bad-answer', detail: 'the answers could not be read' };
      })
      .then((outcome) => settle(one, outcome))
      .finally(() => {
        underWay -= 1;
        one.reading = undefined;
      });
    one.reading = reading;
    return reading;
  }

  function settle(one: Polled, outcome: DeviceSheet | SnmpTrouble): DeviceSheet | SnmpTrouble {
    // Removed or changed meanwhile: what it said is about no device of ours.
    if (polled.get(one.device.id) !== one) return outcome;
    const now = clock.monotonic();
    if (isTrouble(outcome)) {
      one.failures += 1;
      one.dueAt = now + Math.min(roundMs * 2 ** (one.failures - 1), Math.max(roundMs, MOST_BACK_OFF_MS));
    } else {
      one.failures = 0;
      one.sheet = outcome;
      // Its own beat, so that the devices stay spread over the round, also when somebody asked in between.
      if (one.dueAt <= now) one.dueAt = Math.max(one.dueAt + roundMs, now);
    }
    try {
      if (isTrouble(outcome)) onTrouble?.(one.device.id, outcome, one.failures);
      else onSheet(one.device.id, outcome);
    } catch (cause) {
      log.warn('what a printer said over SNMP could not be taken in', { printer: one.device.id, cause });
    }
    return outcome;
  }

  function drop(one: Polled): void {
    one.stop.abort();
    one.session.close();
    polled.delete(one.device.id);
  }

  return {
    setDevices(devices) {
      if (closed) return;
      const wanted = new Map(devices.map((device) => [device.id, device]));
      for (const one of [...polled.values()]) if (!isSame(one.device, wanted.get(one.device.id))) drop(one);
      const added = [...wanted.values()].filter(({ id }) => !polled.has(id));
      const now = clock.monotonic();
      for (const [at, device] of added.entries()) {
        polled.set(device.id, {
          device,
          session: open(device),
          stop: new AbortController(),
          dueAt: now + (spreadMs * at) / added.length,
          failures: 0,
          sheet: undefined,
          reading: undefined,
        });
      }
      turn();
    },
    known: (id) => polled.get(id)?.sheet,
    async readNow(id, signal) {
      const one = polled.get(id);
      if (one === undefined || closed) return undefined;
      // Somebody waits for it: it needs no place.
      const reading = one.reading ?? start(one).finally(turn);
      return signal === undefined ? reading : Promise.race([reading, whenAborted(signal, reading)]);
    },
    close() {
      closed = true;
      stopTimer?.();
      for (const one of [...polled.values()]) drop(one);
      socket.close();
    },
  };
}

function isSame(before: PolledDevice, after: PolledDevice | undefined): boolean {
  return (
    after !== undefined &&
    before.host === after.host &&
    JSON.stringify(before.access) === JSON.stringify(after.access)
  );
}

/** Settles with `reading` at the latest, so that nothing stays behind on a signal that never aborts. */
function whenAborted(signal: AbortSignal, reading: Promise<unknown>): Promise<SnmpTrouble> {
  return new Promise((resolve) => {
    const abort = (): void => resolve({ code: 'snmp-aborted', detail: 'the question was given up' });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    void reading.finally(() => signal.removeEventListener('abort', abort));
  });
}
