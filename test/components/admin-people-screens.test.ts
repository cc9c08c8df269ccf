// Every scene of the console's people, directories and guests on a desk, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens({ name: 'a desk', look: 'light', size: { width: 1280, height: 800 } }, 'people');
