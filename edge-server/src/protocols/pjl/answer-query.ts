// What a queue of ours answers to PJL's questions (HP PJL Technical Reference, "Status Readback"): enough that a port monitor or a driver that waits for an answer goes
// on. There is no printer behind it yet, so it is always ready.

const END = '\f';
/** 10001: ready, online. */
const READY = 10_001;
/** An ECHO comes back word for word; longer ones are nobody's. */
const MOST_ECHO = 80;

/** Undefined where nothing is answered: settings, and commands that a printer obeys in silence. */
export function answerPjl(command: string, rest: string): string | undefined {
  const what =
    rest
      .trim()
      .split(/[\s=]+/)[0]
      ?.toUpperCase() ?? '';
  switch (command.toUpperCase()) {
    case 'ECHO':
      return `@PJL ECHO ${rest
        .replace(/[^\x20-\x7e]/g, ' ')
        .slice(0, MOST_ECHO)
        .trimEnd()}\r\n${END}`;
    case 'INFO':
      return info(what);
    case 'INQUIRE':
    case 'DINQUIRE':
      // The reference has "?" for a variable that the printer does not know.
      return `@PJL ${command.toUpperCase()} ${what.replace(/[^A-Z0-9:]/g, '').slice(0, 32)}\r\n"?"\r\n${END}`;
    case 'USTATUS':
      // Asked to tell of changes: the state as it is now is the first of them.
      return what === 'DEVICE' && !/OFF\s*$/i.test(rest)
        ? `@PJL USTATUS DEVICE\r\n${state()}${END}`
        : undefined;
    default:
      return undefined;
  }
}

function info(what: string): string {
  switch (what) {
    case 'ID':
      return `@PJL INFO ID\r\n"Platen"\r\n${END}`;
    case 'STATUS':
      return `@PJL INFO STATUS\r\n${state()}${END}`;
    case 'PAGECOUNT':
      return `@PJL INFO PAGECOUNT\r\nPAGECOUNT=0\r\n${END}`;
    default:
      return `@PJL INFO ${what.replace(/[^A-Z0-9]/g, '').slice(0, 32)}\r\n"?"\r\n${END}`;
  }
}

const state = (): string => `CODE=${READY}\r\nDISPLAY="Ready"\r\nONLINE=TRUE\r\n`;
