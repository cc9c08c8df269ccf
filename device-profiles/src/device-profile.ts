// What a device profile is: one family of devices as data, with a source for every value that is not asked from the device itself.
import * as v from 'valibot';

const Size = v.object({ width: v.number(), height: v.number() });

/** Something a family does differently, and how we know. */
const Quirk = v.object({ symptom: v.string(), reason: v.string(), source: v.string(), since: v.string() });

export const DeviceProfile = v.object({
  $schema: v.optional(v.string()),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  name: v.string(),
  /** Where the values come from. */
  source: v.string(),
  match: v.object({
    /** Regular expressions on printer-make-and-model, any of which fits; none fits everything. */
    makeAndModel: v.array(v.string()),
  }),
  /** In order of preference. */
  protocols: v.array(v.object({ name: v.picklist(['ipps', 'ipp']), port: v.number() })),
  panel: v.object({
    platform: v.picklist(['browser', 'none']),
    /** CSS pixels. */
    screens: v.array(Size),
  }),
  quirks: v.array(Quirk),
});
export type DeviceProfile = v.InferOutput<typeof DeviceProfile>;
