// Any other device with a browser, and tablets beside a printer: they need the address with their key, typed or read from a QR code.
import type { PanelPlatformPlugin } from './panel-platform.ts';

export const browserPanel = {
  platform: 'browser',
  name: 'Web browser',
  way: 'address',
  address: (url) => url,
  // RFC 9110 section 4.1 asks for 8,000 octets; ours are far shorter.
  addressLimit: 2_000,
  steps: (address) => [
    `On the screen of the device, open this address once: ${address}`,
    'Or scan the QR code, if the device has a camera.',
    'Make it the start page of the browser, or save it as a bookmark: the address holds the key by which this device is known.',
    'Touch the screen once, then look here whether the panel has called home.',
  ],
  removeSteps: () => [
    'Remove the bookmark or the start page on the device.',
    'For a device that was lost or sold, make a new panel key: the old address stops working.',
  ],
} as const satisfies PanelPlatformPlugin;
