// What administrators set up of signing in besides the settings: the company code, and the secret of single sign-on.
import { Nothing } from '@platen/shared/api/common';
import { CompanyCodeView, OpenIdSecretSet, OpenIdSetup } from '@platen/shared/api/portal-sign-in';
import type { App } from '../../app.ts';
import { redirectUriOf } from '../open-id-page.ts';
import { defineRoute, type Route } from '../route.ts';

export function adminSignInRoutes(app: App): Route[] {
  const { companyCode, openId, openIdSecret } = app.signIn;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/company-code',
      role: 'admin',
      scope: 'security:read',
      summary: 'The company code, which people type with their email address to get a code by mail.',
      reply: CompanyCodeView,
      handle: async () => ({ code: await companyCode.current() }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/company-code',
      role: 'admin',
      scope: 'security:change',
      summary: 'A new company code; the old one stops working.',
      reply: CompanyCodeView,
      handle: async ({ caller }) => ({ code: await companyCode.renew(caller.who) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/open-id',
      role: 'admin',
      scope: 'security:read',
      summary: 'What single sign-on needs besides its settings. The secret is never shown.',
      reply: OpenIdSetup,
      handle: async ({ caller, header }) => ({
        redirectUri: redirectUriOf(caller, header('host')),
        secretStored: (await openIdSecret.read()) !== undefined,
        onForPortal: openId.isOn('portal'),
        onForConsole: openId.isOn('admin'),
      }),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/open-id/secret',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Store the client secret for the issuer of the settings, or take it away.',
      body: OpenIdSecretSet,
      reply: Nothing,
      handle: async ({ caller, body }) => {
        await openIdSecret.set(body.secret, caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/open-id/test',
      role: 'admin',
      scope: 'security:change',
      summary: 'Ask the provider for its description, to see that it can be used.',
      reply: Nothing,
      handle: async () => {
        await openId.test();
        return { ok: true };
      },
    }),
  ];
}
