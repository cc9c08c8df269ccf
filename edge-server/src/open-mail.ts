// From a stored mail account to what reads it or sends through it: which protocol, which trust, which sign-in, and whether this server may speak to
// that address at all (threat T36). Wiring only.
import type { MailAccountSettings } from '@platen/shared/mail';
import type { Clock, Log } from './deps.ts';
import type { MailAccountRow } from './flow/store/mail-accounts.ts';
import { openEws } from './protocols/mail/ews.ts';
import { ewsSender } from './protocols/mail/ews-sender.ts';
import { defaultScope, graphBase, microsoftTokenUrl } from './protocols/mail/graph/graph-clouds.ts';
import { openGraph } from './protocols/mail/graph.ts';
import { graphSender } from './protocols/mail/graph-sender.ts';
import type { HttpAuth } from './protocols/mail/http-auth.ts';
import { openImap } from './protocols/mail/imap.ts';
import { MailError, type OpenMailbox } from './protocols/mail/mailbox.ts';
import { makeTokens, type TokenSource } from './protocols/mail/oauth-token.ts';
import { openPop3 } from './protocols/mail/pop3.ts';
import type { MailSender } from './protocols/mail/sending.ts';
import { openSmtp } from './protocols/mail/smtp.ts';
import type { TlsTrust } from './protocols/tls-trust.ts';

export type OpenableAccount = Pick<MailAccountRow, 'kind' | 'receives' | 'sends' | 'address' | 'settings'>;

export interface OpenMailDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** A sentence that says why this server may not speak to `host`; undefined when it may. */
  readonly refusal: (host: string, port: number) => Promise<string | undefined>;
}

export interface MailWire {
  readonly openMailbox?: OpenMailbox;
  readonly sender?: MailSender;
  /** Of the sender. */
  readonly close: () => void;
}

/** @param secret password or client secret; undefined where none is stored. Opening fails then, unless the server asks for none. */
export function openMailWire(
  account: OpenableAccount,
  secret: string | undefined,
  deps: OpenMailDeps,
): MailWire {
  const tokens = tokensOf(account, secret, deps);
  const guard = async (): Promise<void> => {
    for (const { host, port } of placesOf(account)) {
      const sentence = await deps.refusal(host, port);
      if (sentence !== undefined) throw new MailError('unreachable', sentence);
    }
    if (secret === undefined && account.settings.auth !== 'none') {
      throw new MailError('refused', 'No password is stored for this account.');
    }
  };
  const openMailbox = account.receives ? mailboxOf(account, secret ?? '', tokens, deps) : undefined;
  const sender = account.sends ? senderOf(account, secret ?? '', tokens) : undefined;
  return {
    ...(openMailbox === undefined
      ? {}
      : {
          openMailbox: async (signal) => {
            await guard();
            return openMailbox(signal);
          },
        }),
    ...(sender === undefined ? {} : { sender: guarded(sender, guard) }),
    close: () => sender?.close(),
  };
}

/** Where an account makes this server connect to: the mail server, and who gives out tokens. */
export function placesOf(account: OpenableAccount): readonly { host: string; port: number }[] {
  const { kind, settings } = account;
  const { host, port } = settings;
  const urls = [
    kind === 'ews' ? host : kind === 'graph' ? graphBase(host) : undefined,
    settings.auth === 'oauth2' ? tokenUrlOf(account) : undefined,
  ].filter((url) => url !== undefined);
  const isHttp = kind === 'ews' || kind === 'graph';
  return [
    ...(isHttp || host === undefined || port === undefined ? [] : [{ host, port }]),
    ...urls.map((text) => {
      const url = new URL(text);
      const usual = url.protocol === 'http:' ? 80 : 443;
      return { host: url.hostname, port: url.port === '' ? usual : Number(url.port) };
    }),
  ];
}

function mailboxOf(
  account: OpenableAccount,
  password: string,
  tokens: TokenSource | undefined,
  deps: OpenMailDeps,
): OpenMailbox {
  const { kind, settings, address } = account;
  const trust = trustOf(settings);
  const pollMs = settings.pollSeconds === undefined ? undefined : settings.pollSeconds * 1_000;
  const log = (message: string) => deps.log.debug(message, { mailbox: address });
  if (kind === 'ews') {
    const place = exchangeOf(account, password, tokens);
    return (signal) => openEws({ ...place, folder: settings.folder, pollMs, log }, signal);
  }
  if (kind === 'graph') {
    const place = graphOf(account, tokens);
    return (signal) => openGraph({ ...place, folder: settings.folder, pollMs, log }, signal);
  }
  const options = {
    host: settings.host ?? '',
    port: settings.port ?? 0,
    security: settings.security ?? 'tls',
    user: settings.user ?? address,
    auth:
      tokens === undefined
        ? ({ kind: 'password', password } as const)
        : ({ kind: 'oauth2', token: tokens } as const),
    folder: settings.folder ?? 'INBOX',
    trust,
    log: deps.log,
  };
  return (signal) => (kind === 'pop3' ? openPop3(options, signal) : openImap(options, signal));
}

function senderOf(account: OpenableAccount, password: string, tokens: TokenSource | undefined): MailSender {
  const { kind, settings, address } = account;
  if (kind === 'ews') return ewsSender(exchangeOf(account, password, tokens));
  if (kind === 'graph') return graphSender(graphOf(account, tokens));
  const user = settings.user ?? address;
  return openSmtp({
    host: settings.host ?? '',
    port: settings.port ?? 0,
    security: settings.security ?? 'starttls',
    auth:
      settings.auth === 'none'
        ? { kind: 'none' }
        : tokens === undefined
          ? { kind: 'password', user, password }
          : { kind: 'oauth2', user, token: tokens },
    trust: trustOf(settings),
  });
}

/** The same sender, that connects nowhere before it was asked whether it may. */
function guarded(sender: MailSender, guard: () => Promise<void>): MailSender {
  return {
    send: async (mail, signal) => {
      try {
        await guard();
      } catch (cause) {
        if (!(cause instanceof MailError)) throw cause;
        return { kind: 'not-sent', permanent: false, trouble: cause.trouble, detail: cause.message };
      }
      return sender.send(mail, signal);
    },
    verify: async (signal) => {
      await guard();
      await sender.verify(signal);
    },
    close: () => sender.close(),
  };
}

function exchangeOf(account: OpenableAccount, password: string, tokens: TokenSource | undefined) {
  const { settings, address } = account;
  const auth: HttpAuth =
    tokens === undefined
      ? { kind: 'password', user: settings.user ?? address, password }
      : { kind: 'oauth2', token: tokens };
  // With client credentials nobody is signed in whose own mailbox it could be.
  const mailbox = settings.mailbox ?? (settings.auth === 'oauth2' ? address : undefined);
  return { url: settings.host ?? '', auth, mailbox, trust: trustOf(settings) };
}

function graphOf({ settings, address }: OpenableAccount, tokens: TokenSource | undefined) {
  const none = () => Promise.reject(new MailError('refused', 'This account has no sign-in for Graph.'));
  return {
    base: settings.host,
    mailbox: settings.mailbox ?? address,
    token: tokens ?? none,
    trust: trustOf(settings),
  };
}

function trustOf({ tlsPin, ca }: MailAccountSettings): TlsTrust {
  return { ...(tlsPin === undefined ? {} : { pin: tlsPin }), ...(ca === undefined ? {} : { ca }) };
}

/** What tokens of Microsoft's directories are asked for: who they are shown to. */
function resourceOf({ kind, settings: { host = '' } }: OpenableAccount): string {
  if (kind === 'graph') return graphBase(host);
  if (kind === 'ews') return host;
  // Exchange Online gives one resource to all its protocols: outlook.office365.com for smtp.office365.com, too.
  return `https://outlook.${host.slice(host.indexOf('.') + 1)}`;
}

function tokenUrlOf(account: OpenableAccount): string | undefined {
  const { tokenUrl, tenant } = account.settings;
  if (tokenUrl !== undefined || tenant === undefined) return tokenUrl;
  return microsoftTokenUrl(tenant, resourceOf(account));
}

function tokensOf(
  account: OpenableAccount,
  secret: string | undefined,
  deps: Pick<OpenMailDeps, 'clock'>,
): TokenSource | undefined {
  const { auth, clientId, tokenUrl, scope, ca } = account.settings;
  const url = tokenUrlOf(account);
  if (auth !== 'oauth2' || url === undefined || clientId === undefined) return undefined;
  return makeTokens({
    tokenUrl: url,
    clientId,
    clientSecret: secret ?? '',
    scope: scope ?? (tokenUrl === undefined ? defaultScope(resourceOf(account)) : undefined),
    // A pin is the mail server's; who gives out tokens is another machine.
    trust: ca === undefined ? {} : { ca },
    clock: deps.clock,
  });
}
