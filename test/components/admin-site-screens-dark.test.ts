// First run, dashboard, health, codes and settings in the dark, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens({ name: 'a dark desk', look: 'dark', size: { width: 1280, height: 800 } }, 'site');
