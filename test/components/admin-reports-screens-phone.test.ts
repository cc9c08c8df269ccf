// Every scene of the console's reports on a phone, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens({ name: 'a phone', look: 'light', size: { width: 360, height: 740 } }, 'reports');
