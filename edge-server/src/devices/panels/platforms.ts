// Every panel platform. To add one: its file, and its line here.
import type { PanelPlatform } from '@platen/shared/device';
import { apeosPanel } from './apeos.ts';
import { browserPanel } from './browser.ts';
import { noPanel } from './none.ts';
import type { PanelPlatformPlugin } from './panel-platform.ts';
import { xeroxEipPanel } from './xerox-eip.ts';

export const PANEL_PLUGINS = [
  xeroxEipPanel,
  apeosPanel,
  browserPanel,
  noPanel,
] as const satisfies readonly PanelPlatformPlugin[];

export function findPlatform(platform: PanelPlatform): PanelPlatformPlugin {
  return PANEL_PLUGINS.find((plugin) => plugin.platform === platform) ?? noPanel;
}
