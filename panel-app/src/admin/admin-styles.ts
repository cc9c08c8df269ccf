// The console's whole stylesheet as one text: tokens, base, shared components, then what is the console's own.
import { componentStyles } from '../components/component-styles.ts';
import { signInPageStyles } from '../components/sign-in-page.ts';
import { storyStyles } from '../components/story.ts';
import { baseStyles } from '../theme/base.ts';
import { tokenStyles } from '../theme/tokens.ts';
import { certificateStyles } from './styles/certificate.ts';
import { connectionsStyles } from './styles/connections.ts';
import { dashboardStyles } from './styles/dashboard.ts';
import { firstRunStyles } from './styles/first-run.ts';
import { fleetStyles } from './styles/fleet.ts';
import { formsStyles } from './styles/forms.ts';
import { healthStyles } from './styles/health.ts';
import { mailStyles } from './styles/mail.ts';
import { peopleStyles } from './styles/people.ts';
import { searchStyles } from './styles/search.ts';
import { securityStyles } from './styles/security.ts';
import { sheetStyles } from './styles/sheet.ts';
import { shellStyles } from './styles/shell.ts';
import { tableStyles } from './styles/table.ts';

export const adminStyles = [
  tokenStyles('desk'),
  baseStyles,
  componentStyles,
  shellStyles,
  tableStyles,
  sheetStyles,
  storyStyles,
  signInPageStyles,
  formsStyles,
  fleetStyles,
  mailStyles,
  peopleStyles,
  certificateStyles,
  connectionsStyles,
  dashboardStyles,
  firstRunStyles,
  healthStyles,
  securityStyles,
  searchStyles,
].join('');
