// The panel's whole stylesheet as one text; the build writes it into panel.html so that the first paint waits for nothing.
import { componentStyles } from '../components/component-styles.ts';
import { baseStyles } from '../theme/base.ts';
import { tokenStyles } from '../theme/tokens.ts';
import { checkStyles } from './styles/check.ts';
import { codeStyles } from './styles/code.ts';
import { frameStyles } from './styles/frame.ts';
import { jobsStyles } from './styles/jobs.ts';
import { pagesStyles } from './styles/pages.ts';
import { passwordStyles } from './styles/password.ts';
import { previewStyles } from './styles/preview.ts';

export const panelStyles = [
  tokenStyles('panel'),
  baseStyles,
  componentStyles,
  frameStyles,
  codeStyles,
  jobsStyles,
  passwordStyles,
  pagesStyles,
  checkStyles,
  previewStyles,
].join('');
