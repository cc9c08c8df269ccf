// May this administrator, program or command line do what the route does? Scope, freshness and second factor; who calls is who.ts's.
import { AppError } from '@platen/shared/app-error';
import type { App } from '../app.ts';
import type { CallerOf, Route } from './route.ts';

/** A proof of who somebody is counts this long for what is dangerous (ASVS 5.0 7.5.1): long enough to finish a piece of work. */
export const FRESH_MS = 10 * 60_000;

type Caller = CallerOf['admin'];

/** Throws `not-allowed`, `second-factor-needed` or `prove-again`. What is not declared is not allowed. */
export async function allow(app: App, route: Pick<Route, 'scope' | 'fresh' | 'path'>, caller: Caller) {
  const { scope } = route;
  if (scope === undefined) throw new AppError('not-allowed', { detail: `${route.path} declares no scope` });
  if (scope === 'own') {
    if (caller.kind === 'program') throw new AppError('not-allowed', { detail: 'this is for people' });
  } else if (!caller.scopes.has(scope)) {
    throw new AppError('not-allowed', { detail: `${caller.who} lacks ${scope}` });
  } else if (await needsSecondFactor(app, caller)) {
    throw new AppError('second-factor-needed', { who: caller.who });
  }
  if (route.fresh === true) mustBeFresh(app, caller);
}

/** For a route of which only some calls are dangerous. Throws `prove-again`, to programs `not-allowed`: they have nobody to ask. */
export function mustBeFresh(app: Pick<App, 'clock'>, caller: Caller): void {
  if (caller.kind === 'command-line') return;
  if (caller.kind === 'program') {
    throw new AppError('not-allowed', { detail: `${caller.who} is a program, and this asks for a person` });
  }
  const strongAt = caller.session?.strongAt ?? 0;
  if (app.clock.now() - strongAt >= FRESH_MS) throw new AppError('prove-again', { who: caller.who });
}

/** Where the site asks for a second factor, an administrator without one can set one up and do nothing else. */
export async function needsSecondFactor(app: App, { session, adminId, kind }: Caller): Promise<boolean> {
  if (kind !== 'person' || app.settings.now().signIn.secondFactor !== 'required') return false;
  // A passkey is two factors in one; the provider of single sign-on answers for its own.
  if (session?.via === 'passkey' || session?.via === 'openid') return false;
  return adminId === undefined || !(await app.door.factors.has(adminId));
}
