// Every scene of the console's door and its security section, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens('security');
