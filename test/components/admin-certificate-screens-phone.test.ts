// Every scene of the console's certificate on a phone in the dark, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens({ name: 'a phone', look: 'dark', size: { width: 360, height: 740 } }, 'certificate');
