// Mail in German.
import type { MailWords } from './mail-text.ts';

const documents = (n: number): string => (n === 1 ? '1 Dokument' : `${n} Dokumente`);
const them = (n: number, one: string, many: string): string => (n === 1 ? one : many);

export const de: MailWords = {
  language: 'de',
  tag: 'de-DE',
  pages: (n) => (n === 1 ? '1 Seite' : `${n} Seiten`),
  copies: (n) => `${n} Kopien`,
  quote: (text) => `„${text}“`,
  more: (n) => `Und ${n} weitere.`,
  plainMail: (to, subject) => `An: ${to}\nBetreff: ${subject}`,
  printerHere: '(Name des Druckers)',
  openPortal: 'Meine Dokumente öffnen',
  footer: (site) => `Geschrieben von ${site}, dem Druckserver. Antworten auf diese Nachricht liest niemand.`,
  report: {
    subjectReady: (what) => `Druckbereit: ${what}`,
    subjectMaking: (what) => `Angekommen: ${what}`,
    subjectPrinting: (what, printer) => `Wird gedruckt an ${printer}: ${what}`,
    subjectConfirm: (what) => `Bitte bestätigen: ${what}`,
    subjectNothing: (subject) => `Nicht gedruckt: ${subject}`,
    documents,
    ready: (n) => them(n, 'Ihr Dokument ist druckbereit.', `Ihre ${documents(n)} sind druckbereit.`),
    making: (n) =>
      them(
        n,
        'Ihr Dokument ist angekommen und wird vorbereitet.',
        `Ihre ${documents(n)} sind angekommen und werden vorbereitet.`,
      ),
    someMaking: (n) => them(n, 'Eines wird noch vorbereitet.', `${n} weitere werden noch vorbereitet.`),
    printing: (n, printer) =>
      them(
        n,
        `Ihr Dokument wird an ${printer} gedruckt.`,
        `Ihre ${documents(n)} werden an ${printer} gedruckt.`,
      ),
    notThere: (printer) => `Nicht sofort an ${printer} gedruckt:`,
    nothing: 'Nichts aus Ihrer Nachricht konnte gedruckt werden.',
    confirm: (n) =>
      them(n, 'Haben Sie dieses Dokument gesendet?', `Haben Sie diese ${documents(n)} gesendet?`),
    confirmButton: 'Ja, das war ich',
    confirmHint:
      'Es ist nicht sicher, dass die Nachricht von Ihnen kam, deshalb wartet ihr Inhalt. Drücken Sie hier und senden Sie die Nachricht, die sich öffnet, wie sie ist. Waren Sie es nicht, tun Sie nichts: was wartet, wird von selbst gelöscht.',
    confirmBody: 'Senden Sie diese Nachricht, wie sie ist.',
    yourCode: 'Ihr Code',
    codeHint: 'Tippen Sie ihn an einem beliebigen Drucker ein.',
    stillMaking: 'Wird noch vorbereitet',
    locked: 'Mit einem Passwort gesperrt. Öffnen Sie Ihre Dokumente und geben Sie es dort ein.',
    isPrinting: 'Wird gedruckt',
    printed: 'Gedruckt',
    uncertain: 'An den Drucker gesendet, aber es ist nicht sicher, ob es herauskam. Bitte sehen Sie nach.',
    gone: 'Nicht mehr da',
    cannot: 'Kann nicht gedruckt werden.',
    duplicate: (title, when) =>
      `Dasselbe wie „${title}“ von ${when}, das noch wartet. Drucken Sie nur eines davon.`,
    refusedHead: () => 'Das konnte nicht angenommen werden',
    leftOut: (what) => `Weggelassen: ${what}`,
    left: {
      'signature-picture': 'Bild einer Signatur',
      'tracking-picture': 'unsichtbares Bild',
      'picture-of-text': 'Bild im Text',
      'contact-card': 'Visitenkarte',
      calendar: 'Einladung',
      signature: 'elektronische Signatur',
      'for-programs': 'Teil für Programme',
      text: 'Text der Nachricht',
    },
    unknown: (words) => `In Ihrem Betreff nicht verstanden: ${words}.`,
    example: (words) => `Sie können dazuschreiben, wie gedruckt wird, zum Beispiel: ${words}`,
    printHead: 'Oder per Mail drucken',
    printHint:
      'Eine Nachricht öffnet sich. Schreiben Sie den Namen des Druckers ans Ende des Betreffs und senden Sie sie.',
    printBody: 'Schreiben Sie den Namen des Druckers ans Ende des Betreffs und senden Sie diese Nachricht.',
    printOne: 'Per Mail drucken',
    printAll: (n) => `Alle ${n} per Mail drucken`,
    newCode: 'Neuen Code anfordern',
    newCodeBody:
      'Senden Sie diese Nachricht, wie sie ist. Sie bekommen einen neuen Code; der alte gilt dann nicht mehr.',
    kept: (when) => `Aufbewahrt bis ${when}, danach gelöscht.`,
  },
  release: {
    subjectPrinting: (printer) => `Wird gedruckt an ${printer}`,
    subjectPartly: (printer) => `Zum Teil gedruckt an ${printer}`,
    subjectNot: 'Nicht gedruckt',
    printing: (n, printer) =>
      them(n, `Ihr Dokument kommt an ${printer} heraus.`, `${documents(n)} kommen an ${printer} heraus.`),
    nothing: (printer) =>
      printer === '' ? 'Es wurde nichts gedruckt.' : `An ${printer} wurde nichts gedruckt.`,
    problem: {
      'key-unknown': () => 'Dieser Link ist hier nicht bekannt. Nehmen Sie den aus der neuesten Antwort.',
      'key-expired': () =>
        'Dieser Link ist zu alt. Das Dokument ist nicht mehr da; senden Sie es noch einmal.',
      'key-used': () => 'Dieser Link wurde schon benutzt.',
      'too-many-tries': (_, minutes) =>
        `Von Ihrer Adresse kamen zu viele falsche Links. Versuchen Sie es in ${them(minutes, 'einer Minute', `${minutes} Minuten`)} noch einmal.`,
      'printer-missing': () =>
        'Im Betreff stand kein Drucker. Schreiben Sie seinen Namen ans Ende des Betreffs.',
      'printer-unknown': (asked) => `Kein Drucker heißt „${asked}“.`,
      'printer-ambiguous': (asked) => `Mehr als ein Drucker heißt „${asked}“.`,
      'printer-not-allowed': (asked) => `${asked} druckt nicht per Mail. Tippen Sie dort Ihren Code ein.`,
      'printer-off': (asked) => `An ${asked} ist das Drucken abgeschaltet. Wählen Sie einen anderen.`,
      'accounting-needed': (asked) =>
        `${asked} fragt erst nach Abrechnungsdaten. Drucken Sie dort einmal mit Ihrem Code.`,
      'switched-off': () =>
        'Drucken per Mail ist hier abgeschaltet. Tippen Sie Ihren Code an einem Drucker ein.',
      'nothing-held': () => 'Keines Ihrer Dokumente wartet mehr.',
    },
    state: {
      'when-ready': 'Wird gedruckt, sobald es bereit ist',
      printing: 'Wird gedruckt',
      printed: 'Gedruckt',
      uncertain: 'An den Drucker gesendet, aber es ist nicht sicher, ob es herauskam. Bitte sehen Sie nach.',
    },
    why: {
      gone: 'Nicht gedruckt: gelöscht oder zu lange aufbewahrt.',
      busy: 'Nicht gedruckt: es wird gerade anderswo gedruckt.',
      'not-ready': 'Nicht gedruckt: es wird noch vorbereitet. Versuchen Sie es in einer Minute noch einmal.',
      locked: 'Nicht gedruckt: es ist mit einem Passwort gesperrt.',
      refused: 'Es kann nicht gedruckt werden.',
      'no-pages': 'Nicht gedruckt: die gewünschten Seiten hat es nicht.',
      twice: 'Dasselbe Dokument wie ein anderes hier: einmal gedruckt.',
      findings: 'Nicht gedruckt. Es wartet weiter auf Sie.',
      'came-back': 'Nicht gedruckt: der Drucker gab es zurück. Es wartet weiter auf Sie.',
      cancelled: 'Abgebrochen.',
    },
    nearest: (printer) => `Dieser kann es: ${printer}`,
    candidates: 'Schreiben Sie eines davon:',
    write: (call) => `Schreiben Sie „${call}“`,
    linkStays: 'Nichts ist verloren: Ihr Link gilt weiter.',
    unknown: (words) => `Gedruckt ohne das, was in Ihrem Betreff nicht verstanden wurde: ${words}.`,
  },
  code: {
    subject: {
      new: (site) => `Ihr Code für ${site}`,
      asked: (site) => `Ihr Code für ${site}`,
      renewed: (site) => `Ihr neuer Code für ${site}`,
    },
    headline: {
      new: (site) => `Willkommen bei ${site}.`,
      asked: () => 'Hier ist Ihr Code.',
      renewed: () => 'Hier ist Ihr neuer Code. Der alte gilt nicht mehr.',
    },
    how: 'Tippen Sie ihn an einem beliebigen Drucker ein: dort warten Ihre Dokumente.',
    mailDocuments: (address) => `Dokumente senden Sie als Anhang an ${address}.`,
    secret: 'Wer ihn kennt, kann Ihre Dokumente drucken. Geben Sie ihn nicht weiter.',
  },
  signIn: {
    subject: (site) => `Anmeldung bei ${site}`,
    headline: (site) => `Melden Sie sich mit diesem Code bei ${site} an.`,
    label: 'Code zum Anmelden',
    how: (minutes) =>
      `Geben Sie ihn dort ein, wo Sie ihn angefordert haben. Er gilt ${minutes} Minuten und ein Mal.`,
    notYou:
      'Wenn Sie ihn nicht angefordert haben, tun Sie nichts. Ohne ihn kommt niemand hinein. Geben Sie ihn niemandem, wer auch immer fragt.',
  },
  trouble: {
    subject: (title, n) => `Kann nicht gedruckt werden: ${n === 1 ? title : documents(n)}`,
    headline: (n) =>
      them(
        n,
        'Ein Dokument von Ihnen kann doch nicht gedruckt werden.',
        'Dokumente von Ihnen können doch nicht gedruckt werden.',
      ),
  },
  notAllowed: {
    subject: (subject) => `Nicht gedruckt: ${subject}`,
    headline: 'Ihre Nachricht wurde nicht gedruckt.',
    waits: 'Ihre Nachricht wartet.',
    subjectWaits: (subject) => `Wartet: ${subject}`,
    notKept: 'Nichts davon wurde aufbewahrt.',
  },
  alert: {
    subject: {
      account: (what) => `Mailkonto „${what}“ funktioniert nicht`,
      quarantine: () => 'Eine Nachricht wurde beiseitegelegt',
      'sender-waits': (what) => `Möchte drucken: ${what}`,
      over: (what) => `Mailkonto „${what}“ funktioniert wieder`,
      attack: (what) => `Jemand rät Codes: ${what}`,
      certificate: (what) => `Zertifikat von „${what}“ braucht Aufmerksamkeit`,
    },
    headline: {
      account: (what) => `Das Mailkonto „${what}“ funktioniert nicht.`,
      quarantine: () => 'Eine Nachricht war nicht zu lesen und wurde beiseitegelegt.',
      'sender-waits': (what) => `${what} möchte per Mail drucken.`,
      over: (what) => `Das Mailkonto „${what}“ funktioniert wieder.`,
      attack: (what) => `Jemand rät Codes an „${what}“.`,
      certificate: (what) => `Das Zertifikat von „${what}“ braucht Aufmerksamkeit.`,
    },
    next: {
      account: 'Es wird weiter versucht, immer seltener. Sie erfahren es einmal, und wenn es vorbei ist.',
      quarantine:
        'Drei Versuche sind gescheitert. Die Nachricht liegt noch auf ihrem Server; sehen Sie sie in der Konsole an.',
      'sender-waits': 'Die Nachricht wartet auf ihrem Server, bis Sie die Adresse zulassen oder sperren.',
      over: 'Was gewartet hat, wird abgearbeitet.',
      attack:
        'Niemand wird ausgesperrt: Wer rät, muss immer länger warten, und dafür sind die Codes lang genug. Sehen Sie dort nach, und die Zahlen in der Konsole an.',
      certificate:
        'Laden Sie in der Konsole unter Sicherheit, Zertifikat ein anderes hoch, oder lassen Sie es von einer Zertifizierungsstelle erneuern.',
    },
    from: (sender) => `Von: ${sender}`,
    about: (subject) => `Betreff: ${subject}`,
    openConsole: 'Konsole öffnen',
  },
};
