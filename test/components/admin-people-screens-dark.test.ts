// Every scene of the console's people, directories and guests on a desk in the dark, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens({ name: 'a desk in the dark', look: 'dark', size: { width: 900, height: 700 } }, 'people');
