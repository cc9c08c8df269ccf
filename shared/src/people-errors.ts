// The part of the error table that is about people: signing in, administrators, directories, guests, programs with a token.
import type { ErrorFact } from './error-fact.ts';

export const PEOPLE_ERRORS = {
  // Administrators
  'prove-again': {
    status: 403,
    user: 'Please confirm that it is you.',
    operator: 'This needs a person who proved who they are within the last minutes; {who} has not.',
    retry: false,
  },
  'second-factor-needed': {
    status: 403,
    user: 'Set up an authenticator app or a passkey first. This server asks every administrator for a second factor.',
    operator: '{who} has no second factor, and signIn.secondFactor is "required".',
    retry: false,
  },
  'wrong-proof': {
    status: 403,
    user: 'This does not match. Try again.',
    operator: 'Wrong password while proving again who it is.',
    retry: false,
  },
  'wrong-second-factor': {
    status: 403,
    user: 'This code does not match. Wait for the next one and try again.',
    operator: 'Wrong or used code of an authenticator app, or wrong recovery code.',
    retry: false,
  },
  'wrong-recovery-code': {
    status: 403,
    user: 'This recovery code does not match, or was used already.',
    operator: 'Wrong or used recovery code of an administrator.',
    retry: false,
  },
  'sign-in-over': {
    status: 401,
    user: 'That took too long. Please sign in from the start.',
    operator: 'The second step came too late, or was used already.',
    retry: false,
  },
  'link-void': {
    status: 404,
    user: 'This link was used already, or is older than a day. Ask for a new one.',
    operator: 'Unknown, used or expired link of an administrator.',
    retry: false,
  },
  'enrolment-void': {
    status: 409,
    user: 'That took too long. Start again with a new picture.',
    operator: "The enrolment of an authenticator app is too old, or not this server's.",
    retry: false,
  },
  'admin-exists': {
    status: 409,
    user: 'There is already an administrator called {name}.',
    operator: 'Administrator {name} exists.',
    retry: false,
  },
  'too-many-admins': {
    status: 409,
    user: 'There are {most} administrators. Remove some first.',
    operator: 'More than {most} administrators asked for.',
    retry: false,
  },
  'admin-from-directory': {
    status: 409,
    user: '{name} is an administrator by a group of the directory. Password and role are changed there.',
    operator: 'Refused: {name} belongs to a directory.',
    retry: false,
  },
  'last-administrator': {
    status: 409,
    user: '{name} is the last administrator who can do everything. Make somebody else one first.',
    operator: 'Refused: nobody with the role administrator and a password would be left besides {name}.',
    retry: false,
  },
  'no-second-factor': {
    status: 409,
    user: 'Set up an authenticator app or a passkey first.',
    operator: 'Recovery codes were asked for without a second factor.',
    retry: false,
  },
  'passkey-refused': {
    status: 403,
    user: 'This passkey was not accepted. Try another one, or sign in with your password.',
    operator: 'Passkey refused: {detail}',
    retry: false,
  },
  'passkey-void': {
    status: 409,
    user: 'That took too long. Try again.',
    operator: 'The challenge of a passkey is too old, was used, or belongs to another host name.',
    retry: true,
  },
  'passkey-place': {
    status: 409,
    user: 'Passkeys need a host name. Open the console by its name, not by an IP address.',
    operator: 'WebAuthn needs a host name and a secure context.',
    retry: false,
  },
  'too-many-passkeys': {
    status: 409,
    user: 'You have {most} passkeys. Remove one first.',
    operator: 'More than {most} passkeys asked for.',
    retry: false,
  },
  'openid-taken': {
    status: 409,
    user: 'This account is linked with another administrator.',
    operator: 'Two administrators with one account at the OpenID provider.',
    retry: false,
  },
  'openid-unknown': {
    status: 403,
    user: 'No administrator is linked with this account. Sign in with your password, and link it under "My account".',
    operator: 'Single sign-on of somebody who is no administrator here.',
    retry: false,
  },
  // People
  'user-from-directory': {
    status: 409,
    user: 'The directory says who this is. Change it there; the next import brings it here.',
    operator: 'Name, address or department of a directory user was to be changed here.',
    retry: false,
  },
  'csv-unusable': {
    status: 422,
    user: 'This is no list of people: {detail}',
    operator: 'A CSV of users was not usable: {detail}',
    retry: false,
  },
  // Programs that use the API
  'token-scope': {
    status: 422,
    user: 'A program may not hold "{scope}". Choose something else.',
    operator: 'An API token was asked for with {scope}, which is for people only.',
    retry: false,
  },
  'token-name': {
    status: 409,
    user: 'There is a token called "{name}" already. Give this one another name.',
    operator: 'The name {name} of an API token is taken.',
    retry: false,
  },
  'too-many-tokens': {
    status: 409,
    user: 'There are {most} tokens already. Remove one that is not used any more.',
    operator: 'There are {most} API tokens, the most allowed.',
    retry: false,
  },
  // Webhooks
  'webhook-url': {
    status: 422,
    user: 'This address cannot be told of events: {detail}',
    operator: 'A webhook was given an address it may not have: {detail}',
    retry: false,
  },
  'too-many-webhooks': {
    status: 409,
    user: 'There are {most} webhooks already. Remove one that is not used any more.',
    operator: 'There are {most} webhooks, the most allowed.',
    retry: false,
  },
  // Backups
  'backup-running': {
    status: 409,
    user: 'A backup is being made right now. Wait until it is done.',
    operator: 'A second backup was asked for while one is running.',
    retry: true,
  },
  'backup-folder': {
    status: 422,
    user: 'No backup was made: {detail}',
    operator: 'The folder of backups cannot be used: {detail}',
    retry: false,
  },
  'backup-passphrase': {
    status: 422,
    user: 'Give the backup a passphrase of at least {least} characters.',
    operator: 'No usable passphrase for backups. Set one in the console, or write it to the passphrase file.',
    retry: false,
  },
  'backup-failed': {
    status: 500,
    user: 'The backup failed, and nothing of it was kept: {detail}',
    operator: 'Backup failed: {detail}',
    retry: true,
  },
  // Directories: for administrators, and as the state of an import
  'directory-unreachable': {
    status: 503,
    user: 'The directory does not answer: {detail}. Check server, port and firewall.',
    operator: 'Directory unreachable: {detail}',
    retry: true,
  },
  'directory-certificate': {
    status: 422,
    user: 'The directory could not prove who it is: {detail}. Paste the certificate of its authority, or pin its certificate.',
    operator: 'TLS to the directory failed: {detail}',
    retry: false,
  },
  'directory-refused': {
    status: 422,
    user: 'The directory refused the sign-in: {detail}. Check name and password of the account that searches.',
    operator: 'Bind refused: {detail}',
    retry: false,
  },
  'directory-locked': {
    status: 422,
    user: 'The directory refused the sign-in: {detail}. Put the account in order there.',
    operator: 'Bind refused: {detail}',
    retry: false,
  },
  'directory-insecure': {
    status: 422,
    user: 'The connection is not safe enough: {detail}. Choose LDAPS or StartTLS.',
    operator: 'Directory and protection do not fit: {detail}',
    retry: false,
  },
  'directory-forbidden': {
    status: 422,
    user: 'The directory shows nothing: {detail}. Give the account that searches the right to read.',
    operator: 'Search forbidden: {detail}',
    retry: false,
  },
  'directory-base': {
    status: 422,
    user: 'A container was not found: {detail}. Check its distinguished name.',
    operator: 'Search base: {detail}',
    retry: false,
  },
  'directory-filter': {
    status: 422,
    user: 'The filter cannot be understood: {detail}.',
    operator: 'LDAP filter: {detail}',
    retry: false,
  },
  'directory-protocol': {
    status: 503,
    user: 'The directory gave an answer that is not understood: {detail}. Is it an LDAP server, and is this its port?',
    operator: 'LDAP: {detail}',
    retry: true,
  },
  'directory-program': {
    status: 422,
    user: 'Kerberos cannot be used on this server: {detail}. Install it, then try again.',
    operator: 'Missing for GSSAPI: {detail}',
    retry: false,
  },
  'directory-clock': {
    status: 422,
    user: 'Kerberos needs clocks that agree: {detail}. Set the time of this server (NTP), or of the directory.',
    operator: 'Clock skew: {detail}',
    retry: true,
  },
  'directory-realm': {
    status: 422,
    user: 'Kerberos does not work with these settings: {detail}.',
    operator: 'Kerberos realm or service: {detail}',
    retry: false,
  },
  'directory-principal': {
    status: 422,
    user: 'Kerberos refused the sign-in: {detail}. Give the account as name or name@DOMAIN.',
    operator: 'Kerberos principal: {detail}',
    retry: false,
  },
  'directory-no-answer': {
    status: 503,
    user: 'Your address cannot be looked up at the moment. Try again in a few minutes.',
    operator: 'No directory could be asked for an address: {detail}',
    retry: true,
  },
  'directory-importing': {
    status: 409,
    user: 'People of this directory are being imported right now. Wait for its end.',
    operator: 'An import of directory {name} is running.',
    retry: true,
  },
  'directory-off': {
    status: 409,
    user: 'This directory is switched off. Switch it on first.',
    operator: 'Directory {name} is off.',
    retry: false,
  },
  'directory-too-many-off': {
    status: 409,
    user: 'The import stopped: it would switch off {off} of {all} people. If that is right, import once more and say so; if not, check containers and filter.',
    operator: 'Import would switch off {off} of {all}; mostDisabled forbids it.',
    retry: false,
  },
  'directory-cut': {
    status: 422,
    user: 'The directory stopped after {seen} entries at a limit of its own. They were taken; nobody was switched off. Raise the limit there for the account that searches.',
    operator: 'Size or time limit of the directory after {seen} entries.',
    retry: false,
  },
  'directory-empty': {
    status: 422,
    user: 'The directory shows nobody: nothing was changed. Check containers, filter and the rights of the account that searches.',
    operator: 'The import found no entry.',
    retry: false,
  },
  // The server's certificate
  'certificate-unusable': {
    status: 422,
    user: 'This certificate cannot be used. {detail}',
    operator: 'An upload of a certificate was refused: {detail}',
    retry: false,
  },
  'certificate-name': {
    status: 422,
    user: '"{name}" is no name or address that a certificate can carry.',
    operator: 'A request for a certificate had the name {name}.',
    retry: false,
  },
  'https-off': {
    status: 409,
    user: 'HTTPS is switched off on this server. Switch it on first (PLATEN_HTTPS_PORT).',
    operator: 'PLATEN_HTTPS_PORT is off; there is nothing to show a certificate on.',
    retry: false,
  },
  'acme-failed': {
    status: 422,
    user: '{sentence} {detail}',
    operator: 'ACME: {sentence} {detail}',
    retry: true,
  },
  'acme-name': {
    status: 422,
    user: 'An authority that looks over HTTP issues nothing for "{name}". Give full names such as print.example.org.',
    operator: 'ACME was to be set up for {name}.',
    retry: false,
  },
  'acme-terms': {
    status: 409,
    user: 'The authority has other terms by now. Read them and agree once more.',
    operator: 'The terms that were agreed to are not those of the directory.',
    retry: false,
  },
  // Licences
  'licence-unusable': {
    status: 422,
    user: 'This licence cannot be installed: {detail}. The one that is there stays.',
    operator: 'A licence was refused: {detail}.',
    retry: false,
  },
} as const satisfies Readonly<Record<string, ErrorFact>>;
