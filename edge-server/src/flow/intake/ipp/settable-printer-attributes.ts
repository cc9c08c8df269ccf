// The printer attributes that an operator's program may set (RFC 3380 section 4.1), and the setting each is kept in.
import type { QueueSwitch } from './ipp-queue.ts';
import { GEO } from './queue-condition.ts';

interface SettablePrinterAttribute {
  readonly name: string;
  readonly syntax: 'text' | 'uri';
  readonly setting: QueueSwitch;
  readonly accepts: (value: string) => boolean;
}

/** printer-location and printer-message-from-operator are text(127) (RFC 8011 sections 5.4.5 and 5.4.25); the settings have the same length. */
const short = (value: string): boolean => Buffer.byteLength(value) <= 127;

export const SETTABLE_PRINTER_ATTRIBUTES: readonly SettablePrinterAttribute[] = [
  { name: 'printer-location', syntax: 'text', setting: 'location', accepts: short },
  { name: 'printer-message-from-operator', syntax: 'text', setting: 'operatorMessage', accepts: short },
  {
    name: 'printer-geo-location',
    syntax: 'uri',
    setting: 'geoLocation',
    accepts: (value) => short(value) && GEO.test(value),
  },
];
