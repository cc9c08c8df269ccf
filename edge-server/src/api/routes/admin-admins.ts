// Administrators as other administrators see them: inviting, roles, switching off, one-time links, everybody's sessions.
import {
  AdminChange,
  AdminInvite,
  AdminLink,
  AdminLinkAsk,
  AdminList,
  type AdminView,
  SessionList,
} from '@platen/shared/api/admin-security';
import { Nothing } from '@platen/shared/api/common';
import type { App } from '../../app.ts';
import type { AdminRow } from '../../people/admin-rows.ts';
import type { AdminLink as Link } from '../../people/admins.ts';
import { defineRoute, type Route } from '../route.ts';
import { sessionView } from '../views/session-view.ts';

function stateOf({ disabledAt, passwordHash, openId, userId }: AdminRow): AdminView['state'] {
  if (disabledAt !== null) return 'off';
  return passwordHash === '' && openId === null && userId === null ? 'invited' : 'on';
}

export function adminAdminRoutes(app: App): Route[] {
  const { passkeys, sessions } = app.door;

  function linkView({ admin, token, until }: Link) {
    const name = app.certificate().names.find((one) => one !== 'localhost');
    const port = app.httpsPort();
    const address = `https://${name}${port === 443 ? '' : `:${port}`}`;
    return {
      id: admin.id,
      name: admin.name,
      // Behind the hash: it is never sent to a server, so that no log on the way holds it.
      path: `/admin/#join=${token}`,
      ...(name === undefined || port === undefined ? {} : { address }),
      until,
    };
  }

  async function view(row: AdminRow, open: number, own: boolean): Promise<AdminView> {
    const keys = (await passkeys.list(row.id)).length > 0;
    const code = row.totpSealed !== null;
    const linkOut = row.linkUntil !== null && row.linkUntil > app.clock.now();
    return {
      id: row.id,
      name: row.name,
      role: row.role,
      ...(row.email === null ? {} : { email: row.email }),
      state: stateOf(row),
      ...(linkOut && row.linkUntil !== null ? { linkUntil: row.linkUntil } : {}),
      secondFactor: code && keys ? 'both' : code ? 'app' : keys ? 'passkey' : 'none',
      openId: row.openId !== null,
      fromDirectory: row.userId !== null,
      createdAt: row.createdAt,
      ...(row.lastSeenAt === null ? {} : { lastSeenAt: row.lastSeenAt }),
      sessions: open,
      own,
    };
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/admins',
      role: 'admin',
      scope: 'security:read',
      summary: 'All administrators, with role and second factor.',
      reply: AdminList,
      handle: async ({ caller }) => {
        const [rows, open] = await Promise.all([app.admins.list(), sessions.list()]);
        const views = rows.map((row) =>
          view(row, open.filter(({ adminId }) => adminId === row.id).length, row.id === caller.adminId),
        );
        return { admins: await Promise.all(views) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/admins',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Invite an administrator; the answer holds the one-time link, good for a day.',
      status: 201,
      body: AdminInvite,
      reply: AdminLink,
      handle: async ({ caller, body }) => linkView(await app.admins.invite(body, caller.who)),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/admins/:id/link',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'A one-time link for a new password, where it was forgotten or an invitation ran out.',
      body: AdminLinkAsk,
      reply: AdminLink,
      handle: async ({ caller, params, body }) =>
        linkView(await app.admins.offerReset(params['id'] ?? '', caller.who, body.secondFactor)),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/admin/admins/:id',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Change the role of an administrator, or switch one off or on.',
      body: AdminChange,
      reply: Nothing,
      handle: async ({ caller, params, body }) => {
        const id = params['id'] ?? '';
        if (body.role !== undefined) await app.admins.setRole(id, body.role, caller.who);
        if (body.off !== undefined) await app.admins.setOff(id, body.off, caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/admins/:id',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Remove an administrator; the last one stays.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await app.admins.remove(params['id'] ?? '', caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/sessions',
      role: 'admin',
      scope: 'security:read',
      summary: 'Who is signed in to the console, and from where.',
      reply: SessionList,
      handle: async ({ caller }) => ({
        sessions: (await sessions.list()).map((one) => sessionView(one, caller.session)),
      }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/sessions/:id',
      role: 'admin',
      scope: 'security:change',
      summary: 'Sign somebody out.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await sessions.end(params['id'] ?? '', caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/admins/:id/sessions',
      role: 'admin',
      scope: 'security:change',
      summary: 'Sign an administrator out everywhere; the own session stays.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await sessions.endAll(params['id'] ?? '', caller.who, caller.session?.tokenHash);
        return { ok: true };
      },
    }),
  ];
}
