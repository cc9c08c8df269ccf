// Which queue a request is for, from its path, and how the client reached it: what is told back must work from where it stands. Pure.
import type { QueueAuthentication } from './flow/intake/ipp/ipp-queue.ts';

export interface IppPlace {
  /** /ipp/print, without a job's number. */
  readonly path: string;
  /** Of a queue of one's own. */
  readonly secret: string | undefined;
  /** Of the queue of one printer, which prints at once. */
  readonly printerId: string | undefined;
}

/** /ipp/print is everybody's, /ipp/q/SECRET one person's, /ipp/direct/ID one printer's; a job's number may follow. */
const PATH = /^(\/ipp\/(?:print|q\/([A-Za-z0-9_-]{22,64})|direct\/([A-Za-z0-9_-]{1,64})))(?:\/\d{1,10})?\/?$/;
/** A host as a client may write it; what is told back is built from it. */
const HOST = /^([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?$/;

export function ippPlace(url: string): IppPlace | undefined {
  const found = PATH.exec(url.split('?')[0] ?? '');
  if (found === null) return undefined;
  return { path: found[1] ?? '', secret: found[2], printerId: found[3] };
}

export interface Reached {
  /** The Host header. */
  readonly host: string;
  readonly secure: boolean;
  /** By the listener for printing alone (port 631), where no pages are. */
  readonly byPrintPort: boolean;
  /** Where the pages are: HTTPS's port, or undefined where there is none. */
  readonly webPort: number | undefined;
}

/** undefined for a Host that is none. */
export function addressesOf(
  { host, secure, byPrintPort, webPort }: Reached,
  path: string,
): { readonly uri: string; readonly site: string } | undefined {
  const found = HOST.exec(host);
  if (found === null) return undefined;
  const [, name = '', port] = found;
  // Without a port ipps: and ipp: mean 631 (RFC 7472, RFC 3510), while a Host without one means that of the web.
  const own = port ?? (byPrintPort ? undefined : secure ? '443' : '80');
  const uri = `${secure ? 'ipps' : 'ipp'}://${name}${own === undefined || own === '631' ? '' : `:${own}`}${path}`;
  if (!byPrintPort) return { uri, site: `${secure ? 'https' : 'http'}://${host}/` };
  const web = webPort === undefined || webPort === 443 ? '' : `:${String(webPort)}`;
  return { uri, site: `https://${name}${web}/` };
}

export interface Ways {
  /** Email address and code, or a directory's password. */
  readonly basic: boolean;
  readonly kerberos: boolean;
  readonly trustNames: boolean;
}

/**
 * uri-authentication-supported (RFC 8011 section 5.4.2): what the client will be asked for at this very address. A password is named before a
 * ticket, since every client has the one and few the other; who has a ticket finds out by the challenge that it is taken.
 */
export function authenticationOf(
  place: IppPlace,
  ask: { readonly mayShowSecrets: boolean; readonly certified: boolean; readonly ways: Ways },
): QueueAuthentication {
  if (place.secret !== undefined) return 'none';
  if (ask.certified) return 'certificate';
  if (ask.ways.trustNames) return 'requesting-user-name';
  if (!ask.mayShowSecrets) return 'none';
  return ask.ways.basic ? 'basic' : ask.ways.kerberos ? 'negotiate' : 'none';
}
