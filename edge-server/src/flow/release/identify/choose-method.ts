// Which way to sign in fits what was given, and which ones are on at all. Pure.
import { AppError } from '@platen/shared/app-error';
import { MIN_CODE_LENGTH, normalizeCode } from '@platen/shared/code-length';
import {
  type IdentifyMethod,
  isGiven,
  type SignInSettings,
  type Surface,
  type Typed,
} from './identify-method.ts';
import { IDENTIFY_METHODS } from './methods.ts';

const METHODS: readonly IdentifyMethod[] = IDENTIFY_METHODS;

/** Throws `sign-in-way-off`, `bad-email` where the portal is told no account, `code-needs-email` where only the address is missing, and `wrong-code` for what is nothing at all. */
export function chooseMethod(
  typed: Typed,
  settings: SignInSettings,
  surface: Surface,
  takesPins = false,
): IdentifyMethod {
  // Only panels may ask for a code alone (delivery-and-mail.md section 8): elsewhere an account is named, whatever else was sent along.
  if (surface === 'portal' && !isGiven(typed.email) && !isGiven(typed.user)) throw new AppError('bad-email');
  if (takesPins && isShortPin(typed)) throw new AppError('code-needs-email');
  const fitting = METHODS.filter((method) => method.takes(typed));
  const found = fitting.find((method) => method.on(settings, surface));
  if (found !== undefined) return found;
  const [off] = fitting;
  if (off === undefined) throw new AppError('wrong-code');
  if (isGiven(typed.code) && !isGiven(typed.email) && settings.panelCode === 'email-and-code') {
    throw new AppError('code-needs-email');
  }
  throw new AppError('sign-in-way-off', { way: off.id });
}

/** What is too short for a code can only be a document's PIN, and that serves with the email address only: asked for without a look at it. */
const isShortPin = ({ code, email, card }: Typed): boolean =>
  isGiven(code) &&
  !isGiven(email) &&
  !isGiven(card) &&
  /^\d{4,}$/.test(normalizeCode(code)) &&
  normalizeCode(code).length < MIN_CODE_LENGTH;

/** The ways that are on, for the first screen. */
export function methodsOn(settings: SignInSettings, surface: Surface): IdentifyMethod['id'][] {
  return METHODS.filter((method) => method.on(settings, surface)).map(({ id }) => id);
}
