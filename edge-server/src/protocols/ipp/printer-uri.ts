// A printer's URI to the HTTP address its requests go to (RFC 3510, RFC 7472). The printer-uri attribute in the message
// stays as it was given; this is only where to connect.

export type IppTarget = {
  readonly secure: boolean;
  /** Without the brackets of an IPv6 literal. */
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
};

const schemes = new Map([
  ['ipp:', { secure: false, port: 631 }],
  ['ipps:', { secure: true, port: 631 }],
  ['http:', { secure: false, port: 80 }],
  ['https:', { secure: true, port: 443 }],
]);

/** Undefined for anything but ipp, ipps, http and https with a host, and for a URI that carries a user or password. */
export function ippTarget(uri: string): IppTarget | undefined {
  const given = parseUrl(uri);
  const scheme = schemes.get(given?.protocol ?? '');
  if (given === undefined || scheme === undefined) return undefined;
  if (given.hostname === '' || given.username !== '' || given.password !== '') return undefined;

  // The rules for hosts and paths are those of http; the port is taken before, because http forgets an explicit 80.
  const web = parseUrl(uri.trim().replace(/^ipp/i, 'http'));
  if (web === undefined) return undefined;
  return {
    secure: scheme.secure,
    host: web.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: given.port === '' ? scheme.port : Number(given.port),
    path: `${web.pathname}${web.search}`,
  };
}

const parseUrl = (uri: string): URL | undefined => (URL.canParse(uri) ? new URL(uri) : undefined);
