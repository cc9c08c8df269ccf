// The address of a queue as a computer has to be given it: built from how somebody reached this server, so that it works from where they are. Pure.
import type { QueuePorts } from './queue-services.ts';

/** A host as a client may write it, and its port. */
const HOST = /^([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?$/;
/** RFC 7472: what ipps: means without a port. HTTPS means 443. */
const IPPS_PORT = 631;
const HTTPS_PORT = 443;

export interface PrintHost {
  /** Brackets around IPv6, as in a URL. */
  readonly host: string;
  readonly port: number;
}

/**
 * undefined for a Host header that is none.
 * @param secure reached over HTTPS: its port is then one that leads here, also through a proxy.
 */
export function printHost(
  header: string,
  secure: boolean,
  ports: QueuePorts & { readonly web: number | undefined },
): PrintHost | undefined {
  const found = HOST.exec(header);
  const name = found?.[1];
  if (name === undefined) return undefined;
  const reached = found?.[2] === undefined ? HTTPS_PORT : Number(found[2]);
  // A port for printing alone is meant for this; else IPP is where the pages are.
  const own = ports.ipps !== ports.web ? ports.ipps : undefined;
  const port = own ?? (secure ? reached : ports.ipps);
  return port === undefined || port > 65_535 ? undefined : { host: name, port };
}

/** ipps://host[:port]/path */
export const printUrl = ({ host, port }: PrintHost, path: string): string =>
  `ipps://${host}${port === IPPS_PORT ? '' : `:${port}`}${path}`;
