// This machine's own interfaces: which addresses are the server itself, and on which links DNS-SD can be asked.
import { networkInterfaces } from 'node:os';
import type { Link } from '../../protocols/mdns/browse.ts';

/** A server with more links than these has virtual ones. */
const MOST_LINKS = 16;

/** Every address of every interface, loopback too. */
export function ownAddresses(): readonly string[] {
  return interfaces().map(({ address }) => address);
}

/** IPv4 without loopback: printers answer DNS-SD over IPv4 as well, and one question is enough. */
export function ownLinks(): readonly Link[] {
  return interfaces()
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address, cidr }) => ({ address, prefix: Number(cidr?.split('/')[1] ?? 32) }))
    .slice(0, MOST_LINKS);
}

const interfaces = () => Object.values(networkInterfaces()).flatMap((some) => some ?? []);
