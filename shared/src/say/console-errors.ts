// Errors that only administrators, programs and the command line meet, where English is spoken: other languages need not have them.
import type { ErrorCode } from '../error-table.ts';

const CONSOLE: readonly string[] = [
  'setup-done',
  'weak-password',
  'font-unusable',
  'printer-address',
  'printer-not-allowed',
  'printer-declared',
  'prove-again',
  'second-factor-needed',
  'link-void',
  'enrolment-void',
  'too-many-admins',
  'last-administrator',
  'no-second-factor',
  'too-many-passkeys',
  'openid-taken',
  'openid-unknown',
  'user-from-directory',
  'user-exists',
  'csv-unusable',
  'too-many-tokens',
  'too-many-webhooks',
  'webhook-url',
  'https-off',
  'licence-unusable',
  'kerberos-missing',
  'not-an-authority',
  'guests-off',
  'bad-setting',
  'site-place-unclear',
] satisfies readonly ErrorCode[];

/** Kinds of which people at panel and portal meet none but those named in PEOPLE. */
const KINDS =
  /^(?:search|queue|mail-account|wrong-(?:proof|second|recovery)|admin|passkey|token|backup|directory|certificate|acme)(?:-|$)|^panel-(?!unknown$)/;
const PEOPLE: readonly string[] = ['directory-no-answer', 'directory-away'] satisfies readonly ErrorCode[];

export const isConsoleError = (code: string): boolean =>
  CONSOLE.includes(code) || (KINDS.test(code) && !PEOPLE.includes(code));
