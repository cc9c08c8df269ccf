// SNMP values as the text or number a printer means by them; undefined where the device sent another type. Pure.
import { cleanText } from '../protocols/ipp/clean-text.ts';
import type { SnmpValue } from '../protocols/snmp/value.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Longer names and descriptions than this are of no use on a screen; RFC 3805 allows 255. */
const MOST_CHARACTERS = 255;

/** One clean line, undefined when nothing is left of it. Devices write UTF-8 or, older ones, Latin 1 (RFC 3805 section 2.3). */
export function snmpText(value: SnmpValue | undefined, maxLength = MOST_CHARACTERS): string | undefined {
  if (value?.type !== 'octets') return undefined;
  const text = cleanText(decode(value.value), maxLength);
  return text === '' ? undefined : text;
}

/** Its first line: some devices append a dump of the octets, or a second language. */
export function snmpFirstLine(value: SnmpValue | undefined): string | undefined {
  if (value?.type !== 'octets') return undefined;
  const end = value.value.findIndex((octet, at) => at > 0 && (octet === LINE_FEED || octet === RETURN));
  return snmpText(end === -1 ? value : { type: 'octets', value: value.value.subarray(0, end) });
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

function decode(octets: Buffer): string {
  // A text in a fixed field ends at the first zero.
  const end = octets.indexOf(0);
  const told = end === -1 ? octets : octets.subarray(0, end);
  try {
    return utf8.decode(told);
  } catch (error) {
    if (error instanceof TypeError) return told.toString('latin1');
    throw error;
  }
}

/** Any whole number, whatever kind of counter the device calls it. */
export function snmpNumber(value: SnmpValue | undefined): number | undefined {
  switch (value?.type) {
    case 'integer':
    case 'counter':
    case 'gauge':
    case 'ticks':
      return value.value;
    default:
      return undefined;
  }
}
