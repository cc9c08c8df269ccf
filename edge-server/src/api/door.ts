// The console's door as the routes see it: where a caller comes from, who they are once they are in, and their cookie.
import { ROLE_SCOPES } from '@platen/shared/scopes';
import type { App } from '../app.ts';
import type { AdminRow } from '../people/admin-rows.ts';
import type { Door, Entered } from '../people/admin-sign-in.ts';
import { placeOf } from '../people/passkeys.ts';
import { needsSecondFactor } from './allow.ts';
import type { Call, CallerOf, Role } from './route.ts';

/** The server decides when a session ends; the cookie outlives it by its last day (people/sessions.ts). */
const COOKIE_SECONDS = 7 * 24 * 3600;

type AnyCall = Pick<Call<Role, unknown, unknown>, 'caller' | 'header' | 'setCookie'>;

export function doorOf({ caller, header }: Pick<AnyCall, 'caller' | 'header'>): Door {
  return {
    address: caller.address,
    agent: header('user-agent'),
    place: placeOf(header('host') ?? '', caller.secure),
  };
}

export function setAdminCookie(call: Pick<AnyCall, 'setCookie'>, token: string): void {
  call.setCookie('platen_admin', token, COOKIE_SECONDS);
}

/** What the console is told of whoever is signed in. */
export async function meOf(app: App, caller: CallerOf['admin']) {
  return {
    name: caller.who.replace(/^(admin|token):/, ''),
    ...(caller.role === undefined ? {} : { role: caller.role }),
    scopes: [...caller.scopes],
    secondFactorNeeded: await needsSecondFactor(app, caller),
    siteName: app.settings.now().site.name,
    tryOut: app.tryOut,
  };
}

/** The answer to a step of signing in: in, with the cookie, or on to the second step. */
export async function enteredReply(app: App, call: AnyCall, entered: Entered) {
  if (entered.kind === 'second') return { attempt: entered.attempt, ways: { ...entered.ways } };
  setAdminCookie(call, entered.token);
  return meOf(app, await callerOf(app, call, entered));
}

async function callerOf(
  app: App,
  call: AnyCall,
  { token, admin }: { readonly token: string; readonly admin: AdminRow },
): Promise<CallerOf['admin']> {
  return {
    address: call.caller.address,
    secure: call.caller.secure,
    saying: call.caller.saying,
    who: `admin:${admin.name}`,
    session: await app.sessions.find(token, 'admin'),
    adminId: admin.id,
    role: admin.role,
    scopes: new Set(ROLE_SCOPES[admin.role]),
    kind: 'person',
  };
}
