// Finds the profile of a device by what it says of itself. Pure.
import type { DeviceProfile } from './device-profile.ts';

/** The first profile that fits; `models` ends with one that fits everything, so there always is one. */
export function matchProfile(
  models: readonly DeviceProfile[],
  device: { readonly makeAndModel: string },
): DeviceProfile {
  const found = models.find(({ match }) => fits(match.makeAndModel, device.makeAndModel));
  if (found === undefined) throw new Error('device-profiles/models has no family that fits everything');
  return found;
}

function fits(patterns: readonly string[], text: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => new RegExp(pattern, 'i').test(text));
}
