// How speaking to a directory can fail, in words that say what to do about it. No policy: who is told what is decided by the caller.

/**
 * unreachable: nobody answers, or not in time. certificate: TLS does not verify. refused: name or password. locked: the account itself is
 * switched off, expired or locked. insecure: the server wants more protection than the connection has, or the connection has none at all
 * for a password. forbidden: signed in, but may not search. no-such-base: a container does not exist. protocol: what came is no LDAP, or
 * breaks a limit. program: a program of the system is missing. clock, realm, principal: Kerberos only.
 */
export type LdapTrouble =
  | 'unreachable'
  | 'certificate'
  | 'refused'
  | 'locked'
  | 'insecure'
  | 'forbidden'
  | 'no-such-base'
  | 'protocol'
  | 'program'
  | 'clock'
  | 'realm'
  | 'principal';

export class LdapError extends Error {
  override readonly name = 'LdapError';
  readonly trouble: LdapTrouble;

  /** `message` is one sentence without its full stop; it never holds a password. */
  constructor(trouble: LdapTrouble, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.trouble = trouble;
  }
}
