// Every other scene of the console, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens('others');
