// Mail in English.
import type { MailWords } from './mail-text.ts';

const documents = (n: number): string => (n === 1 ? '1 document' : `${n} documents`);
const them = (n: number, one: string, many: string): string => (n === 1 ? one : many);

export const en: MailWords = {
  language: 'en',
  tag: 'en-GB',
  // The error table speaks English.
  pages: (n) => (n === 1 ? '1 page' : `${n} pages`),
  copies: (n) => `${n} copies`,
  quote: (text) => `“${text}”`,
  more: (n) => `And ${n} more.`,
  plainMail: (to, subject) => `To: ${to}\nSubject: ${subject}`,
  printerHere: '(name of the printer)',
  openPortal: 'Open your documents',
  footer: (site) => `Written by ${site}, the print server. Nobody reads answers to this message.`,
  report: {
    subjectReady: (what) => `Ready to print: ${what}`,
    subjectMaking: (what) => `Received: ${what}`,
    subjectPrinting: (what, printer) => `Printing at ${printer}: ${what}`,
    subjectConfirm: (what) => `Please confirm: ${what}`,
    subjectNothing: (subject) => `Not printed: ${subject}`,
    documents,
    ready: (n) => them(n, 'Your document is ready to print.', `Your ${documents(n)} are ready to print.`),
    making: (n) =>
      them(
        n,
        'Your document has arrived. It is being made ready.',
        `Your ${documents(n)} have arrived. They are being made ready.`,
      ),
    someMaking: (n) => `${them(n, 'One more is', `${n} more are`)} being made ready.`,
    printing: (n, printer) =>
      them(n, `Your document is printed at ${printer}.`, `Your ${documents(n)} are printed at ${printer}.`),
    notThere: (printer) => `Not printed at ${printer} right away:`,
    nothing: 'Nothing of your message could be printed.',
    confirm: (n) => them(n, 'Did you send this document?', `Did you send these ${documents(n)}?`),
    confirmButton: 'Yes, it was me',
    confirmHint:
      'It is not certain that the message came from you, so what was in it waits. Press, and send the message that opens as it is. If it was not you, do nothing: what waits is deleted by itself.',
    confirmBody: 'Send this message as it is.',
    yourCode: 'Your code',
    codeHint: 'Type it at any printer.',
    stillMaking: 'Still being prepared',
    locked: 'Locked with a password. Open your documents and type it there.',
    isPrinting: 'Being printed',
    printed: 'Printed',
    uncertain: 'Sent to the printer, but it is not certain that it came out. Please look.',
    gone: 'No longer here',
    cannot: 'Cannot be printed.',
    duplicate: (title, when) =>
      `The same as “${title}” of ${when}, which is still waiting. Print one of them.`,
    refusedHead: (n) => them(n, 'This could not be taken', 'These could not be taken'),
    leftOut: (what) => `Left out: ${what}`,
    left: {
      'signature-picture': 'picture of a signature',
      'tracking-picture': 'invisible picture',
      'picture-of-text': 'picture that belongs to the text',
      'contact-card': 'business card',
      calendar: 'invitation',
      signature: 'electronic signature',
      'for-programs': 'part for programs',
      text: 'text of the message',
    },
    unknown: (words) => `Not understood in your subject: ${words}.`,
    example: (words) => `You may add how to print, for example: ${words}`,
    printHead: 'Or print by mail',
    printHint: 'A message opens. Write the name of the printer at the end of its subject and send it.',
    printBody: 'Write the name of the printer at the end of the subject, then send this message.',
    printOne: 'Print by mail',
    printAll: (n) => `Print all ${n} by mail`,
    newCode: 'Get a new code',
    newCodeBody: 'Send this message as it is. You get a new code; the old one ends.',
    kept: (when) => `Kept until ${when}, then deleted.`,
  },
  release: {
    subjectPrinting: (printer) => `Printing at ${printer}`,
    subjectPartly: (printer) => `Printing in part at ${printer}`,
    subjectNot: 'Not printed',
    printing: (n, printer) =>
      them(n, `Your document comes out at ${printer}.`, `${documents(n)} come out at ${printer}.`),
    nothing: (printer) => (printer === '' ? 'Nothing was printed.' : `Nothing was printed at ${printer}.`),
    problem: {
      'key-unknown': () => 'This link is not known here. Use the one in the newest answer.',
      'key-expired': () => 'This link is too old. The document is gone; send it again.',
      'key-used': () => 'This link was used already.',
      'too-many-tries': (_, minutes) =>
        `Too many wrong links came from your address. Try again in ${them(minutes, 'a minute', `${minutes} minutes`)}.`,
      'printer-missing': () =>
        'There was no printer in the subject. Write its name at the end of the subject.',
      'printer-unknown': (asked) => `No printer is called “${asked}”.`,
      'printer-ambiguous': (asked) => `More than one printer is called “${asked}”.`,
      'printer-not-allowed': (asked) => `${asked} does not print by mail. Go there and type your code.`,
      'printer-off': (asked) => `${asked} is switched off for printing. Choose another one.`,
      'accounting-needed': (asked) =>
        `${asked} asks for accounting data first. Print there once with your code.`,
      'switched-off': () => 'Printing by mail is switched off here. Type your code at a printer.',
      'nothing-held': () => 'None of your documents is waiting any more.',
    },
    state: {
      'when-ready': 'Prints as soon as it is ready',
      printing: 'Being printed',
      printed: 'Printed',
      uncertain: 'Sent to the printer, but it is not certain that it came out. Please look.',
    },
    why: {
      gone: 'Not printed: deleted, or kept too long.',
      busy: 'Not printed: it is being printed elsewhere.',
      'not-ready': 'Not printed: it is still being prepared. Try again in a minute.',
      locked: 'Not printed: it is locked with a password.',
      refused: 'It cannot be printed.',
      'no-pages': 'Not printed: it does not have the pages you asked for.',
      twice: 'The same document as another one here: printed once.',
      findings: 'Not printed. It is still waiting for you.',
      'came-back': 'Not printed: the printer gave it back. It is still waiting for you.',
      cancelled: 'Cancelled.',
    },
    nearest: (printer) => `This one can: ${printer}`,
    candidates: 'Write one of these:',
    write: (call) => `Write “${call}”`,
    linkStays: 'Nothing is lost: your link still works.',
    unknown: (words) => `Printed without what was not understood in your subject: ${words}.`,
  },
  code: {
    subject: {
      new: (site) => `Your code for ${site}`,
      asked: (site) => `Your code for ${site}`,
      renewed: (site) => `Your new code for ${site}`,
    },
    headline: {
      new: (site) => `Welcome to ${site}.`,
      asked: () => 'Here is your code.',
      renewed: () => 'Here is your new code. The old one has ended.',
    },
    how: 'Type it at any printer: your documents are waiting there.',
    mailDocuments: (address) => `Send documents to ${address}, attached to a message.`,
    secret: 'Whoever knows it can print your documents. Keep it to yourself.',
  },
  signIn: {
    subject: (site) => `Signing in to ${site}`,
    headline: (site) => `Sign in to ${site} with this code.`,
    label: 'Code to sign in',
    how: (minutes) => `Type it where you asked for it. It is good for ${minutes} minutes, once.`,
    notYou:
      'If you did not ask for it, do nothing. Nobody gets in without it. Give it to nobody, whoever asks.',
  },
  trouble: {
    subject: (title, n) => (n === 1 ? `Cannot be printed: ${title}` : `Cannot be printed: ${documents(n)}`),
    headline: (n) =>
      them(
        n,
        'A document of yours turned out not to be printable.',
        'Documents of yours turned out not to be printable.',
      ),
  },
  notAllowed: {
    subject: (subject) => `Not printed: ${subject}`,
    headline: 'Your message was not printed.',
    waits: 'Your message is waiting.',
    subjectWaits: (subject) => `Waiting: ${subject}`,
    notKept: 'Nothing of it was kept.',
  },
  alert: {
    subject: {
      account: (what) => `Mail account “${what}” does not work`,
      quarantine: () => 'A message was set aside',
      'sender-waits': (what) => `Wants to print: ${what}`,
      over: (what) => `Mail account “${what}” works again`,
      attack: (what) => `Somebody is guessing codes: ${what}`,
      certificate: (what) => `Certificate of “${what}” needs attention`,
    },
    headline: {
      account: (what) => `The mail account “${what}” does not work.`,
      quarantine: () => 'A message could not be read and was set aside.',
      'sender-waits': (what) => `${what} wants to print by mail.`,
      over: (what) => `The mail account “${what}” works again.`,
      attack: (what) => `Somebody is guessing codes at ${what}.`,
      certificate: (what) => `The certificate of “${what}” needs attention.`,
    },
    next: {
      account: 'It is tried again, less and less often. You are told once, and when it is over.',
      quarantine: 'Three tries failed. The message is still on its server; look at it in the console.',
      'sender-waits': 'Their message waits on its server until you allow or block the address.',
      over: 'What was waiting is being worked off.',
      attack:
        'Nobody is locked out: who is guessing has to wait longer and longer, and codes are long enough for that. Look at the place, and at the numbers in the console.',
      certificate:
        'Upload another one, or have it renewed by an authority, in the console under Security, Certificate.',
    },
    from: (sender) => `From: ${sender}`,
    about: (subject) => `Subject: ${subject}`,
    openConsole: 'Open the console',
  },
};
