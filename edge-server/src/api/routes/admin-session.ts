// The console's door: the first administrator, signing in with one or two steps, proving again, one-time links, signing out.
import { AdminMe, AdminSignIn, Setup } from '@platen/shared/api/admin';
import {
  Join,
  JoinFacts,
  JoinLook,
  PasskeyAnswer,
  PasskeyAsk,
  PasskeyOptions,
  Prove,
  Proved,
  ProveWays,
  SecondProof,
  SecondStep,
  SignInWays,
} from '@platen/shared/api/admin-security';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import * as v from 'valibot';
import type { App } from '../../app.ts';
import { FRESH_MS } from '../allow.ts';
import { doorOf, enteredReply, meOf, setAdminCookie } from '../door.ts';
import { defineRoute, type Route } from '../route.ts';
import { secureOnly } from '../who.ts';

const Entered = v.union([AdminMe, SecondStep]);

export function adminSessionRoutes(app: App): Route[] {
  const { signIn, passkeys } = app.door;

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
      reply: Entered,
      handle: async (call) => {
        const { caller, body } = call;
        secureOnly(app, caller);
        if (!(await app.admins.setupOpen())) throw new AppError('setup-done');
        const { token, id } = await app.admins.setup(body.token, body.name, body.password);
        const admin = await app.admins.find(id);
        if (admin === undefined) throw new AppError('setup-done');
        return enteredReply(app, call, { kind: 'in', token, admin });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/session/ways',
      role: 'anyone',
      summary: 'What the door offers besides name and password.',
      reply: SignInWays,
      handle: async (call) => ({
        passkey: doorOf(call).place !== undefined,
        ...(app.signIn.openId.isOn('admin') ? { openId: app.settings.now().openId.name } : {}),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/session',
      role: 'anyone',
      summary:
        'Sign in with name and password; where there is a second factor, the answer names the second step.',
      body: AdminSignIn,
      reply: Entered,
      handle: async (call) => {
        secureOnly(app, call.caller);
        const { name, password } = call.body;
        return enteredReply(app, call, await signIn.byPassword(name, password, doorOf(call)));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/session/second',
      role: 'anyone',
      summary: 'The second step of signing in: a code of the app, a recovery code, or a passkey.',
      body: SecondProof,
      reply: Entered,
      handle: async (call) => {
        secureOnly(app, call.caller);
        const { attempt, ...proof } = call.body;
        return enteredReply(app, call, await signIn.second(attempt, proof, doorOf(call)));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/session/passkey/options',
      role: 'anyone',
      summary: 'What the browser needs to use a passkey, alone or as the second step.',
      body: PasskeyAsk,
      reply: PasskeyOptions,
      handle: async (call) => {
        secureOnly(app, call.caller);
        const { options, challenge } = await signIn.beginPasskey(doorOf(call), call.body.attempt);
        return { options: { ...options }, challenge };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/session/passkey',
      role: 'anyone',
      summary: 'Sign in with a passkey, without a password.',
      body: PasskeyAnswer,
      reply: Entered,
      handle: async (call) => {
        secureOnly(app, call.caller);
        return enteredReply(app, call, await signIn.byPasskey(call.body, doorOf(call)));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/join/look',
      role: 'anyone',
      summary: 'Whose one-time link this is. 404 when it was used or is older than a day.',
      body: JoinLook,
      reply: JoinFacts,
      handle: async ({ caller, body }) => {
        secureOnly(app, caller);
        const { name, role, passwordHash } = await app.admins.lookAtLink(body.token);
        return { name, role, isNew: passwordHash === '' };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/join',
      role: 'anyone',
      summary: 'Choose a password by a one-time link; signs in, or goes on to the second factor.',
      body: Join,
      reply: Entered,
      handle: async (call) => {
        secureOnly(app, call.caller);
        const admin = await app.admins.join(call.body.token, call.body.password);
        return enteredReply(app, call, await signIn.proceed(admin, 'setup', doorOf(call)));
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/session',
      role: 'admin',
      scope: 'own',
      summary: 'Who is signed in, and what they may do.',
      reply: AdminMe,
      handle: async ({ caller }) => {
        // Somebody opened the console.
        if (caller.session !== undefined) await app.sessions.keepAlive(caller.session);
        return meOf(app, caller);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/session',
      role: 'admin',
      scope: 'own',
      summary: 'Sign out.',
      reply: Nothing,
      handle: async ({ caller, setCookie }) => {
        if (caller.session !== undefined) await app.sessions.end(caller.session.tokenHash);
        setCookie('platen_admin', '', 0);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/prove',
      role: 'admin',
      scope: 'own',
      summary: 'How whoever is signed in can prove again who they are.',
      reply: ProveWays,
      handle: async (call) => {
        const admin = await app.admins.find(call.caller.adminId ?? '');
        const rpId = doorOf(call).place?.rpId;
        const keys = admin === undefined ? [] : await passkeys.list(admin.id);
        return {
          password: admin !== undefined && (admin.passwordHash !== '' || admin.userId !== null),
          code: admin?.totpSealed != null,
          passkey: keys.some((key) => key.rpId === rpId),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/prove/passkey',
      role: 'admin',
      scope: 'own',
      summary: 'What the browser needs to prove it with a passkey.',
      reply: PasskeyOptions,
      handle: async (call) => {
        const { place } = doorOf(call);
        if (place === undefined) throw new AppError('passkey-place');
        const { options, challenge } = await passkeys.beginAssertion(place, call.caller.adminId ?? '');
        return { options: { ...options }, challenge };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/prove',
      role: 'admin',
      scope: 'own',
      summary: 'Prove again who you are, for what is dangerous: ten minutes from now.',
      body: Prove,
      reply: Proved,
      handle: async (call) => {
        const { session } = call.caller;
        if (session === undefined) throw new AppError('not-allowed', { detail: 'this is for people' });
        const { token, strongAt } = await signIn.prove(session, call.body, doorOf(call));
        setAdminCookie(call, token);
        return { until: strongAt + FRESH_MS };
      },
    }),
  ];
}
