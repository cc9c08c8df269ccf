// Reads a file of models/, shipped or an administrator's, and says every mistake at its place. Pure: whoever calls has read the file.
import { DeviceProfile } from './device-profile.ts';
import type { Mistake } from './mistake.ts';
import { checkProfile } from './read/check-profile.ts';
import { readChecked } from './read/read-checked.ts';

export type ReadProfileFile =
  | { readonly ok: true; readonly profile: DeviceProfile }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** `fileName` as it shall stand in the mistakes; its last part without `.json` must be the profile's id. */
export function readProfileFile(fileName: string, text: string): ReadProfileFile {
  const read = readChecked(fileName, text, DeviceProfile, (profile) => checkProfile(fileName, profile));
  return read.ok ? { ok: true, profile: read.value } : read;
}
