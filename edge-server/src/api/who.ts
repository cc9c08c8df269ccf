// Who calls: finds panel, session and administrator in cookies or headers, as the route's role asks. Never by network address.
import { AppError } from '@platen/shared/app-error';
import type { App } from '../app.ts';
import type { CallerOf, CookieName, Role } from './route.ts';

export interface Seen {
  readonly address: string;
  readonly secure: boolean;
  readonly cookie: (name: CookieName) => string | undefined;
  readonly header: (name: string) => string | undefined;
}

/** Throws `not-signed-in`, `panel-unknown`, `printer-off` or `https-only` when the caller is not what the role asks. */
export async function who<R extends Role>(app: App, role: R, seen: Seen): Promise<CallerOf[R]>;
export async function who(app: App, role: Role, seen: Seen): Promise<CallerOf[Role]> {
  const base = { address: seen.address, secure: seen.secure };
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
      return { ...base, session, userId: session.personId };
    }
    case 'converter': {
      // Documents in the clear: never without TLS, whatever the settings allow people.
      if (!seen.secure) throw new AppError('https-only');
      const session = await sessionOf(app, bearer(seen), 'converter', role);
      app.converters.saw(session.personId);
      return { ...base, converter: session.personId };
    }
    case 'admin': {
      const token = bearer(seen);
      // The command line's token is a file on this machine; on loopback it crosses no network even without TLS.
      if (token !== undefined && isLoopback(seen.address) && app.isOperatorToken(token)) {
        return { ...base, who: 'command line', session: undefined };
      }
      secureOnly(app, seen);
      const session = await sessionOf(app, seen.cookie('platen_admin'), 'admin', role);
      const name = await app.admins.nameOf(session.personId);
      if (name === undefined) throw new AppError('not-signed-in', { role });
      return { ...base, who: `admin:${name}`, session };
    }
  }
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

/** Plain HTTP for a panel: where site and printer both allow it, or inside this machine while trying out. */
export function mayUseHttp(app: App, printerAllows: boolean, seen: Pick<Seen, 'address'>): boolean {
  return (app.settings.now().site.panelOverHttp && printerAllows) || (app.tryOut && isLoopback(seen.address));
}

/** Portal and console need TLS unless the administrator switched that off (smartsend "secure password entry"). */
export function secureOnly(app: App, seen: Pick<Seen, 'address' | 'secure'>): void {
  if (seen.secure || app.settings.now().site.portalOverHttp) return;
  if (app.tryOut && isLoopback(seen.address)) return;
  throw new AppError('https-only');
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
