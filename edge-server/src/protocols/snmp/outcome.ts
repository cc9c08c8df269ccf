// How a question over SNMP can end: with values, or with a trouble, which is a value too. Nothing here is ever thrown.
import type { SnmpBinding, SnmpValue } from './value.ts';

const SNMP_TROUBLES = [
  /** Nothing came back in time: switched off, SNMP off, not allowed, or a wrong community, which devices do not answer. */
  'snmp-no-answer',
  /** The name is unknown, or there is no way to the address. */
  'snmp-address',
  /** The device answered that user, key, security level or object are not for us. */
  'snmp-denied',
  /** What came back is not SNMP, or no answer to the question. */
  'snmp-bad-answer',
  /** This runtime has no such digest or cipher (DES, MD5 in a FIPS build). */
  'snmp-unsupported',
  /** The access cannot be used as it is: a key too short, privacy without authentication. */
  'snmp-access',
  /** The caller's signal, or the session was closed. */
  'snmp-aborted',
] as const;

export interface SnmpTrouble {
  readonly code: (typeof SNMP_TROUBLES)[number];
  /** One clean line for the operator and the log; never a community, user or key. */
  readonly detail: string;
}

export interface SnmpGot {
  /** By object identifier as asked; what the device lacks is not in it. */
  readonly values: ReadonlyMap<string, SnmpValue>;
}

export interface SnmpWalked {
  /** In the device's order; of several roots one after the other as they came. */
  readonly rows: readonly SnmpBinding[];
  /** Why there may be more: a limit, an agent that goes in circles, or one that fell silent on the way. */
  readonly stopped?: 'rows' | 'bytes' | 'time' | 'order' | 'no-answer' | undefined;
}

export function isTrouble(outcome: object): outcome is SnmpTrouble {
  return 'code' in outcome && 'detail' in outcome;
}
