// Asks a mail server for its certificate and nothing else, so that a person can compare and pin it: TLS from the first octet, or after STARTTLS
// (RFC 3207), STARTTLS of IMAP (RFC 9051 section 6.2.1) or STLS (RFC 2595 section 4). No name and no secret is sent.

import { isIP, type Socket, connect as tcpConnect } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as tlsConnect } from 'node:tls';

export interface CertificateAsk {
  readonly host: string;
  readonly port: number;
  /** Undefined: TLS from the first octet. */
  readonly startTls?: 'imap' | 'pop3' | 'smtp' | undefined;
}

/** SHA-256 in lower-case hex; undefined where none is shown before `signal` ends the wait. */
export async function showCertificate(ask: CertificateAsk, signal: AbortSignal): Promise<string | undefined> {
  const { host, port, startTls } = ask;
  if (signal.aborted) return undefined;
  const plain = tcpConnect({ host, port });
  // Every end of the connection ends a wait below; what went wrong is of no interest here.
  plain.on('error', () => undefined);
  const cut = () => plain.destroy();
  signal.addEventListener('abort', cut, { once: true });
  try {
    if (startTls !== undefined && !(await askForTls(plain, startTls))) return undefined;
    return await fingerprintOf(plain, host);
  } finally {
    signal.removeEventListener('abort', cut);
    plain.destroy();
  }
}

/** What is said until TLS begins: each line that is sent, and how the line looks that answers it. */
const DIALOGUES: Readonly<Record<'imap' | 'pop3' | 'smtp', readonly { say?: string; until: RegExp }[]>> = {
  imap: [{ until: /^\* OK/i }, { say: 'a STARTTLS', until: /^a OK/i }],
  pop3: [{ until: /^\+OK/i }, { say: 'STLS', until: /^\+OK/i }],
  // A last line has a blank behind its code (RFC 5321 section 4.2.1).
  smtp: [
    { until: /^220 / },
    { say: 'EHLO [127.0.0.1]', until: /^250 / },
    { say: 'STARTTLS', until: /^220 / },
  ],
};
const REFUSAL: Readonly<Record<'imap' | 'pop3' | 'smtp', RegExp>> = {
  imap: /^(?:a (?:NO|BAD)|\* BYE)/i,
  pop3: /^-ERR/i,
  smtp: /^[45]\d\d/,
};
/** More than the longest answer to EHLO, and less than what fills memory. */
const MOST_LINES = 200;

async function askForTls(socket: Socket, kind: 'imap' | 'pop3' | 'smtp'): Promise<boolean> {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  const steps = DIALOGUES[kind];
  let at = 0;
  let seen = 0;
  try {
    for await (const line of lines) {
      seen += 1;
      if (seen > MOST_LINES || REFUSAL[kind].test(line)) return false;
      if (steps[at]?.until.test(line) !== true) continue;
      at += 1;
      const next = steps[at]?.say;
      if (next === undefined) return true;
      socket.write(`${next}\r\n`);
    }
    return false;
  } finally {
    lines.close();
    socket.removeAllListeners('data');
  }
}

function fingerprintOf(socket: Socket, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const secure = tlsConnect({
      socket,
      // It is only looked at, and nothing is sent to whoever shows it.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const end = (fingerprint?: string) => {
      secure.destroy();
      resolve(fingerprint);
    };
    secure.once('secureConnect', () => {
      // An empty object where there is no certificate, whatever the type says.
      const { fingerprint256 }: { fingerprint256?: string } = secure.getPeerCertificate();
      end(fingerprint256?.replaceAll(':', '').toLowerCase());
    });
    secure.once('error', () => end());
    secure.once('close', () => end());
  });
}
