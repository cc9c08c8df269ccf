// Mail in Spanish.
import type { MailWords } from './mail-text.ts';

const documents = (n: number): string => (n === 1 ? '1 documento' : `${n} documentos`);
const them = (n: number, one: string, many: string): string => (n === 1 ? one : many);

export const es: MailWords = {
  language: 'es',
  tag: 'es-ES',
  pages: (n) => (n === 1 ? '1 página' : `${n} páginas`),
  copies: (n) => `${n} copias`,
  quote: (text) => `«${text}»`,
  more: (n) => `Y ${n} más.`,
  plainMail: (to, subject) => `Para: ${to}\nAsunto: ${subject}`,
  printerHere: '(nombre de la impresora)',
  openPortal: 'Abrir mis documentos',
  footer: (site) => `Escrito por ${site}, el servidor de impresión. Nadie lee las respuestas a este mensaje.`,
  report: {
    subjectReady: (what) => `Listo para imprimir: ${what}`,
    subjectMaking: (what) => `Recibido: ${what}`,
    subjectPrinting: (what, printer) => `Se imprime en ${printer}: ${what}`,
    subjectConfirm: (what) => `Por confirmar: ${what}`,
    subjectNothing: (subject) => `No impreso: ${subject}`,
    documents,
    ready: (n) =>
      them(n, 'Su documento está listo para imprimir.', `Sus ${documents(n)} están listos para imprimir.`),
    making: (n) =>
      them(
        n,
        'Su documento ha llegado. Se está preparando.',
        `Sus ${documents(n)} han llegado. Se están preparando.`,
      ),
    someMaking: (n) => them(n, 'Otro más se está preparando.', `Otros ${n} se están preparando.`),
    printing: (n, printer) =>
      them(n, `Su documento se imprime en ${printer}.`, `Sus ${documents(n)} se imprimen en ${printer}.`),
    notThere: (printer) => `No se imprime ya en ${printer}:`,
    nothing: 'Nada de su mensaje se pudo imprimir.',
    confirm: (n) => them(n, '¿Ha enviado usted este documento?', `¿Ha enviado usted estos ${documents(n)}?`),
    confirmButton: 'Sí, he sido yo',
    confirmHint:
      'No es seguro que el mensaje sea suyo, así que su contenido espera. Pulse aquí y envíe tal cual el mensaje que se abre. Si no ha sido usted, no haga nada: lo que espera se borra solo.',
    confirmBody: 'Envíe este mensaje tal cual.',
    yourCode: 'Su código',
    codeHint: 'Tecléelo en cualquier impresora.',
    stillMaking: 'Todavía se está preparando',
    locked: 'Protegido con contraseña. Abra sus documentos y escríbala allí.',
    isPrinting: 'Imprimiéndose',
    printed: 'Impreso',
    uncertain: 'Enviado a la impresora, pero no es seguro que haya salido. Compruébelo, por favor.',
    gone: 'Ya no está aquí',
    cannot: 'No se puede imprimir.',
    duplicate: (title, when) =>
      `El mismo que «${title}», recibido el ${when}, que aún espera. Imprima solo uno.`,
    refusedHead: () => 'Esto no se pudo aceptar',
    leftOut: (what) => `No incluido: ${what}`,
    left: {
      'signature-picture': 'imagen de firma',
      'tracking-picture': 'imagen invisible',
      'picture-of-text': 'imagen del texto',
      'contact-card': 'tarjeta de visita',
      calendar: 'invitación',
      signature: 'firma electrónica',
      'for-programs': 'parte para programas',
      text: 'texto del mensaje',
    },
    unknown: (words) => `No se entendió en su asunto: ${words}.`,
    example: (words) => `Puede añadir cómo imprimir, por ejemplo: ${words}`,
    printHead: 'O imprimir por correo',
    printHint: 'Se abre un mensaje. Escriba el nombre de la impresora al final del asunto y envíelo.',
    printBody: 'Escriba el nombre de la impresora al final del asunto y envíe este mensaje.',
    printOne: 'Imprimir por correo',
    printAll: (n) => `Imprimir los ${n} por correo`,
    newCode: 'Pedir un código nuevo',
    newCodeBody: 'Envíe este mensaje tal cual. Recibirá un código nuevo; el anterior dejará de valer.',
    kept: (when) => `Se guarda hasta el ${when}; después se borra.`,
  },
  release: {
    subjectPrinting: (printer) => `Se imprime en ${printer}`,
    subjectPartly: (printer) => `Se imprime en parte en ${printer}`,
    subjectNot: 'No impreso',
    printing: (n, printer) =>
      them(n, `Su documento sale en ${printer}.`, `${documents(n)} salen en ${printer}.`),
    nothing: (printer) => (printer === '' ? 'No se imprimió nada.' : `No se imprimió nada en ${printer}.`),
    problem: {
      'key-unknown': () => 'Este enlace no se conoce aquí. Use el de la respuesta más reciente.',
      'key-expired': () => 'Este enlace es demasiado antiguo. El documento ya no está; envíelo otra vez.',
      'key-used': () => 'Este enlace ya se usó.',
      'too-many-tries': (_, minutes) =>
        `Llegaron demasiados enlaces erróneos desde su dirección. Inténtelo dentro de ${them(minutes, 'un minuto', `${minutes} minutos`)}.`,
      'printer-missing': () =>
        'El asunto no nombraba ninguna impresora. Escriba su nombre al final del asunto.',
      'printer-unknown': (asked) => `Ninguna impresora se llama «${asked}».`,
      'printer-ambiguous': (asked) => `Más de una impresora se llama «${asked}».`,
      'printer-not-allowed': (asked) => `${asked} no imprime por correo. Teclee allí su código.`,
      'printer-off': (asked) => `En ${asked} la impresión está desactivada. Elija otra.`,
      'accounting-needed': (asked) =>
        `${asked} pide antes datos de contabilidad. Imprima allí una vez con su código.`,
      'switched-off': () =>
        'La impresión por correo está desactivada aquí. Teclee su código en una impresora.',
      'nothing-held': () => 'Ya no espera ninguno de sus documentos.',
    },
    state: {
      'when-ready': 'Se imprime en cuanto esté listo',
      printing: 'Imprimiéndose',
      printed: 'Impreso',
      uncertain: 'Enviado a la impresora, pero no es seguro que haya salido. Compruébelo, por favor.',
    },
    why: {
      gone: 'No impreso: borrado, o guardado demasiado tiempo.',
      busy: 'No impreso: se está imprimiendo en otro sitio.',
      'not-ready': 'No impreso: todavía se está preparando. Inténtelo dentro de un minuto.',
      locked: 'No impreso: está protegido con contraseña.',
      refused: 'No se puede imprimir.',
      'no-pages': 'No impreso: no tiene las páginas pedidas.',
      twice: 'El mismo documento que otro de aquí: impreso una vez.',
      findings: 'No impreso. Sigue esperándole.',
      'came-back': 'No impreso: la impresora lo devolvió. Sigue esperándole.',
      cancelled: 'Cancelado.',
    },
    nearest: (printer) => `Esta sí puede: ${printer}`,
    candidates: 'Escriba uno de estos nombres:',
    write: (call) => `Escriba «${call}»`,
    linkStays: 'No se ha perdido nada: su enlace sigue valiendo.',
    unknown: (words) => `Impreso sin lo que no se entendió en su asunto: ${words}.`,
  },
  code: {
    subject: {
      new: (site) => `Su código para ${site}`,
      asked: (site) => `Su código para ${site}`,
      renewed: (site) => `Su nuevo código para ${site}`,
    },
    headline: {
      new: (site) => `Le damos la bienvenida a ${site}.`,
      asked: () => 'Este es su código.',
      renewed: () => 'Este es su código nuevo. El anterior ya no vale.',
    },
    how: 'Tecléelo en cualquier impresora: allí esperan sus documentos.',
    mailDocuments: (address) => `Envíe documentos como adjuntos a ${address}.`,
    secret: 'Quien lo conozca puede imprimir sus documentos. No lo comparta.',
  },
  signIn: {
    subject: (site) => `Inicio de sesión en ${site}`,
    headline: (site) => `Inicie sesión en ${site} con este código.`,
    label: 'Código de inicio de sesión',
    how: (minutes) => `Escríbalo donde lo pidió. Sirve durante ${minutes} minutos, una sola vez.`,
    notYou: 'Si no lo pidió, no haga nada. Sin él no entra nadie. No se lo dé a nadie.',
  },
  trouble: {
    subject: (title, n) => `No se puede imprimir: ${n === 1 ? title : documents(n)}`,
    headline: (n) =>
      them(
        n,
        'Al final, uno de sus documentos no se puede imprimir.',
        'Al final, algunos de sus documentos no se pueden imprimir.',
      ),
  },
  notAllowed: {
    subject: (subject) => `No impreso: ${subject}`,
    headline: 'Su mensaje no se imprimió.',
    waits: 'Su mensaje espera.',
    subjectWaits: (subject) => `En espera: ${subject}`,
    notKept: 'No se guardó nada de él.',
  },
  alert: {
    subject: {
      account: (what) => `La cuenta de correo «${what}» no funciona`,
      quarantine: () => 'Se apartó un mensaje',
      'sender-waits': (what) => `Quiere imprimir: ${what}`,
      over: (what) => `La cuenta de correo «${what}» vuelve a funcionar`,
      attack: (what) => `Alguien adivina códigos: ${what}`,
      certificate: (what) => `El certificado de «${what}» requiere atención`,
    },
    headline: {
      account: (what) => `La cuenta de correo «${what}» no funciona.`,
      quarantine: () => 'Un mensaje no se pudo leer y se apartó.',
      'sender-waits': (what) => `${what} quiere imprimir por correo.`,
      over: (what) => `La cuenta de correo «${what}» vuelve a funcionar.`,
      attack: (what) => `Alguien adivina códigos en «${what}».`,
      certificate: (what) => `El certificado de «${what}» requiere atención.`,
    },
    next: {
      account: 'Se sigue intentando, cada vez con menos frecuencia. Se le avisa una vez, y cuando termina.',
      quarantine: 'Tres intentos fallaron. El mensaje sigue en su servidor; véalo en la consola.',
      'sender-waits': 'Su mensaje espera en el servidor hasta que usted autorice o bloquee la dirección.',
      over: 'Lo que esperaba se está procesando.',
      attack:
        'Nadie queda bloqueado: quien adivina espera cada vez más, y los códigos son bastante largos para ello. Vaya a mirar allí, y vea los números en la consola.',
      certificate:
        'Cargue otro en la consola, en Seguridad, Certificado, o haga que una autoridad lo renueve.',
    },
    from: (sender) => `De: ${sender}`,
    about: (subject) => `Asunto: ${subject}`,
    openConsole: 'Abrir la consola',
  },
};
