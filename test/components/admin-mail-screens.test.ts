// Every scene of the console's mail, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens('mail');
