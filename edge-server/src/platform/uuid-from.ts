// A UUID that is the same for the same thing at every start (RFC 9562 section 5.8: version 8, of our own making).

/** @param hash at least 32 hexadecimal digits; what else is in it does not count. */
export function uuidFrom(hash: string): string {
  const hex = hash
    .replace(/[^0-9a-f]/gi, '')
    .toLowerCase()
    .padEnd(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
