// Every scene of the console's connections and backups, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens('connections');
