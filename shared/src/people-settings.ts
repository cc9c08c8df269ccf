// The settings of who people are: how they sign in at panels, portal and console, and how long they stay signed in.
import { defineSettings } from './define-settings.ts';

export const signInSettings = defineSettings('signIn', 'Signing in', {
  panelCode: {
    type: 'choice',
    default: 'code',
    choices: {
      code: 'The code alone',
      'email-and-code': 'Email address and code',
      off: 'Not by code',
    },
    label: 'At panels, by code',
    help: 'The code alone is quickest. It is made long enough that guessing is hopeless.',
  },
  panelDirectory: {
    type: 'boolean',
    default: false,
    label: 'At panels, by directory user and password',
    help: 'Asked of the directories in their order. The password crosses the network only over TLS.',
  },
  panelCard: {
    type: 'boolean',
    default: false,
    label: 'At panels, by card',
    help: 'Where the device hands over the number of the card.',
  },
  cardPin: {
    type: 'boolean',
    default: false,
    label: 'Card and code together',
    help: 'A card alone is not enough: its owner types the code, too.',
  },
  cardEnrol: {
    type: 'boolean',
    default: true,
    label: 'People enrol their own card',
    help: 'Somebody with an unknown card signs in once another way, and the card is theirs from then on.',
  },
  guests: {
    type: 'boolean',
    default: false,
    label: 'Guests',
    help: 'The help desk gives out guest codes with limits of their own. Guests never see each other.',
  },
  guestHours: {
    type: 'number',
    default: 24,
    min: 1,
    max: 720,
    integer: true,
    unit: 'hours',
    label: 'A guest code is good for',
    help: 'Then it ends, and what the guest did not print is deleted.',
  },
  guestPages: {
    type: 'number',
    default: 50,
    min: 1,
    max: 10_000,
    integer: true,
    unit: 'pages',
    label: 'Pages a guest may print',
    help: 'Counted as printed sides.',
  },
  portalMailedCode: {
    type: 'boolean',
    default: true,
    label: 'In the portal, by a code that is mailed',
    help: 'Email address and company code, then the code from the mail.',
  },
  portalDirectory: {
    type: 'boolean',
    default: true,
    label: 'In the portal, by directory password',
    help: 'Where a directory allows signing in.',
  },
  portalOwnCode: {
    type: 'boolean',
    default: true,
    label: 'In the portal, by email address and confirmation code',
    help: 'The code that people type at printers.',
  },
  portalHours: {
    type: 'number',
    default: 12,
    min: 1,
    max: 720,
    integer: true,
    unit: 'hours',
    label: 'Portal: signed out after',
    help: 'Without use. Being used renews it silently.',
  },
  portalStayDays: {
    type: 'number',
    default: 30,
    min: 0,
    max: 365,
    integer: true,
    unit: 'days',
    label: 'Portal: "stay signed in" lasts',
    help: '0 takes the choice away.',
  },
  portalMostDays: {
    type: 'number',
    default: 90,
    min: 1,
    max: 3650,
    integer: true,
    unit: 'days',
    label: 'Portal: sign in anew after',
    help: 'However often it was used.',
  },
  consoleHours: {
    type: 'number',
    default: 12,
    min: 1,
    max: 168,
    integer: true,
    unit: 'hours',
    label: 'Console: signed out after',
    help: 'Without use.',
  },
  secondFactor: {
    type: 'choice',
    default: 'optional',
    choices: {
      optional: 'Each administrator decides',
      required: 'Needed: without one only an account can be set up',
    },
    label: 'Second factor of administrators',
    help: 'An authenticator app (TOTP) or a passkey.',
  },
});

export const openIdSettings = defineSettings('openId', 'Single sign-on (OpenID Connect)', {
  issuer: {
    type: 'text',
    default: '',
    maxLength: 500,
    label: 'Issuer',
    help: 'Address of the provider, such as https://login.example.org/realms/staff. Empty: off.',
  },
  clientId: {
    type: 'text',
    default: '',
    maxLength: 200,
    label: 'Client ID',
    help: 'As the provider names this server.',
  },
  name: {
    type: 'text',
    default: '',
    maxLength: 60,
    label: 'Name on the button',
    help: 'Such as "Northgate account".',
  },
  forPortal: {
    type: 'boolean',
    default: true,
    label: 'For the portal',
    help: 'A person who is new here gets an account, unless the lists of mail say no.',
  },
  forConsole: {
    type: 'boolean',
    default: false,
    label: 'For the console',
    help: 'Only for administrators that are linked with their account at the provider.',
  },
});

export const secureSettings = defineSettings('secure', 'Security of the wire', {
  passwordEntry: {
    type: 'boolean',
    default: true,
    label: 'Secure password entry',
    help: 'No password and no code is taken over plain HTTP. Switched off, panels that are allowed to use plain HTTP take codes over it.',
  },
  channel: {
    type: 'boolean',
    default: false,
    label: 'Require secure channel',
    help: 'Everything over TLS: plain HTTP only sends on to HTTPS, and no panel may use it.',
  },
  acmeDirectory: {
    type: 'text',
    default: '',
    maxLength: 500,
    label: 'ACME directory',
    help: 'Address of the authority that renews the certificate by itself. Empty: off.',
  },
  acmeEmail: {
    type: 'text',
    default: '',
    maxLength: 254,
    label: 'Address for the authority',
    help: 'Where it writes when something is wrong.',
  },
});

export const reportSettings = defineSettings('reports', 'Reports', {
  keepDays: {
    type: 'number',
    default: 730,
    min: 1,
    max: 3650,
    integer: true,
    unit: 'days',
    label: 'Keep records of printed documents',
    help: 'Who printed how much, when and where; never titles. Sums by day stay.',
  },
});
