// The styles of every shared component in one text, for a surface to build its stylesheet from.
import { buttonStyles } from './button.ts';
import { chooserStyles } from './chooser.ts';
import { dialogStyles } from './dialog-styles.ts';
import { iconStyles } from './icon.ts';
import { noticeStyles } from './notice.ts';
import { progressBarStyles } from './progress-bar.ts';
import { segmentedStyles } from './segmented.ts';
import { skeletonStyles } from './skeleton.ts';
import { stepperStyles } from './stepper.ts';

export const componentStyles = [
  iconStyles,
  buttonStyles,
  stepperStyles,
  chooserStyles,
  segmentedStyles,
  noticeStyles,
  progressBarStyles,
  skeletonStyles,
  dialogStyles,
].join('');
