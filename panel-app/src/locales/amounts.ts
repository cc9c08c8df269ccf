// Sizes, speeds and durations in words a person reads at a glance: "1.2 MB", "40 seconds". In the language of portal and console.
import { languageTag } from './desk.ts';

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

/** A wait, rounded to what can be believed: seconds in steps of five, then minutes, then hours. */
export function waitWords(seconds: number): string {
  const [amount, unit] =
    seconds < 60
      ? [Math.max(5, Math.ceil(seconds / 5) * 5), 'second']
      : seconds < 90 * 60
        ? [Math.round(seconds / 60), 'minute']
        : [Math.round(seconds / 3600), 'hour'];
  return new Intl.NumberFormat(languageTag(), { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}
