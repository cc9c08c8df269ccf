// Two numbers of a printer in one short question: what it does now and how many pages it has ever printed. Evidence for "probably
// printed" where the protocol of delivery tells nothing; proof of nothing by itself.
import type { SnmpAccess } from '@platen/shared/device-credentials';
import { isTrouble } from '../protocols/snmp/outcome.ts';
import { openSnmp } from '../protocols/snmp/session.ts';
import type { SnmpSocket } from '../protocols/snmp/socket.ts';
import { lifeCountOid, printerStatusOf, type SheetPrinterStatus } from './device-sheet.ts';
import { snmpNumber } from './read-snmp-value.ts';
import { HR_PRINTER } from './snmp-oids.ts';

export interface LifeSigns {
  readonly status: SheetPrinterStatus;
  /** Pages since the device was made; it may count sheets, or only when it sleeps again. */
  readonly lifeCount?: number;
}

export interface LifeSignsOptions {
  readonly port?: number | undefined;
  /** Of one try; there are two. */
  readonly timeoutMs?: number | undefined;
  readonly socket?: SnmpSocket | undefined;
}

/** Asked while somebody stands there: a device that is printing answers as fast as ever, or not at all. */
const TIMEOUT_MS = 500;

/** undefined when the device does not answer, or knows neither. Never rejects. */
export async function lifeSigns(
  { host, access }: { readonly host: string; readonly access: SnmpAccess },
  signal: AbortSignal,
  { port, timeoutMs = TIMEOUT_MS, socket }: LifeSignsOptions = {},
): Promise<LifeSigns | undefined> {
  const session = openSnmp({ host, access, port, timeoutMs, socket });
  try {
    const got = await session.get([STATUS, COUNT], signal);
    if (isTrouble(got) || got.values.size === 0) return undefined;
    const lifeCount = snmpNumber(got.values.get(COUNT));
    const status = printerStatusOf(got.values.get(STATUS)) ?? 'unknown';
    return lifeCount === undefined || lifeCount < 0 ? { status } : { status, lifeCount };
  } finally {
    session.close();
  }
}

const STATUS = `${HR_PRINTER.status}.1`;
const COUNT = lifeCountOid(1);
