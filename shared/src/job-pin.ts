// The PIN of one document, chosen on a phone or a computer (job-password, PWG 5100.11): how long it may be, and which serves alone. Unlike a code
// it is chosen by a person, so simple ones are common.
import { isTrivialCode, MAX_CODE_LENGTH } from './code-length.ts';
import type { JobState } from './job-state.ts';

/** Phones offer four digits. */
export const MIN_PIN_LENGTH = 4;
/** As many as a panel's field for codes has room for. */
export const MAX_PIN_LENGTH = MAX_CODE_LENGTH;

/** A document in one of these can be fetched with its PIN; one that was printed, refused or deleted takes its PIN with it. */
export const PIN_STATES: readonly JobState[] = ['received', 'locked', 'held', 'releasing', 'uncertain'];

/** Digits only: it is typed on a panel's keypad. */
export const isPin = (text: string): boolean =>
  new RegExp(`^[0-9]{${String(MIN_PIN_LENGTH)},${String(MAX_PIN_LENGTH)}}$`).test(text);

/** What people try first: one digit repeated, runs, one block said again and again (1212, 12341234), the same backwards (12344321). */
export function isSimplePin(pin: string): boolean {
  if (isTrivialCode(pin)) return true;
  for (let size = 1; size <= pin.length / 2; size++) {
    if (pin.length % size === 0 && pin === pin.slice(0, size).repeat(pin.length / size)) return true;
  }
  return pin === [...pin].reverse().join('');
}
