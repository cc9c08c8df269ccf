// In which order the addresses of a printer are tried. Pure.

/** Schemes from the one that tells most of a job's end to the one that tells least. */
const SUREST_FIRST = ['ipps', 'ipp', 'socket', 'lpd', 'lpr'];

export function schemeOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.indexOf(':'))).toLowerCase();
}

export interface AddressOrder {
  /** settings.delivery.protocolOrder */
  readonly order: string;
  readonly encryptedOnly: boolean;
  /** It did not answer a moment ago. */
  readonly isDown: (uri: string) => boolean;
}

/** What is allowed, in order; addresses that were found dead come last, since each costs a time-out. */
export function orderAddresses(uris: readonly string[], by: AddressOrder): readonly string[] {
  const allowed = uris.filter((uri) => !by.encryptedOnly || schemeOf(uri) === 'ipps');
  const place = (uri: string): number => {
    const at = SUREST_FIRST.indexOf(schemeOf(uri));
    return at === -1 ? SUREST_FIRST.length : at;
  };
  const wanted =
    by.order === 'surest-first' ? [...allowed].sort((one, other) => place(one) - place(other)) : allowed;
  return [...wanted.filter((uri) => !by.isDown(uri)), ...wanted.filter((uri) => by.isDown(uri))];
}
