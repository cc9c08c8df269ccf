// On which of this machine's interfaces the queue is told of: all that lead to people, or those that an administrator named. Pure.
import type { NetworkInterfaceInfo } from 'node:os';
import type { AdvertiseLink } from '../protocols/mdns/advertise.ts';

/** Interfaces of containers and virtual machines, as Docker, Podman, LXD, libvirt and Kubernetes call them: nobody prints from there. */
const VIRTUAL = /^(docker|br-|veth|cni|flannel|cali|podman|virbr|lxcbr|lxdbr|vnet|tap|kube|nerdctl)/;
/** A server with more links than these has virtual ones. */
const MOST_LINKS = 16;

export interface LinkChoice {
  readonly links: readonly AdvertiseLink[];
  /** Interfaces that were left out because they look virtual. */
  readonly virtual: readonly string[];
  /** Names or addresses that were asked for and are not there. */
  readonly missing: readonly string[];
}

/**
 * @param wanted names or addresses of interfaces, divided by commas or spaces; empty: all but loopback and virtual ones.
 * @param listening the address the server listens on: what is not reached there is not told.
 */
export function advertisedLinks(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
  wanted: string,
  listening: string,
): LinkChoice {
  const words = wanted.split(/[\s,;]+/).filter((word) => word !== '');
  const found = new Set<string>();
  const virtual: string[] = [];
  const links: AdvertiseLink[] = [];
  for (const [name, infos = []] of Object.entries(interfaces)) {
    const four = infos.find(({ family }) => family === 'IPv4');
    if (four === undefined) continue;
    const word = words.find((one) => one === name || infos.some(({ address }) => address === one));
    if (word !== undefined) found.add(word);
    if (word === undefined && (words.length > 0 || four.internal)) continue;
    if (word === undefined && VIRTUAL.test(name)) {
      virtual.push(`${name} (${four.address})`);
      continue;
    }
    const everywhere = listening === '::' || listening === '0.0.0.0';
    const addresses = infos
      // A link-local IPv6 address needs a zone that a record cannot carry.
      .filter(({ family, address }) => family === 'IPv4' || !/^fe[89ab]/i.test(address))
      .filter(({ family }) => family === 'IPv4' || listening === '::')
      .map(({ address }) => address)
      .filter((address) => everywhere || address === listening);
    if (addresses.length === 0) continue;
    links.push({ address: four.address, prefix: Number(four.cidr?.split('/')[1] ?? 32), addresses });
  }
  return {
    links: links.slice(0, MOST_LINKS),
    virtual,
    missing: words.filter((word) => !found.has(word)),
  };
}
