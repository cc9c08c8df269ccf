// Where a user is signed in: the portal's sessions, each of which can be ended, or all at once.
import { createHash } from 'node:crypto';
import { Nothing } from '@platen/shared/api/common';
import { PortalSessions } from '@platen/shared/api/portal-sign-in';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import type { SessionRow } from '../../people/sessions.ts';
import { defineRoute, type Route } from '../route.ts';

/** Names a session to its owner; what is stored of the token stays here. */
const nameOf = (row: SessionRow): string =>
  createHash('sha256').update(`session ${row.tokenHash}`).digest('base64url').slice(0, 22);

export function portalSessionRoutes(app: App): Route[] {
  const end = async (row: SessionRow): Promise<void> => {
    app.previews.forget(row.tokenHash);
    await app.sessions.end(row.tokenHash);
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/sessions',
      role: 'portal-user',
      summary: 'Where one is signed in at the portal, the one used last first.',
      reply: PortalSessions,
      handle: async ({ caller }) => {
        const rows = await app.sessions.list(caller.userId, 'portal');
        return {
          sessions: rows.map((row) => ({
            id: nameOf(row),
            current: row.tokenHash === caller.session.tokenHash,
            ...(row.via === null ? {} : { via: row.via }),
            ...(row.address === null ? {} : { address: row.address }),
            ...(row.agent === null ? {} : { agent: row.agent }),
            createdAt: row.createdAt,
            seenAt: row.seenAt ?? row.createdAt,
            stay: row.stay,
          })),
        };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/portal/sessions/:id',
      role: 'portal-user',
      summary: 'Sign out one of the own sessions.',
      reply: Nothing,
      handle: async ({ caller, params, setCookie }) => {
        const rows = await app.sessions.list(caller.userId, 'portal');
        const row = rows.find((one) => nameOf(one) === params['id']);
        if (row === undefined) throw new AppError('not-found', { what: 'session' });
        await end(row);
        if (row.tokenHash === caller.session.tokenHash) setCookie('platen_portal', '', 0);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/portal/sessions',
      role: 'portal-user',
      summary: 'Sign out everywhere: portal and panels, this browser too.',
      reply: Nothing,
      handle: async ({ caller, setCookie }) => {
        for (const row of await app.sessions.list(caller.userId, 'portal'))
          app.previews.forget(row.tokenHash);
        await app.db.write((tx) => app.sessions.endOfUsers(tx, [caller.userId]));
        setCookie('platen_portal', '', 0);
        return { ok: true };
      },
    }),
  ];
}
