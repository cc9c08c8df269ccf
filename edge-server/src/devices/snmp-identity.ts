// Who a device says it is over SNMP: one question, quickly answered or not. For discovery and for the head of a device sheet.
import type { DeviceIdentity } from '@platen/shared/device';
import type { SnmpAccess } from '@platen/shared/device-credentials';
import { isTrouble } from '../protocols/snmp/outcome.ts';
import { openSnmp } from '../protocols/snmp/session.ts';
import type { SnmpSocket } from '../protocols/snmp/socket.ts';
import type { SnmpValue } from '../protocols/snmp/value.ts';
import { snmpText } from './read-snmp-value.ts';
import { DEVICE, DEVICE_IDS, PRINTER_DEVICE_TYPE, SERIAL, SYSTEM } from './snmp-oids.ts';

export interface AskIdentityOptions {
  readonly port?: number | undefined;
  /** Of one try; there are two. Default 1 s: a whole range is asked at once. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Shared by all questions of a range; without it each opens its own. */
  readonly socket?: SnmpSocket | undefined;
}

const TIMEOUT_MS = 1_000;

/** undefined when nothing answers SNMP there, or nothing that may be told to us. Never rejects. */
export async function askIdentity(
  host: string,
  access: SnmpAccess,
  { port, timeoutMs = TIMEOUT_MS, signal, socket }: AskIdentityOptions = {},
): Promise<DeviceIdentity | undefined> {
  const session = openSnmp({ host, access, port, timeoutMs, socket });
  try {
    const got = await session.get(identityOids(), signal);
    if (isTrouble(got)) return undefined;
    const identity = readIdentity(got.values);
    return Object.keys(identity).length === 0 ? undefined : identity;
  } finally {
    session.close();
  }
}

/** The printer is the first device of every printer on record; `device` is for one that is not. */
export function identityOids(device = 1): readonly string[] {
  return [
    ...Object.values(SYSTEM),
    `${DEVICE.type}.${device}`,
    `${DEVICE.descr}.${device}`,
    `${SERIAL}.${device}`,
    ...DEVICE_IDS,
  ];
}

/** What is told of `identityOids`. */
export function readIdentity(values: ReadonlyMap<string, SnmpValue>, device = 1): DeviceIdentity {
  const text = (oid: string, maxLength?: number): string | undefined => snmpText(values.get(oid), maxLength);
  const type = values.get(`${DEVICE.type}.${device}`);
  // A server's first device is its processor, whose description is no model.
  const isPrinter = type?.type !== 'oid' || type.value === PRINTER_DEVICE_TYPE;
  const objectId = values.get(SYSTEM.objectId);
  const identity: Record<keyof DeviceIdentity, string | undefined> = {
    makeAndModel: isPrinter ? text(`${DEVICE.descr}.${device}`) : undefined,
    sysDescr: text(SYSTEM.descr, MOST_DESCRIPTION),
    // 0.0 is how an agent says that it has none.
    sysObjectId: objectId?.type === 'oid' && objectId.value !== '0.0' ? objectId.value : undefined,
    deviceId: DEVICE_IDS.map((oid) => text(oid, MOST_DESCRIPTION)).find((id) => id !== undefined),
    serial: text(`${SERIAL}.${device}`, MOST_SERIAL),
    uuid: undefined,
    hostName: text(SYSTEM.name),
  };
  return Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== undefined));
}

/** Device ids list every command language; the versions in a sysDescr of Fuji Xerox take some 250 characters. */
const MOST_DESCRIPTION = 1023;
const MOST_SERIAL = 64;
