// Does a call come from a printer itself? By its network address, which is proof only together with the panel's key: addresses alone can be had by
// others.
import { canonicalAddress, resolveAllowed } from './address-policy.ts';
import { hostOf } from './printer-address.ts';

/** @param resolve the system's resolver unless a test says otherwise; a name that is not found is nobody's. */
export async function isDeviceItself(
  { uri, kind }: { readonly uri: string; readonly kind: 'printer' | 'queue' },
  address: string,
  resolve?: (host: string) => Promise<readonly { readonly address: string }[]>,
): Promise<boolean> {
  // The address of a queue is that of a print server: where its panel stands is not known.
  if (kind !== 'printer') return false;
  const caller = canonicalAddress(address);
  if (caller === undefined) return false;
  // Nothing is sent there, so a printer of the try-out on this machine is one, too.
  const device = await resolveAllowed(hostOf(uri), { allowLoopback: true }, resolve);
  return device.ok && device.addresses.some((one) => canonicalAddress(one) === caller);
}
