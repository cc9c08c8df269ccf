// A family by its id.
import type { DeviceProfile } from './device-profile.ts';

export function findProfile(models: readonly DeviceProfile[], id: string): DeviceProfile | undefined {
  return models.find((profile) => profile.id === id);
}
