// Asks an address what it is, whatever it speaks: IPP where it has it, the socket's or queue's port and SNMP otherwise, and both
// where both are known, each filling what the other leaves out.
import type { DeviceIdentity } from '@platen/shared/device';
import type { SnmpAccess } from '@platen/shared/device-credentials';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import type { Clock } from '../deps.ts';
import { isTrouble } from '../protocols/snmp/outcome.ts';
import { openSnmp } from '../protocols/snmp/session.ts';
import { type DeviceSheet, readDeviceSheet } from './device-sheet.ts';
import { conditionOfSheet, suppliesOfSheet, traysOfSheet } from './device-sheet-condition.ts';
import { mediaReadyOfSheet } from './device-sheet-media.ts';
import { knock } from './discover/knock.ts';
import { hostOf, portOf } from './printer-address.ts';
import { type ProbedPrinter, type ProbeOutcome, probeIpp } from './probe-ipp.ts';

export interface ProbeDeviceOptions {
  /** The certificate must be this one. Without it any is taken and its fingerprint told: for registering. */
  readonly pin?: string | undefined;
  /** Absent: SNMP is not asked. */
  readonly snmp?: SnmpAccess | undefined;
  readonly signal: AbortSignal;
  /** Unix ms. */
  readonly now: () => number;
  readonly after: Clock['after'];
  /** How long SNMP is waited for once IPP has answered: somebody stands there. Default 150 ms. */
  readonly snmpWithinMs?: number | undefined;
  /** SNMP was asked and did not answer, so that it need not be asked again soon. */
  readonly onSnmpSilent?: (() => void) | undefined;
  /** What a device of the family can do, for one that cannot be asked over IPP. */
  readonly capabilitiesOf: (identity: DeviceIdentity) => PrinterCapabilities;
}

/** A device wakes up in some seconds; a port that does not open by then is no printer's. */
const KNOCK_MS = 5_000;
export async function probeDevice(uri: string, options: ProbeDeviceOptions): Promise<ProbeOutcome> {
  const scheme = uri.slice(0, uri.indexOf(':') + 1).toLowerCase();
  const host = hostOf(uri);
  if (scheme !== 'ipp:' && scheme !== 'ipps:')
    return byPort(uri, options, readSheet(host, options, options.signal));
  const limit = new AbortController();
  const sheet = readSheet(host, options, AbortSignal.any([options.signal, limit.signal]));
  const ipp = await probeIpp(uri, options);
  const endLimit = options.after(options.snmpWithinMs ?? SNMP_WITHIN_MS, () => limit.abort());
  try {
    return both(ipp, await sheet);
  } finally {
    endLimit();
  }
}

/** Devices that speak SNMP at all answer within some milliseconds, and have been asked while IPP was. */
const SNMP_WITHIN_MS = 150;

async function readSheet(
  host: string,
  { snmp, now, onSnmpSilent }: ProbeDeviceOptions,
  signal: AbortSignal,
): Promise<DeviceSheet | undefined> {
  if (snmp === undefined || host === '') return undefined;
  const session = openSnmp({ host, access: snmp });
  try {
    const sheet = await readDeviceSheet(session, signal, now);
    if (!isTrouble(sheet)) return sheet;
    if (sheet.code === 'snmp-no-answer' || sheet.code === 'snmp-aborted') onSnmpSilent?.();
    return undefined;
  } finally {
    session.close();
  }
}

/** IPP is what printing depends on, so its word counts; SNMP adds what it did not tell. */
function both(ipp: ProbeOutcome, sheet: DeviceSheet | undefined): ProbeOutcome {
  if ('code' in ipp || sheet === undefined) return ipp;
  const { capabilities } = ipp;
  return {
    ...ipp,
    capabilities:
      capabilities.mediaReady.length > 0
        ? capabilities
        : { ...capabilities, mediaReady: mediaReadyOfSheet(sheet) },
    trays: ipp.trays.length > 0 ? ipp.trays : traysOfSheet(sheet),
    supplies: ipp.supplies.length > 0 ? ipp.supplies : suppliesOfSheet(sheet),
    identity: { ...sheet.identity, ...ipp.identity },
  };
}

async function byPort(
  uri: string,
  options: ProbeDeviceOptions,
  asked: Promise<DeviceSheet | undefined>,
): Promise<ProbeOutcome> {
  const [opens, sheet] = await Promise.all([
    knock(hostOf(uri), portOf(uri), {
      timeoutMs: KNOCK_MS,
      signal: options.signal,
    }),
    asked,
  ]);
  // A raw port takes one connection at a time on many devices: while it prints, SNMP alone answers.
  if (!opens && sheet === undefined) return { code: 'printer-unreachable', detail: `${uri} does not open` };
  const identity = sheet?.identity ?? {};
  const capabilities = options.capabilitiesOf(identity);
  const unknown: PrinterCondition = { state: 'unknown', reasons: [], accepting: true, at: options.now() };
  const found: ProbedPrinter = {
    capabilities: {
      ...capabilities,
      makeAndModel: identity.makeAndModel ?? '',
      mediaReady: sheet === undefined ? [] : mediaReadyOfSheet(sheet),
    },
    condition: sheet === undefined ? unknown : conditionOfSheet(sheet),
    trays: sheet === undefined ? [] : traysOfSheet(sheet),
    supplies: sheet === undefined ? [] : suppliesOfSheet(sheet),
    identity,
  };
  return found;
}
