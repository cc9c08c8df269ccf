// The panel's stylesheet as one text; the build writes it into panel.html so that the first paint waits for nothing. What is loaded later brings
// its own (theme/install-styles.ts).
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
  previewStyles,
].join('');

/** What screens/seldom.ts brings; old browsers, which load nothing later, have it in the page, where their layouts can follow it. */
export const seldomStyles = [passwordStyles, pagesStyles, checkStyles].join('');
