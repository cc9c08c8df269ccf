// The own account of whoever is signed in to the console: password, authenticator app, passkeys, recovery codes, sessions. What changes how
// somebody signs in asks for a fresh proof, and ends the other sessions.
import {
  AdminAccount,
  NewPassword,
  PasskeyAdd,
  PasskeyOptions,
  RecoveryCodes,
  SessionList,
  TotpConfirm,
  TotpEnrolment,
} from '@platen/shared/api/admin-security';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import type { AdminRow } from '../../people/admin-rows.ts';
import { doorOf } from '../door.ts';
import { type CallerOf, defineRoute, type Route } from '../route.ts';
import { sessionView } from '../views/session-view.ts';

type Caller = CallerOf['admin'];

export function adminAccountRoutes(app: App): Route[] {
  const { factors, passkeys, sessions } = app.door;

  /** The command line has no account of its own. */
  async function own(caller: Caller): Promise<AdminRow> {
    const admin = await app.admins.find(caller.adminId ?? '');
    if (admin === undefined) throw new AppError('not-allowed', { detail: `${caller.who} has no account` });
    return admin;
  }

  /** ASVS 5.0 7.4.3: whoever signed in the old way does so again. */
  const endOthers = (caller: Caller): Promise<void> =>
    app.sessions.endAllOf(caller.adminId ?? '', 'admin', caller.session?.tokenHash);

  const place = (call: Parameters<typeof doorOf>[0]) => {
    const found = doorOf(call).place;
    if (found === undefined) throw new AppError('passkey-place');
    return found;
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/account',
      role: 'admin',
      scope: 'own',
      summary: 'The own account: how it signs in, and what could be added.',
      reply: AdminAccount,
      handle: async (call) => {
        const admin = await own(call.caller);
        const keys = await passkeys.list(admin.id);
        return {
          id: admin.id,
          name: admin.name,
          role: admin.role,
          hasPassword: admin.passwordHash !== '',
          fromDirectory: admin.userId !== null,
          ...(admin.passwordSetAt === null ? {} : { passwordSetAt: admin.passwordSetAt }),
          hasTotp: admin.totpSealed !== null,
          recoveryCodesLeft: admin.recoveryHashes.length,
          passkeys: keys.map(({ id, name, rpId, createdAt, lastUsedAt }) => ({
            id,
            name,
            host: rpId,
            createdAt,
            ...(lastUsedAt === null ? {} : { lastUsedAt }),
          })),
          passkeyHere: doorOf(call).place !== undefined,
          ...(app.signIn.openId.isOn('admin')
            ? { openId: { name: app.settings.now().openId.name, linked: admin.openId !== null } }
            : {}),
          secondFactorRequired: app.settings.now().signIn.secondFactor === 'required',
        };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/account/password',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'Change the own password; all other sessions end.',
      body: NewPassword,
      reply: Nothing,
      handle: async ({ caller, body }) => {
        const { id } = await own(caller);
        await app.admins.setPassword(id, body.password, caller.session?.tokenHash ?? '');
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/account/totp',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'A key for an authenticator app. Nothing changes before its first code comes back.',
      reply: TotpEnrolment,
      handle: async ({ caller }) => factors.begin(await own(caller)),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/account/totp',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'The first code of the app: from now on it is asked for at each sign-in with the password.',
      body: TotpConfirm,
      reply: RecoveryCodes,
      handle: async ({ caller, body }) => {
        const { id } = await own(caller);
        const made = await factors.confirm(id, body.enrolment, body.code);
        await endOthers(caller);
        return made;
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/account/totp',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'Take the authenticator app away.',
      reply: Nothing,
      handle: async ({ caller }) => {
        await factors.remove((await own(caller)).id);
        await endOthers(caller);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/account/recovery-codes',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'New recovery codes, told this once; the old ones are void.',
      reply: RecoveryCodes,
      handle: async ({ caller }) => ({
        recoveryCodes: await factors.renewRecoveryCodes((await own(caller)).id),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/account/passkeys/options',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'What the browser needs to make a passkey.',
      reply: PasskeyOptions,
      handle: async (call) => {
        const admin = await own(call.caller);
        const { options, challenge } = await passkeys.beginRegistration(admin, place(call));
        return { options: { ...options }, challenge };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/account/passkeys',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'Add the passkey that the browser made.',
      status: 201,
      body: PasskeyAdd,
      reply: RecoveryCodes,
      handle: async (call) => {
        const { id } = await own(call.caller);
        return passkeys.register(id, call.body, place(call));
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/account/passkeys/:id',
      role: 'admin',
      scope: 'own',
      fresh: true,
      summary: 'Remove a passkey; all other sessions end.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await passkeys.remove((await own(caller)).id, params['id'] ?? '');
        await endOthers(caller);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/account/sessions',
      role: 'admin',
      scope: 'own',
      summary: 'Where the own account is signed in.',
      reply: SessionList,
      handle: async ({ caller }) => {
        const { id } = await own(caller);
        return { sessions: (await sessions.list(id)).map((one) => sessionView(one, caller.session)) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/account/sessions/:id',
      role: 'admin',
      scope: 'own',
      summary: 'Sign out one of the own sessions.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await sessions.end(params['id'] ?? '', caller.who, (await own(caller)).id);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/account/sessions',
      role: 'admin',
      scope: 'own',
      summary: 'Sign out everywhere but here.',
      reply: Nothing,
      handle: async ({ caller }) => {
        await sessions.endAll((await own(caller)).id, caller.who, caller.session?.tokenHash);
        return { ok: true };
      },
    }),
  ];
}
