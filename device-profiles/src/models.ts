// The families that are shipped, most particular first; the last one fits everything. A family is one file and one line.
import * as v from 'valibot';
import genericIppEverywhere from '../models/generic-ipp-everywhere.json' with { type: 'json' };
import platenVirtualMfd from '../models/platen-virtual-mfd.json' with { type: 'json' };
import { DeviceProfile } from './device-profile.ts';

const FILES: readonly unknown[] = [platenVirtualMfd, genericIppEverywhere];

/** Throws at start when a shipped file is not a profile: that is a mistake in this checkout. */
export const MODELS: readonly DeviceProfile[] = FILES.map((file) => v.parse(DeviceProfile, file));
