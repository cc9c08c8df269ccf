// Every setting of the system, by the part that owns it. Explicit list: a new part adds its group here.
import { backupSettings } from './backup-settings.ts';
import { defineSettings, type SettingsOf } from './define-settings.ts';
import { mailSettings } from './mail-settings.ts';
import { optionSettings } from './option-settings.ts';
import { openIdSettings, reportSettings, secureSettings, signInSettings } from './people-settings.ts';
import { presenceSettings } from './presence-settings.ts';
import { printSettings } from './print-settings.ts';
import { pushSettings } from './push-settings.ts';

export const siteSettings = defineSettings('site', 'Site', {
  name: {
    type: 'text',
    default: 'Platen',
    maxLength: 60,
    label: 'Name of this site',
    help: 'Shown on panels, in the portal and in the console.',
  },
  language: {
    type: 'choice',
    default: 'en',
    choices: {
      en: 'English',
      de: 'Deutsch',
      fr: 'Français',
      es: 'Español',
      it: 'Italiano',
      pt: 'Português',
      nl: 'Nederlands',
      pl: 'Polski',
      ja: '日本語',
      zh: '简体中文',
      ar: 'العربية',
    },
    label: 'Language of this site',
    help: 'For panels and the portal where a browser asks for none, and for mail to people whose own language is not known.',
  },
  places: {
    type: 'text',
    default: '',
    maxLength: 20_000,
    multiline: true,
    label: 'Where the sites are',
    help: 'For "nearest first" on phones: one site a line, as the printers have it, with its latitude and longitude, such as Northgate: 52.5200, 13.4050. Phones work out the distances themselves.',
  },
  trainingPrinter: {
    type: 'boolean',
    default: false,
    label: 'Training printer',
    help: 'A printer inside this server that keeps what it prints as files, for trying things out. Takes effect at the next start.',
  },
  panelOverHttp: {
    needs: '!secure.passwordEntry',
    type: 'boolean',
    default: false,
    label: 'Panels may use plain HTTP',
    help: 'Only for devices whose browser cannot do HTTPS. Codes then cross the network unprotected. Has an effect only while "Secure password entry" is off, and each printer must be allowed as well.',
  },
  portalOverHttp: {
    needs: '!secure.passwordEntry',
    type: 'boolean',
    default: false,
    label: 'Portal and console may use plain HTTP',
    help: 'Leave off: plain HTTP is then sent on to HTTPS. Has an effect only while "Secure password entry" is off.',
  },
});

export const codeSettings = defineSettings('codes', 'Confirmation codes', {
  minLength: {
    type: 'number',
    default: 8,
    min: 8,
    max: 16,
    integer: true,
    unit: 'digits',
    label: 'Shortest code',
    help: 'Codes grow by themselves with the number of users; they are never shorter than this.',
  },
  wrongPerDay: {
    type: 'number',
    default: 100,
    min: 10,
    max: 100_000,
    integer: true,
    unit: 'tries',
    label: 'Wrong codes per day, whole site',
    help: 'After this many wrong codes on one day, panels ask for the email address too until the next day.',
  },
  hitsPerMillionDays: {
    type: 'number',
    default: 1,
    min: 0.001,
    max: 1000,
    unit: 'in a million',
    label: 'Accepted chance of a lucky guess per day',
    help: 'Together with the two numbers above this decides how long new codes are.',
  },
  wrongPerPanel: {
    type: 'number',
    default: 5,
    min: 1,
    max: 100,
    integer: true,
    unit: 'tries',
    label: 'Wrong codes in a row on one panel',
    help: 'Then that panel waits a minute, and twice as long each time after.',
  },
  wrongPerNetwork: {
    type: 'number',
    default: 20,
    min: 1,
    max: 1000,
    integer: true,
    unit: 'tries',
    label: 'Wrong codes in a row from one network',
    help: 'Counted per /24 (IPv4) or /56 (IPv6). Then panels there ask for the email address too.',
  },
});

export const panelSettings = defineSettings('panel', 'Panel', {
  hideCode: {
    type: 'boolean',
    default: false,
    label: 'Hide the code while it is typed',
    help: 'Shows dots instead of digits.',
  },
  maskTitles: {
    type: 'boolean',
    default: false,
    label: 'Mask document titles',
    help: 'Shows kind and time of a document instead of its title.',
  },
  idleSeconds: {
    type: 'number',
    default: 60,
    min: 20,
    max: 600,
    integer: true,
    unit: 'seconds',
    label: 'Sign out after',
    help: 'Without a touch. Never while pages are being printed.',
  },
  warnSeconds: {
    type: 'number',
    default: 20,
    min: 5,
    max: 60,
    integer: true,
    unit: 'seconds',
    label: 'Warn before that',
    help: 'How long the warning with "I need more time" is shown.',
  },
  address: {
    type: 'text',
    default: '',
    maxLength: 150,
    label: 'Address of this server for panels',
    help: 'What the browsers of devices open, such as https://print.example.org:8443. Empty: worked out from the certificate and the network.',
  },
});

export const documentSettings = defineSettings('documents', 'Documents', {
  maxMegabytes: {
    type: 'number',
    default: 1024,
    min: 1,
    max: 1_000_000,
    integer: true,
    unit: 'MB',
    label: 'Largest document',
    help: 'Counted in mebibytes: 1024 is 1 GB.',
  },
  sentTwiceMinutes: {
    type: 'number',
    default: 60,
    min: 0,
    max: 10_080,
    integer: true,
    unit: 'minutes',
    label: 'Sent twice, within',
    help: 'The same document of the same person within this time is offered once, marked "Sent twice", and never printed a second time by itself. 0: not looked for.',
  },
  maxPages: {
    type: 'number',
    default: 500,
    min: 1,
    max: 10_000,
    integer: true,
    unit: 'pages',
    label: 'Most pages',
    help: 'A document with more is refused with a sentence for its sender.',
  },
  maxPrintMegabytes: {
    type: 'number',
    default: 256,
    min: 8,
    max: 4096,
    integer: true,
    unit: 'MB',
    label: 'Largest print document',
    help: 'What conversion makes of a document may be this large.',
  },
  convertSeconds: {
    type: 'number',
    default: 60,
    min: 5,
    max: 900,
    integer: true,
    unit: 'seconds',
    label: 'Longest conversion',
    help: 'A document that takes longer is refused, and its converter is ended.',
  },
  convertMemoryMegabytes: {
    type: 'number',
    default: 1024,
    min: 256,
    max: 16_384,
    integer: true,
    unit: 'MB',
    label: 'Memory of a converter',
    help: 'One that takes more is ended, and its document refused.',
  },
  convertHere: {
    type: 'boolean',
    default: true,
    label: 'Convert on this server',
    help: 'Off: documents wait for a conversion server (platen convert-server).',
  },
  imageMedia: {
    type: 'choice',
    default: 'a4',
    choices: { a4: 'A4', letter: 'Letter' },
    label: 'Paper for pictures',
    help: 'A JPEG or PNG is placed on a page of this size.',
  },
  postScript: {
    type: 'boolean',
    default: false,
    label: 'Take PostScript and EPS',
    help: 'PostScript is a program that runs while it is converted. It runs in the sandbox; still, take it only from people you know.',
  },
  retentionHours: {
    type: 'number',
    default: 24,
    min: 1,
    max: 8760,
    integer: true,
    unit: 'hours',
    label: 'Keep documents that were not printed',
    help: 'Then they are deleted and their key is destroyed.',
  },
  keepPrintedMinutes: {
    type: 'number',
    default: 0,
    min: 0,
    max: 525_600,
    integer: true,
    unit: 'minutes',
    label: 'Keep printed documents',
    help: '0 deletes a document at once when the printer has confirmed it.',
  },
  keepRecordDays: {
    type: 'number',
    default: 90,
    min: 1,
    max: 3650,
    integer: true,
    unit: 'days',
    label: 'Keep the record of a job',
    help: 'Who printed what, where and when, without the document.',
  },
});

export const deliverySettings = defineSettings('delivery', 'Delivery', {
  maxAttempts: {
    type: 'number',
    default: 3,
    min: 1,
    max: 20,
    integer: true,
    unit: 'attempts',
    label: 'Attempts while nothing was printed',
    help: 'A new attempt is made only on proof that the last one printed nothing.',
  },
  unreachableMinutes: {
    type: 'number',
    default: 10,
    min: 1,
    max: 1440,
    integer: true,
    unit: 'minutes',
    label: 'Wait for a printer that went away in the middle',
    help: 'Then a person is asked whether the pages came out.',
  },
  encryptedOnly: {
    type: 'boolean',
    default: false,
    label: 'Only encrypted connections to printers',
    help: 'Addresses other than ipps:// are then not used.',
  },
  protocolOrder: {
    type: 'choice',
    default: 'as-registered',
    choices: {
      'as-registered': 'As set for each printer',
      'surest-first': 'The one that tells most of the end first',
    },
    label: 'Which address of a printer is tried first',
    help: 'Surest first is IPPS, IPP, raw, LPR. The next one is tried when a printer does not answer; never after a wrong certificate.',
  },
  defaultPrinter: {
    type: 'text',
    default: '',
    maxLength: 200,
    label: 'Default printer or queue',
    help: 'Its name or id. It comes first wherever a printer is chosen; empty: none does.',
  },
  fromPortal: {
    type: 'choice',
    default: 'all',
    choices: { all: 'Printers and queues', queues: 'Print queues only', none: 'Nothing' },
    label: 'Print from the portal, without standing at the printer',
    help: 'What is printed from afar lies in the tray until somebody takes it. At a panel everything can always be printed.',
  },
});

export const deviceSettings = defineSettings('devices', 'Printers', {
  snmpCommunity: {
    type: 'text',
    default: 'public',
    maxLength: 64,
    label: 'SNMP community for reading printers',
    help: 'For printers without SNMP access of their own. Empty: they are not asked over SNMP.',
  },
  keepWatch: {
    type: 'boolean',
    default: true,
    label: 'Look at every printer once a minute',
    help: 'Over SNMP, a datagram or two each, so that the state of a printer is known before anybody stands there.',
  },
});

/** In the order in which the console shows them: who and how first, then what is done with documents, then upkeep. */
export const SETTINGS_GROUPS = [
  siteSettings,
  signInSettings,
  codeSettings,
  openIdSettings,
  secureSettings,
  panelSettings,
  presenceSettings,
  documentSettings,
  optionSettings,
  deliverySettings,
  deviceSettings,
  mailSettings,
  printSettings,
  pushSettings,
  reportSettings,
  backupSettings,
] as const;

/** All values, by group: `settings.codes.minLength`. */
export interface Settings {
  readonly site: SettingsOf<typeof siteSettings.settings>;
  readonly codes: SettingsOf<typeof codeSettings.settings>;
  readonly panel: SettingsOf<typeof panelSettings.settings>;
  readonly presence: SettingsOf<typeof presenceSettings.settings>;
  readonly documents: SettingsOf<typeof documentSettings.settings>;
  readonly options: SettingsOf<typeof optionSettings.settings>;
  readonly delivery: SettingsOf<typeof deliverySettings.settings>;
  readonly devices: SettingsOf<typeof deviceSettings.settings>;
  readonly mail: SettingsOf<typeof mailSettings.settings>;
  readonly print: SettingsOf<typeof printSettings.settings>;
  readonly push: SettingsOf<typeof pushSettings.settings>;
  readonly signIn: SettingsOf<typeof signInSettings.settings>;
  readonly openId: SettingsOf<typeof openIdSettings.settings>;
  readonly secure: SettingsOf<typeof secureSettings.settings>;
  readonly reports: SettingsOf<typeof reportSettings.settings>;
  readonly backup: SettingsOf<typeof backupSettings.settings>;
}
