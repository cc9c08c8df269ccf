// The area "people": many of them, what they print, and the console that shows it.
import type { Area } from '../area.ts';
import { consoleLoad } from './console.ts';
import { directoryImport } from './import.ts';
import { report } from './report.ts';
import { users } from './users.ts';

export const people: Area = {
  name: 'people',
  packages: ['slapd', 'ldap-utils', 'postgresql'],
  measures: [users, directoryImport, report, consoleLoad],
};
