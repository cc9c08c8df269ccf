// job-password (PWG 5100.11 section 5.1.5): a PIN that the phone or computer sets for one job. It opens that job at a panel, next to its owner's
// code. Taken in the clear (encryption `none`) and over TLS alone: of a hash that the client made nothing could be compared with what is typed.
import { isPin, MAX_PIN_LENGTH, MIN_PIN_LENGTH } from '@platen/shared/job-pin';
import {
  type IppAttributes,
  integer,
  keyword,
  outOfBand,
  rangeOfInteger,
} from '../../../protocols/ipp/message.ts';
import { readKeyword, readOctetString } from '../../../protocols/ipp/read-values.ts';
import type { NewJobPin } from '../../store/job-pins.ts';
import { type IppAnswer, type IppDeps, type IppRequest, refuse } from './ipp-queue.ts';

const DIGITS = 'iana_us-ascii_digits';

type Offered = Pick<IppRequest['queue'], 'secure' | 'direct'>;

/** Of two names that one job may be made with. */
export const PASSWORD_ATTRIBUTES = ['job-password', 'job-password-encryption'] as const;

/** A queue that prints at once keeps nothing back until a PIN is typed. */
export const takesPins = (queue: Offered, { pins }: { readonly pins: boolean }): boolean =>
  pins && queue.secure && queue.direct === undefined;

/** What a client is told of it; nothing where no PIN is taken, so that none is asked of a person. */
export function passwordAttributes(queue: Offered, print: { readonly pins: boolean }): IppAttributes {
  if (!takesPins(queue, print)) return [];
  return [
    integer('job-password-supported', MAX_PIN_LENGTH),
    keyword('job-password-encryption-supported', 'none'),
    rangeOfInteger('job-password-length-supported', { lower: MIN_PIN_LENGTH, upper: MAX_PIN_LENGTH }),
    keyword('job-password-repertoire-configured', DIGITS),
    keyword('job-password-repertoire-supported', DIGITS),
  ];
}

export type ReadPin =
  | { readonly pin: NewJobPin | undefined; readonly unsupported: IppAttributes }
  | { readonly refusal: IppAnswer };

/** Answers alike whatever others have chosen: nobody finds out by printing whether a PIN is taken. */
export function readPin(
  deps: Pick<IppDeps, 'hashPin' | 'settings'>,
  { operation, queue }: Pick<IppRequest, 'operation' | 'queue'>,
): ReadPin {
  const given = readOctetString(operation, 'job-password');
  if (given === undefined || given.length === 0) return { pin: undefined, unsupported: [] };
  if (queue.direct !== undefined) {
    // It would come out with nobody there, which is what the PIN was to prevent.
    return wrong('This printer prints at once. Print with a PIN on the queue that holds documents.');
  }
  // Held for its owner's code all the same: the document is as safe as without.
  if (!takesPins(queue, deps.settings().print))
    return { pin: undefined, unsupported: [outOfBand('job-password', 'unsupported')] };
  const encryption = readKeyword(operation, 'job-password-encryption') ?? 'none';
  if (encryption !== 'none') return wrong(`The PIN is taken as it is, not as ${encryption.slice(0, 40)}.`);
  const pin = given.toString('latin1');
  if (!isPin(pin))
    return wrong(`A PIN has ${String(MIN_PIN_LENGTH)} to ${String(MAX_PIN_LENGTH)} digits and nothing else.`);
  return { pin: { pinHash: deps.hashPin(pin), digits: pin.length }, unsupported: [] };
}

const wrong = (sentence: string): { readonly refusal: IppAnswer } => ({
  refusal: {
    ...refuse('client-error-attributes-or-values-not-supported', sentence),
    groups: [{ group: 'unsupported', attributes: [outOfBand('job-password', 'unsupported')] }],
  },
});
