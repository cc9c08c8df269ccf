// The name under which DNS-SD tells this machine.
import { hostname } from 'node:os';

/**
 * The name of this machine on its links, in front of `.local`: not the machine's own, which another program (Avahi) may keep.
 * "srv1.example.com" is "srv1-print".
 */
export function advertisedHost(machine: string = hostname()): string {
  const label = (machine.split('.')[0] ?? '').replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-+|-+$/g, '');
  // 63 octets less "-print" and a number.
  return `${label === '' ? 'platen' : label.slice(0, 50).toLowerCase()}-print`;
}
