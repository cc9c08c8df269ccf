// Any browser that is nobody's device: a tablet beside a printer, a kiosk. There is no menu to leave to, and nobody is signed in at it.
import type { PanelPlatform } from './panel-platform.ts';

export const browserPlatform: PanelPlatform = { kind: 'browser', begin: () => () => undefined };
