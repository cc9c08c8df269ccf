// The protocol data units of SNMP (RFC 3416 section 3; SNMPv1's are the same octets, RFC 1157 section 4.1) from and to octets.
import { integerOf, readElement, readTagged, TAG, writeElement, writeInteger } from './ber.ts';
import { SnmpFormatError } from './format-error.ts';
import { snmpLimits } from './limits.ts';
import { decodeOid, encodeOid } from './oid.ts';
import { readValue, type SnmpBinding, writeValue } from './value.ts';

const PDU_TAGS = {
  get: 0xa0,
  'get-next': 0xa1,
  response: 0xa2,
  'get-bulk': 0xa5,
  report: 0xa8,
} as const;

export type PduKind = keyof typeof PDU_TAGS;

export interface Pdu {
  readonly kind: PduKind;
  readonly requestId: number;
  /** error-status; non-repeaters in a get-bulk. */
  readonly status: number;
  /** error-index, counted from 1; max-repetitions in a get-bulk. */
  readonly index: number;
  readonly bindings: readonly SnmpBinding[];
}

/** RFC 3416 section 3, error-status: those that are handled one by one. */
export const ERROR_STATUS = {
  tooBig: 1,
  noSuchName: 2,
  genErr: 5,
  noAccess: 6,
  authorizationError: 16,
} as const;

export function writePdu(pdu: Pdu): Buffer {
  const bindings = pdu.bindings.map(({ oid, value }) =>
    writeElement(TAG.sequence, writeElement(TAG.oid, encodeOid(oid)), writeValue(value)),
  );
  return writeElement(
    PDU_TAGS[pdu.kind],
    writeInteger(pdu.requestId),
    writeInteger(pdu.status),
    writeInteger(pdu.index),
    writeElement(TAG.sequence, ...bindings),
  );
}

/** Throws SnmpFormatError. */
export function readPdu(octets: Buffer, offset: number, end: number): Pdu {
  const element = readElement(octets, offset, end);
  const requestId = readTagged(octets, element.start, element.end, TAG.integer);
  const status = readTagged(octets, requestId.end, element.end, TAG.integer);
  const index = readTagged(octets, status.end, element.end, TAG.integer);
  const list = readTagged(octets, index.end, element.end, TAG.sequence);
  return {
    kind: kindOf(element.tag),
    requestId: integerOf(octets, requestId),
    status: integerOf(octets, status),
    index: integerOf(octets, index),
    bindings: readBindings(octets, list.start, list.end),
  };
}

function kindOf(tag: number): PduKind {
  for (const [kind, known] of Object.entries(PDU_TAGS)) if (known === tag) return kind as PduKind;
  throw new SnmpFormatError('a kind of message nobody asked for');
}

function readBindings(octets: Buffer, start: number, end: number): readonly SnmpBinding[] {
  const bindings: SnmpBinding[] = [];
  for (let at = start; at < end; ) {
    if (bindings.length === snmpLimits.bindings) throw new SnmpFormatError('too many variables');
    const pair = readTagged(octets, at, end, TAG.sequence);
    const oid = readTagged(octets, pair.start, pair.end, TAG.oid);
    const { value } = readValue(octets, oid.end, pair.end);
    bindings.push({ oid: decodeOid(octets, oid.start, oid.end), value });
    at = pair.end;
  }
  return bindings;
}
