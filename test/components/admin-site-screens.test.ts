// First run, dashboard, health, codes and settings, drawn and checked for accessibility.
import { checkScreens } from './admin-screen-checks.ts';

checkScreens('site');
