// What the family's own screen can show, and how an app gets there.
import { PANEL_PLATFORMS } from '@platen/shared/device';
import * as v from 'valibot';

/** The largest screens of office devices have two thousand; ten thousand leaves room and still catches a slip. */
const MOST_PIXELS = 10_000;
const Pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PIXELS));

/** xerox-eip: 1 ANT Galio, 2 and 3 WebKit (User-Agent x2g, x3g). */
const EIP_GENERATIONS = [1, 2, 3] as const;
/** apeos-external-access: the tag between scheme and colon of the address, as in http-v5://. */
const APEOS_VERSIONS = ['v2', 'v4', 'v5'] as const;
export type ApeosVersion = (typeof APEOS_VERSIONS)[number];

export const PanelFacts = v.strictObject({
  platform: v.picklist(PANEL_PLATFORMS),
  /** Of a xerox-eip browser; absent: told by its User-Agent. */
  generation: v.optional(v.picklist(EIP_GENERATIONS)),
  /** CSS pixels; empty: told by the browser. */
  screens: v.optional(v.array(v.strictObject({ width: Pixels, height: Pixels })), []),
  /** Which browser of an Apeos device to ask for; absent: the one that is set on the device. */
  apeosVersion: v.optional(v.picklist(APEOS_VERSIONS)),
});
export type PanelFacts = v.InferOutput<typeof PanelFacts>;
