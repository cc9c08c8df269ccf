// The area "panel": what a device's browser loads, how soon it takes a code, what its presses cost; and the portal's first load.
import type { Area } from '../area.ts';
import { bundle } from './bundle.ts';
import { keypad } from './keypad.ts';
import { memory } from './memory.ts';
import { portal } from './portal.ts';
import { digit, list } from './presses.ts';

export const panel: Area = {
  name: 'panel',
  packages: ['chromium', 'python3-pyqt5.qtwebkit'],
  measures: [bundle, keypad, digit, list, memory, portal],
};
