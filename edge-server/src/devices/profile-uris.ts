// The addresses at which a device of a family can be printed to, best first.
import type { DeviceProfile } from '@platen/device-profiles/device-profile';

type Protocol = DeviceProfile['protocols'][number];

/** What printers answer to where nothing is known of them (RFC 8011 appendix; PWG 5100.14 section 4.2 has /ipp/print). */
const UNKNOWN: readonly Protocol[] = [
  { name: 'ipps', port: 631, path: '/ipp/print' },
  { name: 'ipp', port: 631, path: '/ipp/print' },
];

/** @param profile an id, or "detect" for a device that nobody has looked at yet. */
export function urisOf(
  address: string,
  profile: string | null | undefined,
  profiles: readonly DeviceProfile[],
): readonly string[] {
  const known = profiles.find(({ id }) => id === profile);
  const host = address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
  return (known?.protocols ?? UNKNOWN).map((protocol) => uriOf(host, protocol));
}

/** RFC 3510 and RFC 7472: 631 is the port of ipp and ipps and need not be said. */
function uriOf(host: string, { name, port, path, queue }: Protocol): string {
  switch (name) {
    case 'ipp':
    case 'ipps':
      return `${name}://${host}${port === 631 ? '' : `:${port}`}${path ?? '/ipp/print'}`;
    case 'raw':
      return `socket://${host}:${port}`;
    case 'lpr':
      return `lpd://${host}${port === 515 ? '' : `:${port}`}/${queue ?? 'lp'}`;
  }
}
