// The values of SNMP variables (RFC 3416 section 3, RFC 2578 section 7.1) from and to octets.
import {
  bigIntegerOf,
  type Element,
  integerOf,
  readElement,
  TAG,
  writeElement,
  writeInteger,
  writeOctets,
} from './ber.ts';
import { SnmpFormatError } from './format-error.ts';
import { decodeOid, encodeOid } from './oid.ts';

export type SnmpValue =
  | { readonly type: 'integer' | 'counter' | 'gauge' | 'ticks'; readonly value: number }
  | { readonly type: 'counter64'; readonly value: bigint }
  | { readonly type: 'octets' | 'address' | 'opaque'; readonly value: Buffer }
  | { readonly type: 'oid'; readonly value: string }
  | { readonly type: 'null' }
  /** noSuchObject or noSuchInstance. */
  | { readonly type: 'missing' }
  /** endOfMibView: a walk has seen everything. */
  | { readonly type: 'end' }
  /** Of no type SNMP has, or not well formed inside its bounds. */
  | { readonly type: 'unreadable'; readonly tag: number };

export interface SnmpBinding {
  readonly oid: string;
  readonly value: SnmpValue;
}

const TAGS = {
  address: 0x40,
  counter: 0x41,
  gauge: 0x42,
  ticks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  end: 0x82,
} as const;

/** Throws SnmpFormatError where an element reaches beyond its bounds; a bad content is a value: 'unreadable'. */
export function readValue(octets: Buffer, offset: number, end: number): { value: SnmpValue; end: number } {
  const element = readElement(octets, offset, end);
  return { value: valueOf(octets, element), end: element.end };
}

function valueOf(octets: Buffer, element: Element): SnmpValue {
  try {
    return contentOf(octets, element);
  } catch (error) {
    if (error instanceof SnmpFormatError) return { type: 'unreadable', tag: element.tag };
    throw error;
  }
}

function contentOf(octets: Buffer, element: Element): SnmpValue {
  const { tag, start, end } = element;
  switch (tag) {
    case TAG.integer:
      return { type: 'integer', value: bounded(integerOf(octets, element), -(2 ** 31), 2 ** 31 - 1) };
    case TAG.octets:
      return { type: 'octets', value: octets.subarray(start, end) };
    case TAG.null:
      return { type: 'null' };
    case TAG.oid:
      return { type: 'oid', value: decodeOid(octets, start, end) };
    case TAGS.address:
      return { type: 'address', value: octets.subarray(start, end) };
    case TAGS.counter:
      return { type: 'counter', value: unsigned(octets, element) };
    case TAGS.gauge:
      return { type: 'gauge', value: unsigned(octets, element) };
    case TAGS.ticks:
      return { type: 'ticks', value: unsigned(octets, element) };
    case TAGS.opaque:
      return { type: 'opaque', value: octets.subarray(start, end) };
    case TAGS.counter64:
      return { type: 'counter64', value: bigIntegerOf(octets, element) };
    case TAGS.noSuchObject:
    case TAGS.noSuchInstance:
      return { type: 'missing' };
    case TAGS.end:
      return { type: 'end' };
    default:
      return { type: 'unreadable', tag };
  }
}

function bounded(value: number, least: number, most: number): number {
  if (value < least || value > most) throw new SnmpFormatError('a number beyond 32 bits');
  return value;
}

/** Some agents forget the leading zero of a large unsigned number: what looks negative is that number. */
function unsigned(octets: Buffer, element: Element): number {
  return bounded(integerOf(octets, element), -(2 ** 31), 2 ** 32 - 1) >>> 0;
}

/** For requests (null) and for stand-ins of devices. Throws for 'unreadable', which has no octets. */
export function writeValue(value: SnmpValue): Buffer {
  switch (value.type) {
    case 'integer':
      return writeInteger(value.value);
    case 'counter':
    case 'gauge':
    case 'ticks':
      return writeInteger(value.value, TAGS[value.type]);
    case 'counter64': {
      const octets = Buffer.alloc(9);
      octets.writeBigUInt64BE(value.value, 1);
      return writeElement(TAGS.counter64, octets);
    }
    case 'octets':
      return writeOctets(value.value);
    case 'address':
    case 'opaque':
      return writeElement(TAGS[value.type], value.value);
    case 'oid':
      return writeElement(TAG.oid, encodeOid(value.value));
    case 'null':
      return writeElement(TAG.null);
    case 'missing':
      return writeElement(TAGS.noSuchInstance);
    case 'end':
      return writeElement(TAGS.end);
    case 'unreadable':
      throw new SnmpFormatError('nothing to write');
  }
}
