// Guests and cards in the console and on the command line: giving out a code, seeing what was used, ending it; taking a card away.
import { type Guest, GuestAdd, GuestCode, Guests } from '@platen/shared/api/admin-people';
import { Nothing } from '@platen/shared/api/common';
import type { App } from '../../app.ts';
import { countHeldByOwner } from '../../flow/store/jobs.ts';
import type { GuestView } from '../../people/guests.ts';
import { defineRoute, type Route } from '../route.ts';

export function adminGuestRoutes(app: App): Route[] {
  const { guests, cards } = app.signIn;
  const view = ({ user, pagesUsed, over }: GuestView, held: number): Guest => {
    const most = user.guestPages ?? 0;
    return {
      id: user.id,
      name: user.name,
      email: user.email,
      createdAt: user.createdAt,
      until: user.guestUntil ?? user.createdAt,
      ended: over,
      pagesLeft: Math.max(0, most - pagesUsed),
      pagesUsed,
      held,
    };
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/guests',
      role: 'admin',
      scope: 'users:read',
      summary: 'Guests with what they used, and what a new one gets unless told.',
      reply: Guests,
      handle: async () => {
        const rows = await guests.list();
        const ids = rows.map(({ user }) => user.id);
        const held = await app.db.read((tx) => countHeldByOwner(tx, ids));
        const { guests: on, guestHours, guestPages } = app.settings.now().signIn;
        return {
          guests: rows.map((row) => view(row, held.get(row.user.id) ?? 0)),
          on,
          hours: guestHours,
          pages: guestPages,
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/guests',
      role: 'admin',
      scope: 'users:change',
      summary: 'Give out a guest code; the only answer that holds it.',
      status: 201,
      body: GuestAdd,
      reply: GuestCode,
      handle: async ({ caller, body }) => {
        const { name, ...limits } = body;
        const named = name === undefined || name === '' ? {} : { name };
        const { user, code } = await guests.add({ ...limits, ...named }, caller.who);
        return { guest: view({ user, pagesUsed: 0, over: false }, 0), code };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/guests/:id',
      role: 'admin',
      scope: 'users:change',
      summary: 'End a guest now; what waits is deleted.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await guests.end(params['id'] ?? '', caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/users/:id/cards/:card',
      role: 'admin',
      scope: 'users:change',
      summary: 'Take a card away from a user.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await cards.remove(params['id'] ?? '', params['card'] ?? '', caller.who);
        return { ok: true };
      },
    }),
  ];
}
