// Every scene of the console's door and its security section on a phone, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens({ name: 'a phone', look: 'light', size: { width: 360, height: 740 } }, 'security');
