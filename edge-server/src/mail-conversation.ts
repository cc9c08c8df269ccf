// The conversation with a mail server as the console shows it: each step with its time, what was said, and for the one that failed what
// to do. The steps themselves are protocols/mail/first-words.ts and the account's own session.
import type { MailStep } from '@platen/shared/api/admin-mail';
import type { MailKind } from '@platen/shared/mail';
import { type OpenableAccount, placesOf } from './open-mail.ts';
import { type FirstWordsTrouble, firstWords } from './protocols/mail/first-words.ts';
import type { MailTrouble } from './protocols/mail/mailbox.ts';

const PROTOCOL: Readonly<Record<MailKind, 'imap' | 'pop3' | 'smtp' | 'https'>> = {
  imap: 'imap',
  pop3: 'pop3',
  smtp: 'smtp',
  ews: 'https',
  graph: 'https',
};

const FIRST_CURES: Readonly<Record<FirstWordsTrouble, string>> = {
  'unknown-name':
    'Look at the spelling of the server. If it is right, the name service of this machine does not know it.',
  refused:
    'The machine is there, but nothing listens on this port. Each kind of encryption has a port of its own: look whether they fit.',
  silent: 'Nothing came back. A firewall on the way may drop it, or the port is another service’s.',
  'not-this-protocol': 'Something else listens there. Look at the protocol and the port.',
  'no-starttls': 'This server has no STARTTLS on this port. Choose "TLS from the start", with its port.',
  'no-tls': 'This port does not begin with TLS. Choose STARTTLS, or the port for TLS.',
  untrusted:
    'Its certificate was issued by nobody this machine knows, has ended, or is for another name. Compare its fingerprint below and trust it, or give the authority’s certificate.',
  'wrong-pin':
    'It shows another certificate than the one you trusted. If its administrator renewed it, clear the pin and compare the new one.',
};

const SIGN_IN_CURES: Readonly<Record<MailTrouble, string>> = {
  refused:
    'Look at user name and password. Many providers want an app password, or the account’s IMAP or SMTP has to be switched on there.',
  certificate: FIRST_CURES.untrusted,
  unreachable: FIRST_CURES.silent,
  protocol: 'The server answered in a way that is not understood. What it said is above; the log has more.',
  busy: 'The server has no room for another connection right now. Try again in a minute.',
  gone: 'There is no such folder or mailbox. Look at the folder’s name, as the server spells it.',
};

export const signInCure = (trouble: MailTrouble): string => SIGN_IN_CURES[trouble];

/** @param monotonic milliseconds that never run backwards. @returns the steps, and whether all of them went well. */
export async function beginConversation(
  account: OpenableAccount,
  monotonic: () => number,
  signal: AbortSignal,
): Promise<{ readonly steps: MailStep[]; readonly well: boolean }> {
  const [place] = placesOf(account);
  if (place === undefined) return { steps: [], well: true };
  const { settings, kind } = account;
  const protocol = PROTOCOL[kind];
  const taken = await firstWords(
    {
      ...place,
      protocol,
      security:
        protocol === 'https'
          ? isPlain(settings.host)
            ? 'none'
            : 'tls'
          : (settings.security ?? (kind === 'smtp' ? 'starttls' : 'tls')),
      trust: {
        ...(settings.tlsPin === undefined ? {} : { pin: settings.tlsPin }),
        ...(settings.ca === undefined ? {} : { ca: settings.ca }),
      },
      monotonic,
    },
    signal,
  );
  const steps = taken.map(({ step, ok, ms, said, trouble }) => ({
    step,
    ok,
    ms,
    ...(said === undefined ? {} : { said }),
    ...(trouble === undefined ? {} : { cure: FIRST_CURES[trouble] }),
  }));
  return { steps, well: steps.every(({ ok }) => ok) };
}

const isPlain = (url: string | undefined): boolean => url?.startsWith('http:') ?? false;
