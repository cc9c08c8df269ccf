// Mail in Italian.
import type { MailWords } from './mail-text.ts';

const documents = (n: number): string => (n === 1 ? '1 documento' : `${n} documenti`);
const them = (n: number, one: string, many: string): string => (n === 1 ? one : many);

export const it: MailWords = {
  language: 'it',
  tag: 'it-IT',
  pages: (n) => (n === 1 ? '1 pagina' : `${n} pagine`),
  copies: (n) => `${n} copie`,
  quote: (text) => `«${text}»`,
  more: (n) => `E altri ${n}.`,
  plainMail: (to, subject) => `A: ${to}\nOggetto: ${subject}`,
  printerHere: '(nome della stampante)',
  openPortal: 'Apri i miei documenti',
  footer: (site) => `Scritto da ${site}, il server di stampa. Nessuno legge le risposte a questo messaggio.`,
  report: {
    subjectReady: (what) => `Pronto per la stampa: ${what}`,
    subjectMaking: (what) => `Ricevuto: ${what}`,
    subjectPrinting: (what, printer) => `In stampa su ${printer}: ${what}`,
    subjectConfirm: (what) => `Da confermare: ${what}`,
    subjectNothing: (subject) => `Non stampato: ${subject}`,
    documents,
    ready: (n) =>
      them(
        n,
        'Il Suo documento è pronto per la stampa.',
        `I Suoi ${documents(n)} sono pronti per la stampa.`,
      ),
    making: (n) =>
      them(
        n,
        'Il Suo documento è arrivato ed è in preparazione.',
        `I Suoi ${documents(n)} sono arrivati e sono in preparazione.`,
      ),
    someMaking: (n) => them(n, 'Un altro è in preparazione.', `Altri ${n} sono in preparazione.`),
    printing: (n, printer) =>
      them(
        n,
        `Il Suo documento viene stampato su ${printer}.`,
        `I Suoi ${documents(n)} vengono stampati su ${printer}.`,
      ),
    notThere: (printer) => `Non stampato subito su ${printer}:`,
    nothing: 'Nulla del Suo messaggio ha potuto essere stampato.',
    confirm: (n) => them(n, 'Ha inviato Lei questo documento?', `Ha inviato Lei questi ${documents(n)}?`),
    confirmButton: 'Sì, l’ho inviato io',
    confirmHint:
      'Non è certo che il messaggio sia Suo, perciò il suo contenuto attende. Prema qui e invii così com’è il messaggio che si apre. Se non è stato Lei, non faccia nulla: ciò che attende si cancella da sé.',
    confirmBody: 'Invii questo messaggio così com’è.',
    yourCode: 'Il Suo codice',
    codeHint: 'Lo digiti su una stampante qualsiasi.',
    stillMaking: 'Ancora in preparazione',
    locked: 'Protetto da password. Apra i Suoi documenti e la scriva lì.',
    isPrinting: 'In stampa',
    printed: 'Stampato',
    uncertain: 'Inviato alla stampante, ma non è certo che sia uscito. Controlli, per favore.',
    gone: 'Non c’è più',
    cannot: 'Non si può stampare.',
    duplicate: (title, when) =>
      `Lo stesso di «${title}» ricevuto ${when}, che è ancora in attesa. Ne stampi solo uno.`,
    refusedHead: () => 'Questo non è stato accettato',
    leftOut: (what) => `Tralasciato: ${what}`,
    left: {
      'signature-picture': 'immagine di firma',
      'tracking-picture': 'immagine invisibile',
      'picture-of-text': 'immagine del testo',
      'contact-card': 'biglietto da visita',
      calendar: 'invito',
      signature: 'firma elettronica',
      'for-programs': 'parte per programmi',
      text: 'testo del messaggio',
    },
    unknown: (words) => `Non compreso nell’oggetto: ${words}.`,
    example: (words) => `Può aggiungere come stampare, per esempio: ${words}`,
    printHead: 'Oppure stampare via mail',
    printHint: 'Si apre un messaggio. Scriva il nome della stampante alla fine dell’oggetto e lo invii.',
    printBody: 'Scriva il nome della stampante alla fine dell’oggetto e invii questo messaggio.',
    printOne: 'Stampa via mail',
    printAll: (n) => `Stampa tutti e ${n} via mail`,
    newCode: 'Richiedi un nuovo codice',
    newCodeBody: 'Invii questo messaggio così com’è. Riceverà un nuovo codice; il vecchio non varrà più.',
    kept: (when) => `Conservato fino a ${when}, poi cancellato.`,
  },
  release: {
    subjectPrinting: (printer) => `In stampa su ${printer}`,
    subjectPartly: (printer) => `In stampa in parte su ${printer}`,
    subjectNot: 'Non stampato',
    printing: (n, printer) =>
      them(n, `Il Suo documento esce su ${printer}.`, `${documents(n)} escono su ${printer}.`),
    nothing: (printer) =>
      printer === '' ? 'Non è stato stampato nulla.' : `Non è stato stampato nulla su ${printer}.`,
    problem: {
      'key-unknown': () => 'Questo link non è noto qui. Usi quello della risposta più recente.',
      'key-expired': () => 'Questo link è troppo vecchio. Il documento non c’è più; lo invii di nuovo.',
      'key-used': () => 'Questo link è già stato usato.',
      'too-many-tries': (_, minutes) =>
        `Dal Suo indirizzo sono arrivati troppi link errati. Riprovi fra ${them(minutes, 'un minuto', `${minutes} minuti`)}.`,
      'printer-missing': () =>
        'Nell’oggetto non c’era nessuna stampante. Ne scriva il nome alla fine dell’oggetto.',
      'printer-unknown': (asked) => `Nessuna stampante si chiama «${asked}».`,
      'printer-ambiguous': (asked) => `Più di una stampante si chiama «${asked}».`,
      'printer-not-allowed': (asked) => `${asked} non stampa via mail. Digiti lì il Suo codice.`,
      'printer-off': (asked) => `Su ${asked} la stampa è disattivata. Ne scelga un’altra.`,
      'accounting-needed': (asked) =>
        `${asked} chiede prima dei dati di contabilità. Stampi lì una volta con il Suo codice.`,
      'switched-off': () => 'La stampa via mail è disattivata qui. Digiti il Suo codice su una stampante.',
      'nothing-held': () => 'Nessuno dei Suoi documenti è più in attesa.',
    },
    state: {
      'when-ready': 'Si stampa appena è pronto',
      printing: 'In stampa',
      printed: 'Stampato',
      uncertain: 'Inviato alla stampante, ma non è certo che sia uscito. Controlli, per favore.',
    },
    why: {
      gone: 'Non stampato: cancellato, o conservato troppo a lungo.',
      busy: 'Non stampato: è in stampa altrove.',
      'not-ready': 'Non stampato: è ancora in preparazione. Riprovi fra un minuto.',
      locked: 'Non stampato: è protetto da password.',
      refused: 'Non si può stampare.',
      'no-pages': 'Non stampato: non ha le pagine richieste.',
      twice: 'Lo stesso documento di un altro qui: stampato una volta.',
      findings: 'Non stampato. È ancora in attesa.',
      'came-back': 'Non stampato: la stampante lo ha restituito. È ancora in attesa.',
      cancelled: 'Annullato.',
    },
    nearest: (printer) => `Questa può: ${printer}`,
    candidates: 'Scriva uno di questi nomi:',
    write: (call) => `Scriva «${call}»`,
    linkStays: 'Nulla è perduto: il Suo link vale ancora.',
    unknown: (words) => `Stampato senza ciò che non è stato compreso nell’oggetto: ${words}.`,
  },
  code: {
    subject: {
      new: (site) => `Il Suo codice per ${site}`,
      asked: (site) => `Il Suo codice per ${site}`,
      renewed: (site) => `Il Suo nuovo codice per ${site}`,
    },
    headline: {
      new: (site) => `Le diamo il benvenuto su ${site}.`,
      asked: () => 'Ecco il Suo codice.',
      renewed: () => 'Ecco il Suo nuovo codice. Il vecchio non vale più.',
    },
    how: 'Lo digiti su una stampante qualsiasi: lì La attendono i Suoi documenti.',
    mailDocuments: (address) => `Invii i documenti come allegati a ${address}.`,
    secret: 'Chi lo conosce può stampare i Suoi documenti. Lo tenga per sé.',
  },
  signIn: {
    subject: (site) => `Accesso a ${site}`,
    headline: (site) => `Acceda a ${site} con questo codice.`,
    label: 'Codice di accesso',
    how: (minutes) => `Lo digiti dove l’ha richiesto. Vale ${minutes} minuti, una volta sola.`,
    notYou: 'Se non l’ha richiesto, non faccia nulla. Senza di esso nessuno entra. Non lo dia a nessuno.',
  },
  trouble: {
    subject: (title, n) => `Non si può stampare: ${n === 1 ? title : documents(n)}`,
    headline: (n) =>
      them(
        n,
        'Uno dei Suoi documenti alla fine non si può stampare.',
        'Alcuni dei Suoi documenti alla fine non si possono stampare.',
      ),
  },
  notAllowed: {
    subject: (subject) => `Non stampato: ${subject}`,
    headline: 'Il Suo messaggio non è stato stampato.',
    waits: 'Il Suo messaggio è in attesa.',
    subjectWaits: (subject) => `In attesa: ${subject}`,
    notKept: 'Non ne è stato conservato nulla.',
  },
  alert: {
    subject: {
      account: (what) => `L’account di posta «${what}» non funziona`,
      quarantine: () => 'Un messaggio è stato messo da parte',
      'sender-waits': (what) => `Vuole stampare: ${what}`,
      over: (what) => `L’account di posta «${what}» funziona di nuovo`,
      attack: (what) => `Qualcuno indovina codici: ${what}`,
      certificate: (what) => `Il certificato di «${what}» richiede attenzione`,
    },
    headline: {
      account: (what) => `L’account di posta «${what}» non funziona.`,
      quarantine: () => 'Un messaggio non si è potuto leggere ed è stato messo da parte.',
      'sender-waits': (what) => `${what} vuole stampare via mail.`,
      over: (what) => `L’account di posta «${what}» funziona di nuovo.`,
      attack: (what) => `Qualcuno indovina codici a «${what}».`,
      certificate: (what) => `Il certificato di «${what}» richiede attenzione.`,
    },
    next: {
      account: 'I tentativi continuano, sempre più di rado. La avvisiamo una volta, e quando è finita.',
      quarantine:
        'Tre tentativi sono falliti. Il messaggio è ancora sul suo server; lo guardi nella console.',
      'sender-waits': 'Il messaggio attende sul suo server finché Lei non autorizza o blocca l’indirizzo.',
      over: 'Ciò che attendeva è in lavorazione.',
      attack:
        'Nessuno viene bloccato: chi indovina aspetta sempre di più, e i codici sono abbastanza lunghi per questo. Vada a vedere sul posto, e guardi i numeri nella console.',
      certificate:
        'Caricarne un altro nella console, in Sicurezza, Certificato, o farlo rinnovare da un’autorità.',
    },
    from: (sender) => `Da: ${sender}`,
    about: (subject) => `Oggetto: ${subject}`,
    openConsole: 'Apri la console',
  },
};
