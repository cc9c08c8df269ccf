// Every scene of the console's certificate, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens('certificate');
