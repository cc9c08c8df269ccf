// Who prints over IPP: the secret of a queue of one's own, a password or code (HTTP Basic), a Kerberos ticket (HTTP Negotiate), a client's
// certificate, or, where the administrator trusts the network, the name that the client tells. A program with a token may run the printer.
import type { X509Certificate } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import type { App } from './app.ts';
import type { IppOperator } from './flow/intake/ipp/ipp-queue.ts';
import { accountOf, makeIppPasswords } from './ipp-passwords.ts';
import { API_TOKEN_PREFIX } from './people/api-tokens.ts';
import { findByLoginName, findByPrincipal } from './people/find-by-principal.ts';
import { isOff } from './people/user-off.ts';
import { findUser, findUserByEmail, type UserRow } from './people/users.ts';
import { namesOf } from './platform/client-certificate.ts';
import type { Negotiate } from './platform/negotiate.ts';

export interface IppCaller {
  readonly address: string;
  readonly authorization: string | undefined;
  /** Of a personal queue's address. */
  readonly secret: string | undefined;
  /** requesting-user-name. */
  readonly userName: string | undefined;
  /** That the client showed and TLS believes. */
  readonly certificate: Pick<X509Certificate, 'subjectAltName'> | undefined;
  /** The connection is TLS. */
  readonly secure: boolean;
}

export type IppSignIn =
  /** `ticket`: for WWW-Authenticate, where a Kerberos ticket said who it is. `row`: the account, where it was read just now. */
  | {
      readonly kind: 'user';
      readonly userId: string;
      readonly ticket?: string | undefined;
      readonly row?: UserRow | undefined;
    }
  | { readonly kind: 'operator'; readonly operator: IppOperator }
  /** Nobody yet; `error`: what was given is wrong, or may not be tried now. */
  | { readonly kind: 'nobody'; readonly error?: AppError };

/** Its signal is asked for where something has to be waited for. */
type Waiting = { readonly signal: AbortSignal };

type SignInParts = Pick<
  App,
  'db' | 'clock' | 'settings' | 'sealing' | 'signIn' | 'printQueues' | 'apiTokens'
> & { readonly negotiate: Pick<Negotiate, 'take'> };

const NOBODY: IppSignIn = { kind: 'nobody' };
const asUser = (found: UserRow | undefined): IppSignIn =>
  found === undefined ? NOBODY : { kind: 'user', userId: found.id, row: found };

export function makeIppSignIn(app: SignInParts) {
  const passwords = makeIppPasswords(app);
  const now = () => app.settings.now().print;

  async function bySecret(secret: string): Promise<IppSignIn> {
    const userId = now().ownQueues ? await app.printQueues.ownerOf(secret) : undefined;
    return userId === undefined
      ? { kind: 'nobody', error: new AppError('not-found', { what: 'queue' }) }
      : { kind: 'user', userId };
  }

  /** The email addresses first; all that the certificate names have to mean one account. */
  async function byCertificate(certificate: NonNullable<IppCaller['certificate']>): Promise<IppSignIn> {
    const { emails, principals } = namesOf(certificate.subjectAltName);
    const found = await app.db.read(async (tx) => {
      const ids = new Set<string>();
      for (const email of emails.slice(0, MOST_NAMES)) {
        const user = await findUserByEmail(tx, email);
        if (user !== undefined) ids.add(user.id);
      }
      for (const principal of principals.slice(0, MOST_NAMES)) {
        const user = await findByPrincipal(tx, principal);
        if (user !== undefined) ids.add(user.id);
      }
      return ids;
    });
    const [id] = found;
    return found.size === 1 && id !== undefined ? { kind: 'user', userId: id } : NOBODY;
  }

  async function byTicket(token: string): Promise<IppSignIn> {
    if (!now().kerberos) return NOBODY;
    const ticket = await app.negotiate.take(token);
    if (ticket === undefined) return { kind: 'nobody', error: new AppError('wrong-code') };
    const user = await app.db.read((tx) => findByPrincipal(tx, ticket.principal));
    if (user === undefined)
      return { kind: 'nobody', error: new AppError('ticket-nobody', { principal: ticket.principal }) };
    return { kind: 'user', userId: user.id, ticket: ticket.answer };
  }

  /** A program's token, as Bearer, or as the password of Basic for tools that know nothing else. Never without TLS. */
  async function asOperator({ authorization = '', secure }: IppCaller): Promise<IppSignIn | undefined> {
    const token = tokenIn(authorization);
    if (token === undefined) return undefined;
    const program = secure ? await app.apiTokens.find(token) : undefined;
    return program?.scopes.includes('printers:change') === true
      ? { kind: 'operator', operator: { name: `token:${program.name}` } }
      : { kind: 'nobody', error: new AppError('wrong-code') };
  }

  /** Whom this header has proved to be a moment ago, unless the account is another one since. */
  async function remembered(authorization: string, { address }: IppCaller): Promise<UserRow | undefined> {
    const known = passwords.remembered(authorization, address);
    if (known === undefined) return undefined;
    const user = await app.db.read((tx) => findUser(tx, known.userId));
    if (user !== undefined && accountOf(user) === known.account) return user;
    passwords.forget(authorization, address);
    return undefined;
  }

  async function byPassword(authorization: string, caller: IppCaller, waiting: Waiting): Promise<IppSignIn> {
    const known = await remembered(authorization, caller);
    if (known !== undefined) return asUser(known);
    const looked = await passwords.check(authorization, caller.address, waiting.signal);
    if (looked === undefined) return NOBODY;
    if ('error' in looked) return { kind: 'nobody', error: looked.error };
    const user = await app.db.read((tx) => findUser(tx, looked.userId));
    if (user !== undefined) passwords.remember(authorization, caller.address, user);
    return asUser(user);
  }

  const byName = async (name: string): Promise<IppSignIn> =>
    asUser(await app.db.read((tx) => findByLoginName(tx, name)));

  async function look(caller: IppCaller, waiting: Waiting): Promise<IppSignIn> {
    const { secret, authorization, certificate, userName } = caller;
    if (secret !== undefined) return bySecret(secret);
    if (authorization !== undefined) {
      const operator = await asOperator(caller);
      if (operator !== undefined) return operator;
      const ticket = /^Negotiate\s+(\S+)\s*$/i.exec(authorization)?.[1];
      return ticket === undefined ? byPassword(authorization, caller, waiting) : byTicket(ticket);
    }
    if (certificate !== undefined) {
      const found = await byCertificate(certificate);
      if (found.kind === 'user') return found;
    }
    if (now().trustNames && userName !== undefined) return byName(userName);
    return NOBODY;
  }

  /** The account may be switched off, or have gone since its password was looked at. */
  async function mayPrint(found: IppSignIn): Promise<IppSignIn> {
    if (found.kind !== 'user') return found;
    const user = found.row ?? (await app.db.read((tx) => findUser(tx, found.userId)));
    if (user === undefined) return NOBODY;
    return isOff(user, app.clock.now())
      ? { kind: 'nobody', error: new AppError('account-off', { user: user.id }) }
      : found;
  }

  return {
    find: async (caller: IppCaller, waiting: Waiting): Promise<IppSignIn> =>
      mayPrint(await look(caller, waiting)),
    /** For what anybody may ask: who it is as far as that costs no try, no ticket and no directory. */
    recognise: async (caller: IppCaller): Promise<IppSignIn> => {
      const { secret, authorization, certificate } = caller;
      if (secret !== undefined) return mayPrint(await bySecret(secret));
      if (authorization !== undefined) return mayPrint(asUser(await remembered(authorization, caller)));
      return certificate === undefined ? NOBODY : mayPrint(await byCertificate(certificate));
    },
  };
}

export type IppSignInDesk = ReturnType<typeof makeIppSignIn>;

/** Names of a certificate that are looked up. */
const MOST_NAMES = 8;

function tokenIn(authorization: string): string | undefined {
  const bearer = /^Bearer\s+(\S{1,500})\s*$/i.exec(authorization)?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic ([A-Za-z0-9+/]{4,1000}={0,2})$/i.exec(authorization)?.[1];
  if (basic === undefined) return undefined;
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const password = text.slice(text.indexOf(':') + 1);
  return password.startsWith(API_TOKEN_PREFIX) ? password : undefined;
}
