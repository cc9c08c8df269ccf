// Every scene of the console's door and its security section in the dark, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens({ name: 'a desk in the dark', look: 'dark', size: { width: 1280, height: 800 } }, 'security');
