// The names and addresses by which this host can be reached: for the certificate and for the addresses printed at start.
import { hostname, networkInterfaces } from 'node:os';
import { advertisedHost } from './advertise/advertised-host.ts';

/** Most important first; loopback is left to the certificate. */
export function networkNames(): string[] {
  const names = [hostname()];
  for (const addresses of Object.values(networkInterfaces())) {
    for (const address of addresses ?? []) {
      // Link-local IPv6 needs a zone, which no certificate can name.
      if (!address.internal && !address.address.startsWith('fe80:')) names.push(address.address);
    }
  }
  return [...new Set(names)];
}

/** Those, and the one under which DNS-SD tells of the print queue: phones check the certificate against it. */
export const certificateNames = (): string[] => [...networkNames(), `${advertisedHost()}.local`];
