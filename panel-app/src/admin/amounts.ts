// Sizes in words a person reads at a glance: "1.2 MB".
import { languageTag } from './speech.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
/** The settings count in mebibytes (1024 MB is 1 GB), and so does what a person is shown. */
const STEP = 1024;

export function bytesWords(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= STEP && unit < UNITS.length - 1) {
    amount /= STEP;
    unit++;
  }
  return new Intl.NumberFormat(languageTag(), {
    style: 'unit',
    unit: UNITS[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: amount < 10 && unit > 0 ? 1 : 0,
  }).format(amount);
}
