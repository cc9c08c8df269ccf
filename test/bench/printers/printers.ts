// The area "printers": raw sockets, a fleet polled over SNMP, a network searched.
import type { Area } from '../area.ts';
import { discovery } from './discovery.ts';
import { poll } from './poll.ts';
import { rawLarge } from './raw-large.ts';
import { tap } from './tap.ts';

export const printers: Area = {
  name: 'printers',
  packages: ['cups', 'cups-client', 'snmpd'],
  measures: [tap, rawLarge, poll, discovery],
};
