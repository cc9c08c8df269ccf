// Mail in French. A no-break space stands before a colon and inside guillemets, as French typography wants it.
import type { MailWords } from './mail-text.ts';

const documents = (n: number): string => (n < 2 ? `${n} document` : `${n} documents`);
const them = (n: number, one: string, many: string): string => (n < 2 ? one : many);

export const fr: MailWords = {
  language: 'fr',
  tag: 'fr-FR',
  pages: (n) => (n < 2 ? `${n} page` : `${n} pages`),
  copies: (n) => `${n} exemplaires`,
  quote: (text) => `«\u00a0${text}\u00a0»`,
  more: (n) => `Et ${n} de plus.`,
  plainMail: (to, subject) => `À\u00a0: ${to}\nObjet\u00a0: ${subject}`,
  printerHere: '(nom de l’imprimante)',
  openPortal: 'Ouvrir mes documents',
  footer: (site) => `Écrit par ${site}, le serveur d’impression. Personne ne lit les réponses à ce message.`,
  report: {
    subjectReady: (what) => `Prêt à imprimer\u00a0: ${what}`,
    subjectMaking: (what) => `Bien reçu\u00a0: ${what}`,
    subjectPrinting: (what, printer) => `Impression sur ${printer}\u00a0: ${what}`,
    subjectConfirm: (what) => `À confirmer\u00a0: ${what}`,
    subjectNothing: (subject) => `Non imprimé\u00a0: ${subject}`,
    documents,
    ready: (n) =>
      them(n, 'Votre document est prêt à imprimer.', `Vos ${documents(n)} sont prêts à imprimer.`),
    making: (n) =>
      them(
        n,
        'Votre document est arrivé. Il est en préparation.',
        `Vos ${documents(n)} sont arrivés. Ils sont en préparation.`,
      ),
    someMaking: (n) => them(n, 'Un autre est en préparation.', `${n} autres sont en préparation.`),
    printing: (n, printer) =>
      them(n, `Votre document s’imprime sur ${printer}.`, `Vos ${documents(n)} s’impriment sur ${printer}.`),
    notThere: (printer) => `Pas imprimé tout de suite sur ${printer}\u00a0:`,
    nothing: 'Rien de votre message n’a pu être imprimé.',
    confirm: (n) =>
      them(n, 'Avez-vous envoyé ce document\u00a0?', `Avez-vous envoyé ces ${documents(n)}\u00a0?`),
    confirmButton: 'Oui, c’est moi',
    confirmHint:
      'Il n’est pas certain que le message vienne de vous, son contenu attend donc. Appuyez ici et envoyez tel quel le message qui s’ouvre. Si ce n’était pas vous, ne faites rien\u00a0: ce qui attend est effacé tout seul.',
    confirmBody: 'Envoyez ce message tel quel.',
    yourCode: 'Votre code',
    codeHint: 'Tapez-le sur n’importe quelle imprimante.',
    stillMaking: 'Encore en préparation',
    locked: 'Protégé par un mot de passe. Ouvrez vos documents et tapez-le là.',
    isPrinting: 'Impression en cours',
    printed: 'Imprimé',
    uncertain:
      'Envoyé à l’imprimante, mais il n’est pas certain qu’il soit sorti. Vérifiez, s’il vous plaît.',
    gone: 'N’est plus là',
    cannot: 'Ne peut pas être imprimé.',
    duplicate: (title, when) =>
      `Le même que «\u00a0${title}\u00a0» reçu ${when}, qui attend encore. N’en imprimez qu’un.`,
    refusedHead: () => 'Ceci n’a pas pu être accepté',
    leftOut: (what) => `Laissé de côté\u00a0: ${what}`,
    left: {
      'signature-picture': 'image de signature',
      'tracking-picture': 'image invisible',
      'picture-of-text': 'image du texte',
      'contact-card': 'carte de visite',
      calendar: 'invitation',
      signature: 'signature électronique',
      'for-programs': 'partie pour programmes',
      text: 'texte du message',
    },
    unknown: (words) => `Non compris dans votre objet\u00a0: ${words}.`,
    example: (words) => `Vous pouvez ajouter comment imprimer, par exemple\u00a0: ${words}`,
    printHead: 'Ou imprimer par mail',
    printHint: 'Un message s’ouvre. Écrivez le nom de l’imprimante à la fin de l’objet et envoyez-le.',
    printBody: 'Écrivez le nom de l’imprimante à la fin de l’objet, puis envoyez ce message.',
    printOne: 'Imprimer par mail',
    printAll: (n) => `Imprimer les ${n} par mail`,
    newCode: 'Demander un nouveau code',
    newCodeBody: 'Envoyez ce message tel quel. Vous recevrez un nouveau code\u00a0; l’ancien ne vaudra plus.',
    kept: (when) => `Conservé jusqu’au ${when}, puis effacé.`,
  },
  release: {
    subjectPrinting: (printer) => `Impression sur ${printer}`,
    subjectPartly: (printer) => `Impression en partie sur ${printer}`,
    subjectNot: 'Non imprimé',
    printing: (n, printer) =>
      them(n, `Votre document sort sur ${printer}.`, `${documents(n)} sortent sur ${printer}.`),
    nothing: (printer) => (printer === '' ? 'Rien n’a été imprimé.' : `Rien n’a été imprimé sur ${printer}.`),
    problem: {
      'key-unknown': () => 'Ce lien n’est pas connu ici. Utilisez celui de la réponse la plus récente.',
      'key-expired': () => 'Ce lien est trop ancien. Le document n’est plus là\u00a0; envoyez-le de nouveau.',
      'key-used': () => 'Ce lien a déjà servi.',
      'too-many-tries': (_, minutes) =>
        `Trop de liens erronés sont venus de votre adresse. Réessayez dans ${them(minutes, 'une minute', `${minutes} minutes`)}.`,
      'printer-missing': () => 'L’objet ne nommait aucune imprimante. Écrivez son nom à la fin de l’objet.',
      'printer-unknown': (asked) => `Aucune imprimante ne s’appelle «\u00a0${asked}\u00a0».`,
      'printer-ambiguous': (asked) => `Plusieurs imprimantes s’appellent «\u00a0${asked}\u00a0».`,
      'printer-not-allowed': (asked) => `${asked} n’imprime pas par mail. Tapez votre code sur place.`,
      'printer-off': (asked) => `L’impression est désactivée sur ${asked}. Choisissez-en une autre.`,
      'accounting-needed': (asked) =>
        `${asked} demande d’abord des données de comptabilité. Imprimez-y une fois avec votre code.`,
      'switched-off': () => 'L’impression par mail est désactivée ici. Tapez votre code sur une imprimante.',
      'nothing-held': () => 'Aucun de vos documents n’attend plus.',
    },
    state: {
      'when-ready': 'S’imprime dès qu’il est prêt',
      printing: 'Impression en cours',
      printed: 'Imprimé',
      uncertain:
        'Envoyé à l’imprimante, mais il n’est pas certain qu’il soit sorti. Vérifiez, s’il vous plaît.',
    },
    why: {
      gone: 'Non imprimé\u00a0: effacé, ou conservé trop longtemps.',
      busy: 'Non imprimé\u00a0: il s’imprime ailleurs en ce moment.',
      'not-ready': 'Non imprimé\u00a0: il est encore en préparation. Réessayez dans une minute.',
      locked: 'Non imprimé\u00a0: il est protégé par un mot de passe.',
      refused: 'Il ne peut pas être imprimé.',
      'no-pages': 'Non imprimé\u00a0: il n’a pas les pages demandées.',
      twice: 'Le même document qu’un autre ici\u00a0: imprimé une fois.',
      findings: 'Non imprimé. Il vous attend encore.',
      'came-back': 'Non imprimé\u00a0: l’imprimante l’a rendu. Il vous attend encore.',
      cancelled: 'Annulé.',
    },
    nearest: (printer) => `Celle-ci le peut\u00a0: ${printer}`,
    candidates: 'Écrivez l’un de ces noms\u00a0:',
    write: (call) => `Écrivez «\u00a0${call}\u00a0»`,
    linkStays: 'Rien n’est perdu\u00a0: votre lien reste valable.',
    unknown: (words) => `Imprimé sans ce qui n’a pas été compris dans votre objet\u00a0: ${words}.`,
  },
  code: {
    subject: {
      new: (site) => `Votre code pour ${site}`,
      asked: (site) => `Votre code pour ${site}`,
      renewed: (site) => `Votre nouveau code pour ${site}`,
    },
    headline: {
      new: (site) => `Bienvenue sur ${site}.`,
      asked: () => 'Voici votre code.',
      renewed: () => 'Voici votre nouveau code. L’ancien ne vaut plus.',
    },
    how: 'Tapez-le sur n’importe quelle imprimante\u00a0: vos documents y attendent.',
    mailDocuments: (address) => `Envoyez vos documents en pièce jointe à ${address}.`,
    secret: 'Qui le connaît peut imprimer vos documents. Gardez-le pour vous.',
  },
  signIn: {
    subject: (site) => `Connexion à ${site}`,
    headline: (site) => `Connectez-vous à ${site} avec ce code.`,
    label: 'Code de connexion',
    how: (minutes) =>
      `Saisissez-le là où vous l’avez demandé. Il est valable ${minutes} minutes, une seule fois.`,
    notYou:
      'Si vous ne l’avez pas demandé, ne faites rien. Personne n’entre sans lui. Ne le donnez à personne.',
  },
  trouble: {
    subject: (title, n) => `Ne peut pas être imprimé\u00a0: ${n === 1 ? title : documents(n)}`,
    headline: (n) =>
      them(
        n,
        'Finalement, un de vos documents ne peut pas être imprimé.',
        'Finalement, certains de vos documents ne peuvent pas être imprimés.',
      ),
  },
  notAllowed: {
    subject: (subject) => `Non imprimé\u00a0: ${subject}`,
    headline: 'Votre message n’a pas été imprimé.',
    waits: 'Votre message attend.',
    subjectWaits: (subject) => `En attente\u00a0: ${subject}`,
    notKept: 'Rien n’en a été conservé.',
  },
  alert: {
    subject: {
      account: (what) => `Le compte «\u00a0${what}\u00a0» ne fonctionne pas`,
      quarantine: () => 'Un message a été mis de côté',
      'sender-waits': (what) => `Souhaite imprimer\u00a0: ${what}`,
      over: (what) => `Le compte «\u00a0${what}\u00a0» fonctionne de nouveau`,
      attack: (what) => `Quelqu’un devine des codes\u00a0: ${what}`,
      certificate: (what) => `Le certificat de «\u00a0${what}\u00a0» demande votre attention`,
    },
    headline: {
      account: (what) => `Le compte de messagerie «\u00a0${what}\u00a0» ne fonctionne pas.`,
      quarantine: () => 'Un message n’a pas pu être lu et a été mis de côté.',
      'sender-waits': (what) => `${what} souhaite imprimer par mail.`,
      over: (what) => `Le compte de messagerie «\u00a0${what}\u00a0» fonctionne de nouveau.`,
      attack: (what) => `Quelqu’un devine des codes à «\u00a0${what}\u00a0».`,
      certificate: (what) => `Le certificat de «\u00a0${what}\u00a0» demande votre attention.`,
    },
    next: {
      account:
        'Les essais continuent, de plus en plus espacés. Vous êtes averti une fois, puis quand c’est fini.',
      quarantine:
        'Trois essais ont échoué. Le message est encore sur son serveur\u00a0; regardez-le dans la console.',
      'sender-waits':
        'Son message attend sur son serveur jusqu’à ce que vous autorisiez ou bloquiez l’adresse.',
      over: 'Ce qui attendait est en cours de traitement.',
      attack:
        'Personne n’est bloqué\u00a0: celui qui devine attend de plus en plus longtemps, et les codes sont assez longs pour cela. Allez voir sur place, et regardez les chiffres dans la console.',
      certificate:
        'Chargez-en un autre dans la console, sous Sécurité, Certificat, ou faites-le renouveler par une autorité.',
    },
    from: (sender) => `De\u00a0: ${sender}`,
    about: (subject) => `Objet\u00a0: ${subject}`,
    openConsole: 'Ouvrir la console',
  },
};
