// FUJIFILM and Fuji Xerox Apeos: External Access, a slot for an address in the device's own menu (panel-platforms.md section 4.1).
// No way to fill the slot from here is known, so a person does it, led step by step, and the panel's first call home is the proof.
import type { PanelPlatformPlugin } from './panel-platform.ts';

/** V5, the newest browser engine: older ones cannot run the panel app. */
const USUAL_VERSION = 'v5';

export const apeosPanel = {
  platform: 'apeos-external-access',
  name: 'Apeos External Access',
  way: 'guided',
  // The tag between scheme and colon picks the engine of the device's browser, whatever is set for the whole device.
  address: (url, { apeosVersion = USUAL_VERSION }) => url.replace(/^https?/, `$&-${apeosVersion}`),
  // "URL (up to 256 half-width characters)" in the manuals of Apeos 3060, C3067 and ApeosPort-VII C7773.
  addressLimit: 256,
  steps: (address) => [
    'On the panel of the device, sign in as its administrator.',
    'Open Settings > App Settings > External Access Settings > Register Connection, and choose a free number.',
    `As URL enter exactly: ${address}`,
    'The letters and the number before "://" choose the newest browser of the device. Only where the device does not take them, leave out the hyphen and what follows it up to the colon.',
    'Enter a name, such as "Print", and switch "Use connection user ID" off.',
    'Where the device offers it, put the entry on the Home screen.',
    'Leave the settings, open the entry once, and wait for the keypad.',
    'Then look here whether the panel has called home.',
  ],
  removeSteps: () => [
    'On the panel of the device, sign in as its administrator.',
    'Open Settings > App Settings > External Access Settings, choose the entry and delete it.',
    'For a device that was lost or sold, make a new panel key: the old address stops working.',
  ],
} as const satisfies PanelPlatformPlugin;
