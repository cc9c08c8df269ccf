// The whole stylesheet of the legacy panel: the panel's own made old, then the layouts that took the place of its grids.

import { accessStyles } from '../../../src/panel/access/access-styles.ts';
import { panelStyles, seldomStyles } from '../../../src/panel/panel-styles.ts';
import { type Looks, readLooks } from './custom-properties.ts';
import { buttonLayout } from './layout-buttons.ts';
import { codeLayout } from './layout-code.ts';
import { frameLayout } from './layout-frame.ts';
import { laterLayout } from './layout-later.ts';
import { optionLayout } from './layout-options.ts';
import { makeOld } from './make-old.ts';

export const legacyLayout = frameLayout + codeLayout + optionLayout + buttonLayout + laterLayout;

/** The usual look, strong contrast and large type. Nobody makes a panel dark, so that look is not in the page. */
export function panelLooks(): Looks {
  const { usual, others } = readLooks(panelStyles + accessStyles);
  return { usual, others: others.filter(({ selector }) => !selector.includes('data-theme')) };
}

export const legacyStyles = (): string => makeOld(panelStyles + seldomStyles + legacyLayout, panelLooks());
