// The console's door: the first administrator, signing in and out.
import { AdminMe, AdminSignIn, Setup } from '@platen/shared/api/admin';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import * as v from 'valibot';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';
import { secureOnly } from '../who.ts';

/** As people/sessions.ts keeps administrators' sessions. */
const ADMIN_SESSION_SECONDS = 12 * 3600;

export function adminSessionRoutes(app: App): Route[] {
  const me = (name: string) => ({ name, siteName: app.settings.now().site.name, tryOut: app.tryOut });

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/setup',
      role: 'anyone',
      summary: 'Is there still no administrator? 404 once there is one.',
      reply: v.object({ open: v.boolean() }),
      handle: async () => {
        if (!(await app.admins.setupOpen())) throw new AppError('setup-done');
        return { open: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/setup',
      role: 'anyone',
      summary: 'Create the first administrator with the one-time link; signs in.',
      body: Setup,
      reply: AdminMe,
      handle: async ({ caller, body, setCookie }) => {
        secureOnly(app, caller);
        if (!(await app.admins.setupOpen())) throw new AppError('setup-done');
        const { token } = await app.admins.setup(body.token, body.name, body.password);
        setCookie('platen_admin', token, ADMIN_SESSION_SECONDS);
        return me(body.name);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/session',
      role: 'anyone',
      summary: 'Sign in with name and password.',
      body: AdminSignIn,
      reply: AdminMe,
      handle: async ({ caller, body, setCookie }) => {
        secureOnly(app, caller);
        const { token } = await app.admins.signIn(body.name, body.password, { address: caller.address });
        setCookie('platen_admin', token, ADMIN_SESSION_SECONDS);
        return me(body.name);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/session',
      role: 'admin',
      summary: 'Who is signed in.',
      reply: AdminMe,
      handle: async ({ caller }) => {
        if (caller.session !== undefined) await app.sessions.keepAlive(caller.session);
        return me(caller.who.replace(/^admin:/, ''));
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/session',
      role: 'admin',
      summary: 'Sign out.',
      reply: Nothing,
      handle: async ({ caller, setCookie }) => {
        if (caller.session !== undefined) await app.sessions.end(caller.session.tokenHash);
        setCookie('platen_admin', '', 0);
        return { ok: true };
      },
    }),
  ];
}
