// The address under which the browser of a device opens this server: what the administrator set, else what is most likely to work.
import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';

export interface ServerFacts {
  /** The setting "Address of this server for panels"; may be empty. */
  readonly set: string;
  /** Where HTTPS listens; undefined when it is off. */
  readonly httpsPort: number | undefined;
  /** What this server's certificate is good for. */
  readonly certificateNames: readonly string[];
  /** Our address on the way to the device. */
  readonly ownAddress: string | undefined;
  /** Site and printer both let the panel use plain HTTP. */
  readonly mayUseHttp: boolean;
}

export type ServerAddress =
  /** Without a slash at the end. */
  { readonly ok: true; readonly base: string } | { readonly ok: false; readonly why: string };

export function serverAddress(facts: ServerFacts): ServerAddress {
  const set = facts.set.trim();
  if (set !== '') return fromSetting(set, facts);
  const { httpsPort, ownAddress } = facts;
  if (httpsPort === undefined) return { ok: false, why: 'HTTPS is off here' };
  // An address needs no name server, which devices often lack; a bought certificate has names only.
  const names = facts.certificateNames.filter((name) => name !== 'localhost' && !/^(127\.|::1$)/.test(name));
  const covered = ownAddress !== undefined && facts.certificateNames.includes(ownAddress);
  const host = covered ? ownAddress : (names.find((name) => isIP(name) === 0) ?? names[0] ?? ownAddress);
  if (host === undefined) return { ok: false, why: 'this server has no address in a network' };
  return { ok: true, base: originOf('https', host, httpsPort) };
}

function fromSetting(set: string, facts: ServerFacts): ServerAddress {
  const mistake: ServerAddress = {
    ok: false,
    why: 'the setting "Address of this server for panels" is no address such as https://print.example.org:8443',
  };
  const typed = /^[a-z][a-z0-9+.-]*:\/\//i.test(set) ? set : `https://${set}`;
  if (!URL.canParse(typed)) return mistake;
  const url = new URL(typed);
  const plain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (!plain || url.hostname === '' || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return mistake;
  if (url.protocol === 'http:' && !facts.mayUseHttp) {
    return { ok: false, why: 'the address that is set is plain HTTP, and this panel may use HTTPS only' };
  }
  // A bare name means this very server, wherever it listens.
  if (typed !== set && url.port === '' && facts.httpsPort !== undefined && facts.httpsPort !== 443) {
    url.port = String(facts.httpsPort);
  }
  return { ok: true, base: url.origin };
}

function originOf(scheme: 'https', host: string, port: number): string {
  return new URL(`${scheme}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`).origin;
}

/** Any port will do, since nothing is sent: 9 is "discard" (RFC 863). */
const NO_PORT = 9;

/** Our own address on the way to `address`, as the system's routes have it; undefined where there is no way. Sends nothing. */
export function ownAddressTowards(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
    const end = (own: string | undefined): void => {
      socket.close();
      resolve(own);
    };
    socket.once('error', () => end(undefined));
    // For UDP, connecting only binds the socket to a way (connect(2)).
    socket.connect(NO_PORT, address, () => end(socket.address().address));
  });
}
