// Octets that are not an SNMP message. Thrown by the codec and caught by its callers in this folder: it never leaves it.

export class SnmpFormatError extends Error {
  override readonly name = 'SnmpFormatError';
}
