// Which family a device belongs to, by what it says of itself (device-profiles).
import { matchProfile } from '@platen/device-profiles/match-profile';
import { MODELS } from '@platen/device-profiles/models';

/** The family's name; the generic one for a device that has not been asked yet. */
export function familyOf(makeAndModel: string): string {
  return matchProfile(MODELS, { makeAndModel }).name;
}
