// Addresses and networks as an administrator types them: 10.1.2.3, 10.1.0.0/16, 2001:db8::/32. Pure; nothing is looked up.
import { BlockList, isIP } from 'node:net';

export interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

const BITS = { ipv4: 32, ipv6: 128 } as const;
/** An IPv4 peer on a socket that listens on both families is told so (RFC 4291 section 2.5.5.2). */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** Undefined for what is no address and no network. */
export function readNetwork(text: string): Network | undefined {
  const [address = '', bits, ...more] = text.trim().replace(MAPPED, '').split('/');
  const version = isIP(address);
  // A zone (fe80::1%eth0) names an interface of one machine.
  if (version === 0 || more.length > 0 || address.includes('%')) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (bits === undefined) return { address, prefix: BITS[family], family };
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > BITS[family]) return undefined;
  return { address, prefix: Number(bits), family };
}

export type InNetworks = (address: string) => boolean;

/** What is no network is in none. */
export function inNetworks(texts: readonly string[]): InNetworks {
  const list = new BlockList();
  for (const text of texts) {
    const network = readNetwork(text);
    if (network !== undefined) list.addSubnet(network.address, network.prefix, network.family);
  }
  return (address) => {
    const plain = plainAddress(address);
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/** A peer's address without its zone, an IPv4 one in its own notation. */
export function plainAddress(address: string): string {
  return address.replace(MAPPED, '').replace(/%.*$/, '');
}
