// What went wrong with a directory as an error of the table: a sentence that says what to do.
import { AppError, fillSentence } from '@platen/shared/app-error';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import { FilterProblem } from '../protocols/ldap/filter-text.ts';
import { LdapError, type LdapTrouble } from '../protocols/ldap/ldap-error.ts';

const CODES: Readonly<Record<LdapTrouble, ErrorCode>> = {
  unreachable: 'directory-unreachable',
  certificate: 'directory-certificate',
  refused: 'directory-refused',
  locked: 'directory-locked',
  insecure: 'directory-insecure',
  forbidden: 'directory-forbidden',
  'no-such-base': 'directory-base',
  protocol: 'directory-protocol',
  program: 'directory-program',
  clock: 'directory-clock',
  realm: 'directory-realm',
  principal: 'directory-principal',
};

/** AppErrors stay what they are; what is neither is `internal`. */
export function directoryError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (cause instanceof LdapError)
    return new AppError(CODES[cause.trouble], { detail: cause.message }, { cause });
  if (cause instanceof FilterProblem)
    return new AppError('directory-filter', { detail: cause.message }, { cause });
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return new AppError('directory-unreachable', { detail: 'it did not answer in time' }, { cause });
  return new AppError(
    'internal',
    { detail: cause instanceof Error ? cause.message : String(cause) },
    { cause },
  );
}

/** As an administrator reads it. */
export function sentenceOf(cause: unknown): string {
  const { code, values } = directoryError(cause);
  return fillSentence(ERRORS[code].user, values);
}

/** True when asking again later may go well: the directory is away, and nothing is wrong with what it was asked. */
export const isAway = (cause: unknown): boolean => directoryError(cause).code === 'directory-unreachable';
