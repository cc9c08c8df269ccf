// Whether an address or uri in a device file is one that a printer can have.

import { BY_REFERENCE } from '../device-file.ts';
import { didYouMean } from '../read/did-you-mean.ts';
import { readSaying } from '../read/saying.ts';
import { type HostKind, hostKind } from './host-kind.ts';

/** socket: raw TCP; lpd: RFC 1179. The words are those of CUPS' device URIs. */
const PRINTER_SCHEMES = ['ipps', 'ipp', 'socket', 'lpd'] as const;

export interface AddressMistake {
  readonly sentence: string;
  readonly cure: string;
}

export interface AddressRules {
  /** This machine may be a printer: for try-outs and tests. */
  readonly allowLoopback?: boolean;
}

/** Of `address`: a host alone. undefined: fine. */
export function checkHost(text: string, rules: AddressRules): AddressMistake | undefined {
  if (text.includes('://')) {
    return {
      sentence: '"address" holds a host only, and this has a protocol.',
      cure: 'Rename "address" to "uri", or keep the host name alone.',
    };
  }
  const kind = hostKind(text);
  if (kind === 'loopback' && rules.allowLoopback === true) return undefined;
  return kind === 'usable' ? undefined : WHY[kind];
}

/** Of `uri` and `otherUris`. undefined: fine. */
export function checkUri(text: string, rules: AddressRules): AddressMistake | undefined {
  const found = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^\s]*)$/.exec(text);
  if (found === null) {
    return {
      sentence: 'This is not the address of a printer.',
      cure: 'Write for example "ipps://printer.example/ipp/print" or "socket://printer.example:9100".',
    };
  }
  const [, scheme = '', authority = '', rest = ''] = found;
  const word = scheme.toLowerCase();
  if (!PRINTER_SCHEMES.some((known) => known === word)) return wrongScheme(word);
  if (authority.includes('@')) return readSaying(BY_REFERENCE);
  const wrongRest = checkRest(word, rest);
  if (wrongRest !== undefined) return wrongRest;
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (port !== undefined && !/^([1-9]\d{0,4})$/.test(port)) return WRONG_PORT;
  if (Number(port ?? 1) > LAST_PORT) return WRONG_PORT;
  return checkHost(host, rules);
}

/** What follows the host: a path for IPP, a queue for LPD, nothing for a socket. */
function checkRest(word: string, rest: string): AddressMistake | undefined {
  if (/[?#]/.test(rest)) {
    return { sentence: "A printer's address has no ? and no #.", cure: 'Delete it and what follows.' };
  }
  if (word === 'socket' && rest !== '' && rest !== '/') {
    return { sentence: 'A socket has no path.', cure: 'Delete what follows the host and its port.' };
  }
  // The same as an LPD command can carry (profile/protocol-choice.ts).
  if (word === 'lpd' && !/^\/?([A-Za-z0-9._-]{1,64})?\/?$/.test(rest)) {
    return {
      sentence: 'The queue has a name that an LPD server cannot be asked for.',
      cure: 'Use letters, digits, dot, hyphen and underscore, at most 64 of them, for example "lpd://host/lp".',
    };
  }
  return undefined;
}

const LAST_PORT = 65_535;
const WRONG_PORT: AddressMistake = {
  sentence: 'The port is not a number from 1 to 65535.',
  cure: 'Correct it, or leave it out: 631 for ipp and ipps, 9100 for socket, 515 for lpd.',
};

function wrongScheme(word: string): AddressMistake {
  const meant = ALIASES.get(word) ?? didYouMean(word, PRINTER_SCHEMES);
  return {
    sentence: `"${word}:" is not a protocol that jobs are sent with.`,
    cure: meant === undefined ? `Use one of ${PRINTER_SCHEMES.join(', ')}.` : `Write "${meant}://" instead.`,
  };
}

/** What people write for it elsewhere. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['http', 'ipp'],
  ['https', 'ipps'],
  ['raw', 'socket'],
  ['tcp', 'socket'],
  ['jetdirect', 'socket'],
  ['pdl-datastream', 'socket'],
  ['lpr', 'lpd'],
]);

const WHY = {
  bad: {
    sentence: 'This is neither a host name nor an IP address.',
    cure: 'Write for example "printer.example" or "192.0.2.7", without port and path.',
  },
  loopback: {
    sentence: 'This address is the server itself, where no printer is.',
    cure: 'Write the address the printer has on the network.',
  },
  metadata: {
    sentence: "This address is a cloud's metadata service, which hands out credentials to whoever asks.",
    cure: 'Write the address the printer has on the network; nothing is ever sent there.',
  },
  'link-local': {
    sentence: 'This is a link-local address, which a machine gives itself when nobody gave it one.',
    cure: 'Give the printer an address on the network (DHCP or by hand) and write that.',
  },
  nobody: {
    sentence: 'This address belongs to no single machine.',
    cure: 'Write the address the printer has on the network.',
  },
} as const satisfies Record<Exclude<HostKind, 'usable'>, AddressMistake>;
