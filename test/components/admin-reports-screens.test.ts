// Every scene of the console's reports, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens('reports');
