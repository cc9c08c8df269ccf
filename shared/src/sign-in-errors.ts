// The part of the error table that is about users signing in: ways, cards, mailed codes, single sign-on, guests.
import type { ErrorFact } from './error-fact.ts';

export const SIGN_IN_ERRORS = {
  // Users signing in
  'account-off': {
    status: 403,
    user: 'Your account is switched off. Ask your administrator.',
    operator: 'The account {user} is switched off, or its time as a guest is over.',
    retry: false,
  },
  'account-not-allowed': {
    status: 403,
    user: 'Your address may not print here. Ask your administrator.',
    operator: 'No account was made for {email}: {detail}',
    retry: false,
  },
  'sign-in-way-off': {
    status: 403,
    user: 'Signing in this way is switched off here. Choose another one.',
    operator: 'The way to sign in "{way}" is off in the settings.',
    retry: false,
  },
  'wrong-sign-in': {
    status: 401,
    user: 'User name or password is not right.',
    operator: 'Wrong user name or password of a directory.',
    retry: false,
  },
  'directory-away': {
    status: 503,
    user: 'Your password cannot be checked at the moment. Sign in another way, or try again in a minute.',
    operator: 'No directory could check a password: {detail}',
    retry: true,
  },
  'ticket-nobody': {
    status: 403,
    user: 'You have no account here yet. Sign in to the portal once, then print again.',
    operator:
      'A Kerberos ticket names {principal}, and no account here has that name: import it from the directory, or let the person sign in once.',
    retry: false,
  },
  'kerberos-missing': {
    status: 422,
    user: '{detail}',
    operator: 'print.kerberos was to be switched on: {detail}',
    retry: false,
  },
  'not-an-authority': {
    status: 422,
    user: '{detail}',
    operator: 'print.certificateAuthority was to be changed: {detail}',
    retry: false,
  },
  'password-plain': {
    status: 403,
    user: 'This panel is not connected securely, so no password is taken here. Sign in with your code.',
    operator: 'A password came over plain HTTP from {address}; none is taken there, whatever the settings.',
    retry: false,
  },
  'card-unreadable': {
    status: 422,
    user: 'The card could not be read. Hold it to the reader again.',
    operator: 'The device handed over something that is no number of a card.',
    retry: false,
  },
  'card-unknown': {
    status: 401,
    user: 'This card is not known here. {next}',
    operator: 'No user has this card.',
    retry: false,
  },
  'card-needs-code': {
    status: 401,
    user: 'Now type your code.',
    operator: 'The card is known; signIn.cardPin asks for the code as well.',
    retry: false,
  },
  'device-sign-in-off': {
    status: 403,
    user: 'Your sign-in at this device does not count here. Sign in below.',
    operator:
      'A panel told who is signed in at its device, and the sheet of printer {printer} does not say that this is believed.',
    retry: false,
  },
  'device-elsewhere': {
    status: 403,
    user: 'Your sign-in at this device could not be checked. Sign in below.',
    operator:
      "{address} told who is signed in at {printer}, but it is not the address of that printer. Its panel was opened elsewhere, the printer's address is wrong, or something between changes addresses.",
    retry: false,
  },
  'device-nobody': {
    status: 401,
    user: 'Your name at this device is not known here. Sign in below.',
    operator: 'The name that a device told belongs to no account, or to more than one.',
    retry: false,
  },
  'company-code-wrong': {
    status: 401,
    user: 'This is not the company code. It has six letters and digits; your help desk knows it.',
    operator: 'Wrong company code.',
    retry: false,
  },
  'mailed-code-wrong': {
    status: 401,
    user: 'This is not the code that we mailed you, or its time is up. Look at the newest mail.',
    operator: 'Wrong or expired mailed code.',
    retry: false,
  },
  'mailed-code-void': {
    status: 401,
    user: 'This code does not work any more. Have a new one mailed to you.',
    operator: 'A mailed code was used, has expired, or was mistyped too often.',
    retry: false,
  },
  'code-needs-mail': {
    status: 429,
    user: 'Too many wrong codes or PINs of this length were typed today. Sign in with your code from our mail, or have a new one mailed.',
    operator:
      'The budget of the site for wrong codes with an address is used up: unknown browsers need another way until tomorrow (UTC).',
    retry: true,
  },
  // Guests
  'guests-off': {
    status: 403,
    user: 'Guests are switched off. Switch them on in the settings first.',
    operator: 'signIn.guests is off.',
    retry: false,
  },
  'guest-pages': {
    status: 403,
    user: 'This would be {pages}, and you may print {left} more. Choose fewer, or ask at the desk.',
    operator: 'Guest {user} has {left} of {most} pages left and asked for {pages}.',
    retry: false,
  },
  // Single sign-on
  'open-id-off': {
    status: 403,
    user: 'Single sign-on is not set up here. Sign in another way.',
    operator: 'OpenID Connect is off for the {surface}, or its settings are not complete.',
    retry: false,
  },
  'open-id-away': {
    status: 503,
    user: 'The sign-in service does not answer. Sign in another way, or try again in a minute.',
    operator: 'The OpenID provider {issuer} failed: {detail}',
    retry: true,
  },
  'open-id-refused': {
    status: 401,
    user: 'The sign-in did not work. Start again.',
    operator: 'OpenID sign-in refused: {detail}',
    retry: false,
  },
  'open-id-email': {
    status: 403,
    user: 'Your account there has no confirmed email address, so we cannot tell whose documents are yours. Ask your administrator.',
    operator: 'The id_token of {issuer} carries no email with email_verified true.',
    retry: false,
  },
} as const satisfies Readonly<Record<string, ErrorFact>>;
