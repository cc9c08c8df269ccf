// The doctor on names and ports: do the names people are given lead here, does this server answer where it listens, and is the
// network there that finds printers by their announcements.
import { BlockList, isIP } from 'node:net';
import type { Check, Exam } from '../doctor.ts';
import type { Browsed, Link } from '../protocols/mdns/browse.ts';

export interface Listening {
  readonly scheme: 'HTTP' | 'HTTPS';
  readonly port: number;
}

export interface NetworkParts {
  /** The host's name, and those of the addresses that were set for panels and mail. */
  readonly names: () => readonly string[];
  /** Addresses of a name; empty where nobody knows it. */
  readonly resolve: (name: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** Names of an address; empty where it has none. */
  readonly reverse: (address: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** This machine's own, loopback left out. */
  readonly ownAddresses: () => readonly string[];
  readonly listening: () => readonly Listening[];
  /** PLATEN_HOST. */
  readonly host: string;
  /** Loopback is meant: nobody elsewhere is to come in. */
  readonly tryOut: boolean;
  /** A sentence says why nothing answered; undefined: it did. */
  readonly knock: (address: string, port: number, signal: AbortSignal) => Promise<string | undefined>;
  /** The program that listens on a port of this machine, where the system lets us see. */
  readonly portUser: (port: number) => Promise<string | undefined>;
  readonly links: () => readonly Link[];
  readonly browse: (links: readonly Link[], signal: AbortSignal) => Promise<Browsed>;
}

/** A machine with more addresses has virtual ones; a few say enough. */
const MOST_ADDRESSES = 4;
const USUAL_PORT = { HTTP: 80, HTTPS: 443 } as const;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
const isLoopback = (address: string): boolean =>
  loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

export function networkExams(parts: NetworkParts): Exam[] {
  return [
    { area: 'network', id: 'names', what: 'The names of this server', run: (signal) => names(parts, signal) },
    { area: 'network', id: 'ports', what: 'The ports of this server', run: (signal) => ports(parts, signal) },
    {
      area: 'network',
      id: 'discovery',
      what: 'The search for printers',
      run: (signal) => discovery(parts, signal),
    },
  ];
}

async function names(parts: NetworkParts, signal: AbortSignal): Promise<Check[]> {
  const own = parts.ownAddresses();
  const asked = [...new Set(parts.names().filter((name) => isIP(name) === 0 && name !== 'localhost'))];
  const forward = await Promise.all(asked.map((name) => leadsHere(parts, name, own, signal)));
  const back = await Promise.all(
    own.slice(0, MOST_ADDRESSES).map((address) => leadsBack(parts, address, own, signal)),
  );
  return [...forward, ...back.flat()];
}

async function leadsHere(
  parts: NetworkParts,
  name: string,
  own: readonly string[],
  signal: AbortSignal,
): Promise<Check> {
  const id = `name:${name}`;
  const found = await parts.resolve(name, signal);
  if (found.length === 0) {
    return {
      id,
      ok: false,
      sentence: `The name ${name} is not known here: people cannot open it.`,
      cure: 'Have an address record (A or AAAA) made for it, or name another address in the settings ("Address of this server for panels", "Address of this server in mail").',
    };
  }
  const elsewhere = found.filter((address) => !own.includes(address) && !isLoopback(address));
  if (elsewhere.length > 0) {
    return {
      id,
      ok: false,
      sentence: `The name ${name} leads to ${elsewhere.join(', ')}, which is not this machine.`,
      cure: 'Right where a router, proxy or balancer passes requests on to this server. If there is none, have the address record corrected.',
    };
  }
  if (found.every(isLoopback)) {
    const sentence = `The name ${name} is known to this machine itself only as ${found.join(', ')}; how others look it up cannot be seen from here.`;
    return { id, ok: true, sentence };
  }
  return { id, ok: true, sentence: `The name ${name} leads here (${found.join(', ')}).` };
}

async function leadsBack(
  parts: NetworkParts,
  address: string,
  own: readonly string[],
  signal: AbortSignal,
): Promise<Check[]> {
  const [name] = await parts.reverse(address, signal);
  // Most networks give none, and only Kerberos and some mail servers ask for one.
  if (name === undefined) return [];
  const id = `reverse:${address}`;
  const forward = await parts.resolve(name, signal);
  if (forward.includes(address) || forward.some((one) => own.includes(one) || isLoopback(one))) {
    return [
      { id, ok: true, sentence: `The address ${address} is called ${name}, and that name leads back.` },
    ];
  }
  return [
    {
      id,
      ok: false,
      sentence: `The address ${address} is called ${name}, but that name ${forward.length === 0 ? 'leads nowhere' : `leads to ${forward.join(', ')}`}.`,
      cure: 'Have the reverse record (PTR) of the address corrected: Kerberos sign-in to a directory and some mail servers ask for it.',
    },
  ];
}

async function ports(parts: NetworkParts, signal: AbortSignal): Promise<Check[]> {
  const everywhere = parts.host === '::' || parts.host === '0.0.0.0';
  const own = parts.ownAddresses();
  const checks: Check[] = [];
  if (!everywhere && isIP(parts.host) !== 0 && isLoopback(parts.host)) {
    checks.push({
      id: 'ports-host',
      ok: parts.tryOut,
      sentence: `This server listens on ${parts.host} only: nobody elsewhere can reach it.`,
      ...(parts.tryOut
        ? {}
        : {
            cure: 'Set PLATEN_HOST to :: (every address) and restart. Leave it where a proxy on this machine passes requests on.',
          }),
    });
  }
  const addresses = everywhere ? own.slice(0, MOST_ADDRESSES) : [parts.host];
  for (const { scheme, port } of parts.listening()) {
    const said = await Promise.all(addresses.map((address) => parts.knock(address, port, signal)));
    const deaf = addresses.filter((_, index) => said[index] !== undefined);
    checks.push(
      deaf.length === 0
        ? {
            id: `port:${port}`,
            ok: true,
            sentence: `${scheme} answers on port ${port}${addresses.length === 0 ? '' : ` at ${addresses.join(', ')}`}.`,
          }
        : {
            id: `port:${port}`,
            ok: false,
            sentence: `${scheme} does not answer on port ${port} at ${deaf.join(', ')}.`,
            cure: `Let the firewall of this machine pass TCP port ${port}, and look whether PLATEN_HOST (${parts.host}) covers that address. ${said.find((one) => one !== undefined) ?? ''}`.trim(),
          },
    );
    const usual = USUAL_PORT[scheme];
    const other = port === usual ? undefined : await parts.portUser(usual);
    if (other !== undefined) {
      checks.push({
        id: `port:${usual}`,
        ok: true,
        sentence: `${scheme}’s usual port ${usual} is used by ${other}; people type :${port} behind the address of this server.`,
      });
    }
  }
  return checks;
}

async function discovery(parts: NetworkParts, signal: AbortSignal): Promise<Check[]> {
  const id = 'discovery';
  const links = parts.links();
  if (links.length === 0) {
    return [
      {
        id,
        ok: false,
        sentence:
          'This machine has no network interface on which printers could be found by their announcements.',
        cure: 'Give the server (or its container) an interface in the printers’ network. Printers can be added by address all the same.',
      },
    ];
  }
  const { services, troubles } = await parts.browse(links, signal);
  if (troubles.length > 0) {
    return [
      {
        id,
        ok: false,
        sentence: `Printers cannot be asked to announce themselves (multicast DNS): ${troubles.join('; ')}.`,
        cure: 'Let the firewall pass UDP port 5353, and give the interface a multicast route (ip route add 224.0.0.0/4 dev INTERFACE). In a container use the host’s network. Printers can be found by address range all the same.',
      },
    ];
  }
  const where = links.map(({ address, prefix }) => `${address}/${prefix}`).join(', ');
  const hosts = new Set(services.map(({ instance }) => instance)).size;
  return [
    {
      id,
      ok: true,
      sentence:
        hosts === 0
          ? `Multicast DNS can be asked at ${where}; no printer announced itself there. Printers in other networks are found by address range.`
          : `Multicast DNS works at ${where}; ${hosts} ${hosts === 1 ? 'printer announces' : 'printers announce'} themselves.`,
    },
  ];
}
