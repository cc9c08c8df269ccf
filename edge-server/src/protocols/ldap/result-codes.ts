// What a result that is not success means (RFC 4511 appendix A), with Active Directory's own words behind it ([MS-ADTS] 3.1.1.3.1.5.2:
// `data 52e` in the diagnostic message).
import { cleanText } from '../ipp/clean-text.ts';
import { LdapError, type LdapTrouble } from './ldap-error.ts';

export const RESULT = { success: 0, timeLimit: 3, sizeLimit: 4, referral: 10, adminLimit: 11 } as const;

const MEANINGS: Readonly<Record<number, readonly [LdapTrouble, string]>> = {
  // Active Directory: "a successful bind must be completed".
  1: ['forbidden', 'the directory wants a sign-in first'],
  2: ['protocol', 'the directory did not understand the request'],
  7: ['refused', 'the directory does not allow this way of signing in'],
  8: ['insecure', 'the directory demands an encrypted connection'],
  13: ['insecure', 'the directory demands an encrypted connection'],
  32: ['no-such-base', 'this container does not exist'],
  34: ['no-such-base', 'this is no name of a container'],
  48: ['refused', 'the directory does not allow this way of signing in'],
  49: ['refused', 'name or password is wrong'],
  50: ['forbidden', 'the account may not search here'],
  51: ['unreachable', 'the directory is busy'],
  52: ['unreachable', 'the directory is not available at the moment'],
  53: ['refused', 'the directory is unwilling to do this'],
};

/** Win32 error codes in hexadecimal. */
const ACTIVE_DIRECTORY: Readonly<Record<string, readonly [LdapTrouble, string]>> = {
  '525': ['refused', 'name or password is wrong'],
  '52e': ['refused', 'name or password is wrong'],
  '530': ['locked', 'the account may not sign in at this time'],
  '531': ['locked', 'the account may not sign in from here'],
  '532': ['locked', 'the password of the account has expired'],
  '533': ['locked', 'the account is switched off'],
  '701': ['locked', 'the account has expired'],
  '773': ['locked', 'the password of the account has to be changed first'],
  '775': ['locked', 'the account is locked'],
};

export function resultError(code: number, message: string): LdapError {
  const data = code === 49 ? /\bdata ([0-9a-f]{3})\b/i.exec(message)?.[1]?.toLowerCase() : undefined;
  const known = (data === undefined ? undefined : ACTIVE_DIRECTORY[data]) ?? MEANINGS[code];
  if (known !== undefined) return new LdapError(known[0], known[1]);
  const words = cleanText(message, 200);
  return new LdapError('protocol', `the directory answered ${code}${words === '' ? '' : ` (${words})`}`);
}
