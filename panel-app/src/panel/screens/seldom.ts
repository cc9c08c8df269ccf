// The screens that most people never see; loaded with the first of them that is wanted (panel/later.ts). A new one has its name there, too.
import type { PanelScreen } from '../panel-view.ts';
import { accountingScreen } from './accounting-screen.ts';
import { checkScreen } from './check-screen.ts';
import { pagesScreen } from './pages-screen.ts';
import { passwordScreen } from './password-screen.ts';

export const SELDOM_SCREENS: readonly PanelScreen[] = [
  passwordScreen,
  pagesScreen,
  checkScreen,
  accountingScreen,
];
