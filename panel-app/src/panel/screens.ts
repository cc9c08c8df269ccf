// The panel's screens: a new one is a file in screens/ and a line here, or in screens/seldom.ts where few people come by it.
import type { PanelScreen } from './panel-view.ts';
import { closedScreen } from './screens/closed-screen.ts';
import { codeScreen } from './screens/code-screen.ts';
import { doneScreen } from './screens/done-screen.ts';
import { jobsScreen } from './screens/jobs-screen.ts';
import { optionsScreen } from './screens/options-screen.ts';
import { previewScreen } from './screens/preview-screen.ts';
import { progressScreen } from './screens/progress-screen.ts';

export const PANEL_SCREENS = [
  codeScreen,
  jobsScreen,
  previewScreen,
  optionsScreen,
  progressScreen,
  doneScreen,
  closedScreen,
] as const satisfies readonly PanelScreen[];
