// The settings of mail: who may send, what is taken of a message, what is answered and how often.
import { defineSettings } from './define-settings.ts';

export const mailSettings = defineSettings('mail', 'Mail', {
  whoMaySend: {
    type: 'choice',
    default: 'approval',
    choices: {
      anyone: 'Anyone',
      known: 'People with an account, and those in the directory',
      approval: 'The same; others wait for your approval',
    },
    label: 'Who may print by mail',
    help: 'The block-list always wins, the allow-list comes next. Nothing of a sender who may not print is stored.',
  },
  trust: {
    type: 'choice',
    default: 'verified',
    choices: {
      verified: 'Only senders that the mail server vouches for (DMARC, SPF, DKIM)',
      confirm: 'Others too, but their documents wait until they have confirmed by mail',
      everyone: 'Believe every sender address',
    },
    label: 'How a sender is known',
    help: 'The mail server says in Authentication-Results whether a message really comes from its sender; its name is set at the mailbox.',
  },
  body: {
    type: 'choice',
    default: 'alone',
    choices: {
      alone: 'Only when nothing is attached',
      always: 'Always, as a document of its own',
      never: 'Never',
    },
    label: 'Print the text of a message',
    help: 'As one clean document with its pictures.',
  },
  answerRefused: {
    type: 'boolean',
    default: false,
    label: 'Answer senders who may not print',
    help: 'At most once a day. Leave off: the answer may reach somebody whose address was abused.',
  },
  answersPerDay: {
    type: 'number',
    default: 100,
    min: 1,
    max: 10_000,
    integer: true,
    unit: 'messages',
    label: 'Answers per address and day',
    help: 'Two systems that answer each other stop here at the latest.',
  },
  codesPerDay: {
    type: 'number',
    default: 5,
    min: 1,
    max: 100,
    integer: true,
    unit: 'messages',
    label: 'Codes mailed per person and day',
    help: 'When somebody asks for their code or a new one.',
  },
  codeInAnswers: {
    type: 'boolean',
    default: true,
    label: 'Write the code into answers',
    help: 'Off: it is mailed once, when the account is made, and when it is asked for.',
  },
  releaseByMail: {
    type: 'boolean',
    default: true,
    label: 'Printing by mail',
    help: 'Answers hold links that print at a printer named in the subject.',
  },
  directPrint: {
    type: 'boolean',
    default: false,
    label: 'Print at once when the subject names a printer',
    help: 'Only printers that are allowed for it, and only for senders that the mail server vouches for.',
  },
  alertAddress: {
    type: 'text',
    default: '',
    maxLength: 254,
    label: 'Mail address of the administrator',
    help: 'Told once of a mailbox that cannot be read or a message that was set aside.',
  },
  language: {
    type: 'choice',
    default: 'en',
    choices: { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', it: 'Italiano' },
    label: 'Language of mail',
    help: 'For people whose own language is not known.',
  },
  publicAddress: {
    type: 'text',
    default: '',
    maxLength: 150,
    label: 'Address of this server in mail',
    help: 'What people open from a message, such as https://print.example.org:8443. Empty: worked out from the certificate and the network.',
  },
});
