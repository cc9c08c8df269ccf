// Takes Kerberos tickets (HTTP Negotiate, RFC 4559) with the optional package `kerberos`: MIT's GSSAPI, whose work is local. A ticket is opened
// with the keytab, so no KDC and no name server is asked; it happens on a thread of libuv's.
import type { Log } from './log.ts';

/** What is used of the package. */
interface GssServer {
  step(challenge: string): Promise<unknown>;
  readonly username: string | null;
  readonly response: string | null;
  readonly targetName: string | null;
  readonly contextComplete: boolean;
}
interface Gss {
  initializeServer(service: string): Promise<GssServer>;
}

export interface Ticket {
  /** anna@AD.EXAMPLE.ORG, as the ticket has it. */
  readonly principal: string;
  /** For WWW-Authenticate: proves to the client who we are. */
  readonly answer: string | undefined;
}

export interface Negotiate {
  /** Why no ticket can be taken on this machine, with what to do about it; undefined: one can. */
  readonly unavailable: () => Promise<string | undefined>;
  /** undefined for a ticket that is none, is over, was shown before, or is for another service or another key than the keytab's. */
  readonly take: (token: string) => Promise<Ticket | undefined>;
}

/** Active Directory's MaxTokenSize is 48,000 bytes; in base64 a third more. */
const LONGEST = 65_536;
const TOKEN = /^[A-Za-z0-9+/]{4,}={0,2}$/;
const MISSING =
  'The package for Kerberos is not installed here. Install libkrb5-dev (Debian, Ubuntu) or krb5-devel, run npm install, and restart.';

/**
 * @param keytab where the keytab is; '' for the system's own. The library knows one keytab for the whole process and reads its name when it
 * opens the first ticket, so that is when it is set, once.
 */
export function openNegotiate(deps: { readonly log: Log; readonly keytab: () => string }): Negotiate {
  let loading: Promise<Gss | undefined> | undefined;
  let named = false;
  const library = (): Promise<Gss | undefined> => {
    loading ??= import('kerberos').then(
      // CommonJS: its exports are also the default's.
      (found: unknown) => (found as { readonly default?: Gss }).default ?? (found as Gss),
      (cause: unknown) => {
        deps.log.debug('Kerberos tickets cannot be taken', { cause });
        return undefined;
      },
    );
    return loading;
  };
  const nameKeytab = (): void => {
    if (named) return;
    named = true;
    const path = deps.keytab().trim();
    if (path !== '') process.env['KRB5_KTNAME'] = path.startsWith('FILE:') ? path : `FILE:${path}`;
  };

  return {
    unavailable: async () => ((await library()) === undefined ? MISSING : undefined),
    take: async (token) => {
      if (token.length > LONGEST || !TOKEN.test(token)) return undefined;
      const gss = await library();
      if (gss === undefined) return undefined;
      nameKeytab();
      try {
        // No name: any key of the keytab serves, and GSSAPI asks no name server what this host is called. Which one it was is looked at below.
        const server = await gss.initializeServer('');
        await server.step(token);
        const { username, targetName } = server;
        const ours = targetName !== null && /^HTTP\//i.test(targetName);
        if (!server.contextComplete || !ours || username === null || username === '') return undefined;
        return { principal: username, answer: server.response ?? undefined };
      } catch (cause) {
        // Expired, replayed, for another key, or no ticket at all: the reason is for whoever sets it up.
        deps.log.info('a Kerberos ticket was refused', { cause });
        return undefined;
      }
    },
  };
}
