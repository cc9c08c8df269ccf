// Single sign-on at the console: beginning, what the provider sent back, and linking an administrator's account with the one over there.
import { Nothing } from '@platen/shared/api/common';
import { OpenIdAsked, OpenIdGiven } from '@platen/shared/api/portal-sign-in';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { OPEN_ID_MINUTES, openIdWord } from '../../people/open-id.ts';
import { doorOf, setAdminCookie } from '../door.ts';
import { redirectUriOf } from '../open-id-page.ts';
import { type Call, defineRoute, type Role, type Route } from '../route.ts';
import { secureOnly } from '../who.ts';

type AnyCall = Pick<Call<Role, unknown, unknown>, 'caller' | 'header' | 'setCookie'>;

export function adminOpenIdRoutes(app: App): Route[] {
  const { openId } = app.signIn;

  /** `stay` means nothing at the console; here it marks the flows that link. It lies in the row and never comes from the browser. */
  async function begin({ caller, header, setCookie }: AnyCall, links: boolean) {
    const redirectUri = redirectUriOf(caller, header('host'));
    const { url, word } = await openId.begin('admin', { stay: links, redirectUri });
    setCookie('platen_attempt', word, OPEN_ID_MINUTES * 60);
    return { url };
  }

  return [
    defineRoute({
      method: 'POST',
      path: '/api/admin/session/open-id',
      role: 'anyone',
      summary: 'Begin single sign-on at the console: where to send the browser.',
      reply: OpenIdAsked,
      handle: async (call) => {
        secureOnly(app, call.caller);
        return begin(call, false);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/account/open-id',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'Begin linking the own account with the one at the provider.',
      reply: OpenIdAsked,
      handle: async (call) => begin(call, true),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/account/open-id',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'End the link with the account at the provider.',
      reply: Nothing,
      handle: async ({ caller }) => {
        const admin = await app.admins.find(caller.adminId ?? '');
        if (admin === undefined)
          throw new AppError('not-allowed', { detail: `${caller.who} has no account` });
        await app.admins.linkOpenId(admin.id, null);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/open-id/finish',
      role: 'anyone',
      summary: 'Sign in, or link, with what the provider sent back, in the browser that began.',
      body: OpenIdGiven,
      reply: Nothing,
      handle: async (call) => {
        const { caller, body, cookie, setCookie } = call;
        secureOnly(app, caller);
        const word = cookie('platen_attempt');
        setCookie('platen_attempt', '', 0);
        const there = await openId.finish('admin', body.query, word);
        if (there.stay) {
          // Whoever began it proved who they are; they have to be here still.
          const token = cookie('platen_admin');
          const session = token === undefined ? undefined : await app.sessions.find(token, 'admin');
          const admin = session === undefined ? undefined : await app.admins.findOn(session.personId);
          if (admin === undefined) throw new AppError('not-signed-in', { role: 'admin' });
          await app.admins.linkOpenId(admin.id, openIdWord(there));
          return { ok: true };
        }
        const entered = await app.door.signIn.byOpenId(openIdWord(there), doorOf(call));
        if (entered.kind === 'in') setAdminCookie(call, entered.token);
        return { ok: true };
      },
    }),
  ];
}
