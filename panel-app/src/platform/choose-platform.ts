// Which platform the panel app runs on, by what the browser says of itself and by what only it has.
import { apeosPlatform } from './apeos.ts';
import { browserPlatform } from './browser.ts';
import { eipPlatform } from './eip.ts';
import type { InTurn, PanelPlatform } from './panel-platform.ts';

/** @param agent User-Agent. @param inTurn the queue that the app's own calls stand in. */
export function choosePlatform(agent: string, inTurn: InTurn): PanelPlatform {
  // First Apeos: its browsers may name engines that others have, too.
  if (/FX-EWB/i.test(agent) || 'EwbClass' in window) return apeosPlatform();
  if (/\bx[23]g|galio/i.test(agent) || 'EIP_CloseEmbeddedKeyboard' in window)
    return eipPlatform(agent, inTurn);
  return browserPlatform;
}
