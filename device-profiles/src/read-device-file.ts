// Reads a file of devices/, in which a site declares its printers, and says every mistake at its place. Pure.
import type { AddressRules } from './address/check-address.ts';
import { type DeviceEntry, DeviceFile } from './device-file.ts';
import type { DeviceProfile } from './device-profile.ts';
import { type Place, placeOf } from './json/place.ts';
import type { Mistake } from './mistake.ts';
import { checkDevices } from './read/check-devices.ts';
import { readChecked } from './read/read-checked.ts';

export interface DeclaredDevice {
  readonly entry: DeviceEntry;
  /** Where it stands, for what is found wrong later, such as an address that a second file declares. */
  readonly place: Place;
}

export type ReadDeviceFile =
  | { readonly ok: true; readonly devices: readonly DeclaredDevice[] }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** `profiles` are all that `profile` may name; addresses of this machine are mistakes unless `rules` allow them. */
export function readDeviceFile(
  fileName: string,
  text: string,
  profiles: readonly DeviceProfile[],
  rules: AddressRules = {},
): ReadDeviceFile {
  const read = readChecked(fileName, text, DeviceFile, ({ devices }) =>
    checkDevices(devices, profiles, rules),
  );
  if (!read.ok) return read;
  const devices = read.value.devices.map((entry, index) => ({
    entry,
    place: placeOf(text, read.offsetOf(['devices', index])),
  }));
  return { ok: true, devices };
}
