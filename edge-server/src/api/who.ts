// Who calls: finds panel, session and administrator in cookies or headers, as the route's role asks. Never by network address.
import { AppError } from '@platen/shared/app-error';
import { ENGLISH } from '@platen/shared/say/saying';
import { ROLE_SCOPES, SCOPES } from '@platen/shared/scopes';
import type { App } from '../app.ts';
import { readerLanguage } from './reader-language.ts';
import type { CallerOf, CookieName, Role } from './route.ts';
import { type Surface, surfaceOf, type WireVerdict, wirePolicy } from './wire-policy.ts';

export interface Seen {
  readonly address: string;
  readonly secure: boolean;
  /** Somebody does something: pages also ask by themselves how things are. */
  readonly acts: boolean;
  readonly cookie: (name: CookieName) => string | undefined;
  readonly header: (name: string) => string | undefined;
}

/** Throws `not-signed-in`, `panel-unknown`, `printer-off` or `https-only` when the caller is not what the role asks. */
export async function who<R extends Role>(app: App, role: R, seen: Seen): Promise<CallerOf[R]>;
export async function who(app: App, role: Role, seen: Seen): Promise<CallerOf[Role]> {
  const { address, secure } = seen;
  const isConsole = role === 'admin' || role === 'converter';
  const saying = isConsole ? ENGLISH : readerLanguage(app, seen.header('accept-language'));
  const base = { address, secure, saying };
  switch (role) {
    case 'anyone':
      return base;
    case 'panel':
      return { ...base, printer: await panel(app, seen) };
    case 'panel-user': {
      const printer = await panel(app, seen);
      const session = await sessionOf(app, seen.cookie('platen_panel_session'), 'panel', role);
      // A session belongs to the panel it was opened on (threats.md T43).
      if (session.printerId !== printer.id) throw new AppError('not-signed-in', { role });
      return { ...base, printer, session, userId: session.personId };
    }
    case 'portal-user': {
      secureOnly(app, seen);
      const token = seen.cookie('platen_portal') ?? bearer(seen);
      const session = await sessionOf(app, token, 'portal', role);
      // Silent renewal: a page that merely lies open does not keep its owner signed in.
      if (seen.acts) await app.sessions.keepAlive(session);
      return { ...base, session, userId: session.personId };
    }
    case 'converter': {
      // Documents in the clear: never without TLS, whatever the settings allow people.
      if (!seen.secure) throw new AppError('https-only');
      const session = await sessionOf(app, bearer(seen), 'converter', role);
      app.converters.saw(session.personId);
      return { ...base, converter: session.personId };
    }
    case 'admin':
      return { ...base, ...(await admin(app, seen)) };
  }
}

async function admin(
  app: App,
  seen: Seen,
): Promise<Omit<CallerOf['admin'], 'address' | 'secure' | 'saying'>> {
  const token = bearer(seen);
  if (token !== undefined) {
    const nobody = { session: undefined, adminId: undefined, role: undefined };
    // The command line's token is a file on this machine; on loopback it crosses no network even without TLS.
    if (isLoopback(seen.address) && app.isOperatorToken(token)) {
      return { ...nobody, who: 'command line', scopes: new Set(SCOPES), kind: 'command-line' };
    }
    // A program's token never crosses plain HTTP, whatever the settings allow people.
    const program = seen.secure ? await app.apiTokens.find(token) : undefined;
    if (program === undefined) throw new AppError('not-signed-in', { role: 'admin' });
    return { ...nobody, who: `token:${program.name}`, scopes: new Set(program.scopes), kind: 'program' };
  }
  secureOnly(app, seen);
  const session = await sessionOf(app, seen.cookie('platen_admin'), 'admin', 'admin');
  const found = await app.admins.findOn(session.personId);
  if (found === undefined) throw new AppError('not-signed-in', { role: 'admin' });
  // As in the portal: a page that looks again by itself does not keep a forgotten screen signed in.
  if (seen.acts) await app.sessions.keepAlive(session);
  return {
    who: `admin:${found.name}`,
    session,
    adminId: found.id,
    role: found.role,
    scopes: new Set(ROLE_SCOPES[found.role]),
    kind: 'person',
  };
}

async function panel(app: App, seen: Seen) {
  const key = seen.cookie('platen_panel');
  const printer = key === undefined ? undefined : await app.printers.byPanelKey(key);
  if (printer === undefined) throw new AppError('panel-unknown');
  if (!seen.secure && !mayUseHttp(app, printer.allowHttp, seen)) throw new AppError('https-only');
  if (!printer.enabled) throw new AppError('printer-off', { printer: printer.name });
  heardOf(app, printer.id);
  return printer;
}

/** The device's panel called home: an installation is proven by it. Nobody waits for the note. */
export function heardOf(app: App, printerId: string): void {
  app.panels
    .noteContact(printerId, app.clock.now())
    .catch((cause: unknown) => app.log.warn('a call home was not noted', { printer: printerId, cause }));
}

/** What may be done over this connection (wire-policy.ts). */
export function wireVerdict(
  app: App,
  surface: Surface,
  seen: Pick<Seen, 'address' | 'secure'>,
  printerAllows = false,
): WireVerdict {
  return wirePolicy({
    surface,
    secure: seen.secure,
    printerAllows,
    tryOutLoopback: app.tryOut && isLoopback(seen.address),
    settings: app.settings.now(),
  });
}

/** Plain HTTP for a panel: where the policy and its printer allow it, or inside this machine while trying out. */
export function mayUseHttp(app: App, printerAllows: boolean, seen: Pick<Seen, 'address'>): boolean {
  return wireVerdict(app, 'panel', { ...seen, secure: false }, printerAllows).secrets;
}

/** Portal and console need TLS unless the administrator switched that off (smartsend "secure password entry"). */
export function secureOnly(app: App, seen: Pick<Seen, 'address' | 'secure'>): void {
  if (!wireVerdict(app, 'portal', seen).secrets) throw new AppError('https-only');
}

/** Before anything of a call is looked at: throws `https-only` where its surface is not answered over this connection. */
export function checkWire(app: App, route: { readonly path: string; readonly role: Role }, seen: Seen): void {
  if (seen.secure) return;
  const surface = surfaceOf(route.path);
  // Whether a printer may is known when its panel has shown its key, in who(). Without a panel there is nobody who may.
  const knowsItsPrinter = route.role === 'panel' || route.role === 'panel-user';
  if (wireVerdict(app, surface, seen, knowsItsPrinter).calls === 'answer') return;
  // The way back in when HTTPS itself is what is broken: it crosses no network.
  if (surface === 'console' && isOperator(app, seen)) return;
  throw new AppError('https-only');
}

/** The command line of this machine, by the token in a file of the data directory. */
function isOperator(app: App, seen: Seen): boolean {
  const token = bearer(seen);
  return token !== undefined && isLoopback(seen.address) && app.isOperatorToken(token);
}

async function sessionOf(
  app: App,
  token: string | undefined,
  kind: 'panel' | 'portal' | 'admin' | 'converter',
  role: Role,
) {
  const session = token === undefined ? undefined : await app.sessions.find(token, kind);
  if (session === undefined) throw new AppError('not-signed-in', { role });
  return session;
}

function bearer(seen: Seen): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/-]+=*)$/.exec(seen.header('authorization') ?? '')?.[1];
}

export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}
