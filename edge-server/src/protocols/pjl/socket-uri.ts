// socket://host[:port]: the address of a raw TCP port ("AppSocket", "JetDirect"). What it looks like, not whether it may be asked.

export interface SocketAddress {
  /** Without the brackets of an IPv6 literal. */
  readonly host: string;
  readonly port: number;
}

/** What devices listen on where nothing else is said. */
const RAW_PORT = 9100;

/** Undefined for anything but a socket URI with a host and nothing after it, and for one that carries a user or password. */
export function parseSocketUri(uri: string): SocketAddress | undefined {
  const given = URL.canParse(uri) ? new URL(uri) : undefined;
  if (given?.protocol !== 'socket:' || given.hostname === '') return undefined;
  if (given.username !== '' || given.password !== '' || given.search !== '' || given.hash !== '')
    return undefined;
  if (given.pathname !== '' && given.pathname !== '/') return undefined;
  const port = given.port === '' ? RAW_PORT : Number(given.port);
  if (port === 0) return undefined;
  return { host: given.hostname.replace(/^\[(.*)\]$/, '$1'), port };
}
