// Devices without a screen that could show a page.
import type { PanelPlatformPlugin } from './panel-platform.ts';

export const noPanel = {
  platform: 'none',
  name: 'No panel',
  way: 'none',
  addressLimit: 0,
  steps: () => [],
  removeSteps: () => [],
} as const satisfies PanelPlatformPlugin;
