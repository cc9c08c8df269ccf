// lpr://host[:port]/queue (CUPS and DNS-SD write lpd://): a queue of a line printer daemon. What it looks like, not whether it may be
// asked.

export interface LprAddress {
  /** Without the brackets of an IPv6 literal. */
  readonly host: string;
  readonly port: number;
  readonly queue: string;
}

/** RFC 1179 section 3.1. */
const LPD_PORT = 515;
/** Devices take any name; this is the one they show. */
const USUAL_QUEUE = 'lp';

/** Undefined for anything else, for a queue whose name an LPD command cannot carry, and for a URI with user or password. */
export function parseLprUri(uri: string): LprAddress | undefined {
  const given = URL.canParse(uri) ? new URL(uri) : undefined;
  if (given === undefined || !['lpr:', 'lpd:'].includes(given.protocol) || given.hostname === '')
    return undefined;
  if (given.username !== '' || given.password !== '' || given.search !== '' || given.hash !== '')
    return undefined;
  const port = given.port === '' ? LPD_PORT : Number(given.port);
  const queue = given.pathname.replace(/^\//, '').replace(/\/$/, '');
  if (port === 0 || (queue !== '' && !/^[A-Za-z0-9._-]{1,64}$/.test(queue))) return undefined;
  return {
    host: given.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    queue: queue === '' ? USUAL_QUEUE : queue,
  };
}
