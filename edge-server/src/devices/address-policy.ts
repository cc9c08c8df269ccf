// Which addresses the server may be told to speak to: printers to register, ranges to search (threat T36). An administrator types
// them, but an import, a device file or a printer's own answer may hold any. Names are resolved first, and every address
// they resolve to is judged.
import { lookup as systemLookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface AddressRules {
  /** For the try-out and for tests: printers that run on this machine. */
  readonly allowLoopback: boolean;
  /** The addresses of this server's own interfaces. */
  readonly ownAddresses?: readonly string[];
  /** The ports on which this server listens. */
  readonly ownPorts?: readonly number[];
  /** The port that will be spoken to. Without one, an address of this server is refused whatever the port. */
  readonly port?: number;
}

type Kind = 'ipv4' | 'ipv6';
const block = (...nets: readonly (readonly [string, number, Kind])[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix, kind] of nets) list.addSubnet(network, prefix, kind);
  return list;
};

const LOOPBACK = block(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6']);
/** In order: the first that fits names the reason. */
const REFUSED: readonly (readonly [BlockList, string])[] = [
  [
    block(
      // Where clouds tell machines their secrets: AWS and most others (IPv4 and IPv6), Alibaba, Azure, Oracle.
      ['169.254.169.254', 32, 'ipv4'],
      ['fd00:ec2::254', 128, 'ipv6'],
      ['100.100.100.200', 32, 'ipv4'],
      ['168.63.129.16', 32, 'ipv4'],
      ['192.0.0.192', 32, 'ipv4'],
    ),
    'is a metadata service',
  ],
  // RFC 1122 section 3.2.1.3 and RFC 4291 section 2.5.2; connecting there reaches this very machine.
  [block(['0.0.0.0', 8, 'ipv4'], ['::', 128, 'ipv6']), 'is no address of a device'],
  // RFC 3927 and RFC 4291 section 2.5.6.
  [block(['169.254.0.0', 16, 'ipv4'], ['fe80::', 10, 'ipv6']), 'is a link-local address'],
  // RFC 5771 and RFC 4291 section 2.7.
  [block(['224.0.0.0', 4, 'ipv4'], ['ff00::', 8, 'ipv6']), 'is a multicast address'],
  // RFC 919 and RFC 1112 section 4: the broadcast address and what was never given out.
  [block(['255.255.255.255', 32, 'ipv4']), 'is the broadcast address'],
  [block(['240.0.0.0', 4, 'ipv4']), 'is a reserved address'],
  // RFC 3056, RFC 4380, RFC 4291 section 2.5.5.1: IPv4 addresses in disguise that no printer has.
  [
    block(['2002::', 16, 'ipv6'], ['2001::', 32, 'ipv6'], ['::', 96, 'ipv6']),
    'is an IPv4 address in an outdated disguise',
  ],
];

/**
 * Undefined when the server may speak to `address`, else a sentence that says why not. Only IP addresses in their usual
 * notation are known; everything else, names too, is refused.
 */
export function mayBeAsked(address: string, rules: AddressRules): string | undefined {
  const canonical = canonicalAddress(address);
  if (canonical === undefined) return `${address.slice(0, 100)} is not an IP address.`;
  const kind = kindOf(canonical);
  const isLoopback = LOOPBACK.check(canonical, kind);
  if (!isLoopback) {
    const reason = REFUSED.find(([list]) => list.check(canonical, kind))?.[1];
    if (reason !== undefined) return `${canonical} ${reason}.`;
  }
  const isOwn = (rules.ownAddresses ?? []).some((own) => canonicalAddress(own) === canonical);
  const { port } = rules;
  if (port === undefined ? isOwn : (isOwn || isLoopback) && (rules.ownPorts ?? []).includes(port)) {
    return `${canonical} is this server itself.`;
  }
  if (isLoopback && !rules.allowLoopback) return `${canonical} is inside this server.`;
  return undefined;
}

/**
 * One spelling for each address: IPv6 shortened (RFC 5952), IPv4 that is mapped into IPv6 (RFC 4291 section 2.5.5.2) or translated
 * (RFC 6052 section 2.1) as IPv4, without zone and brackets. Undefined for what is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 0) return undefined;
  if (version === 4) return bare;
  const short = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const inner = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (inner === null) return short;
  const [high, low] = [Number.parseInt(inner[1] ?? '', 16), Number.parseInt(inner[2] ?? '', 16)];
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

export type Resolved =
  | { readonly ok: true; readonly addresses: readonly string[] }
  | { readonly ok: false; readonly sentence: string };

type Resolve = (host: string) => Promise<readonly { readonly address: string }[]>;

/**
 * All addresses of a host (a name, or an address with or without brackets) if the server may speak to every one of them; a
 * name with a single bad address is refused as a whole. The caller connects to these addresses, not to the name.
 * @param resolve the system's resolver unless a test says otherwise; it may reject.
 */
export async function resolveAllowed(
  host: string,
  rules: AddressRules,
  resolve: Resolve = resolveAll,
): Promise<Resolved> {
  const literal = canonicalAddress(host);
  let addresses: readonly string[];
  if (literal !== undefined) addresses = [literal];
  else {
    try {
      addresses = (await resolve(host)).map(({ address }) => address);
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
      return { ok: false, sentence: `${host.slice(0, 100)} cannot be found (${code}).` };
    }
  }
  if (addresses.length === 0) return { ok: false, sentence: `${host.slice(0, 100)} has no address.` };
  for (const address of addresses) {
    const refusal = mayBeAsked(address, rules);
    if (refusal !== undefined) return { ok: false, sentence: refusal };
  }
  return { ok: true, addresses };
}

/**
 * A `lookup` for sockets that connects to nothing but what the rules allow, whatever a name resolves to by then (DNS
 * rebinding). Sockets do not call it for addresses: those go through `mayBeAsked` before.
 */
export function checkedLookup(rules: () => AddressRules, resolve: Resolve = resolveAll): LookupFunction {
  return (host, options, done) => {
    resolveAllowed(host, rules(), resolve).then(
      (resolved) => {
        if (!resolved.ok) {
          done(Object.assign(new Error(resolved.sentence), { code: 'EACCES' }), '', 0);
          return;
        }
        const wanted = options.family === 4 || options.family === 'IPv4' ? 4 : undefined;
        const found = resolved.addresses
          .map((address) => ({ address, family: isIP(address) }))
          .filter(({ family }) => wanted === undefined || family === wanted);
        const first = found[0];
        if (first === undefined) done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
        else if (options.all === true) done(null, found);
        else done(null, first.address, first.family);
      },
      (cause: unknown) => done(cause instanceof Error ? cause : new Error(String(cause)), '', 0),
    );
  };
}

const kindOf = (canonical: string): Kind => (isIP(canonical) === 4 ? 'ipv4' : 'ipv6');
const resolveAll: Resolve = (host) => systemLookup(host, { all: true, verbatim: true });
