// Every scene of the console's people, directories and guests, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens('people');
