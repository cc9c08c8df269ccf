// Users in the console and on the command line: adding, searching, new codes, removing.
import { AdminUserCode, AdminUsers, UserAdd, UserQuery } from '@platen/shared/api/admin';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { countHeldByOwner, listOwnJobs } from '../../flow/store/jobs.ts';
import { searchUsers, type UserRow } from '../../people/users.ts';
import { defineRoute, type Route } from '../route.ts';

export function adminPeopleRoutes(app: App): Route[] {
  const view = (user: UserRow, held: number) => ({
    id: user.id,
    email: user.email,
    name: user.name,
    held,
    createdAt: user.createdAt,
    ...(user.lastSeenAt === null ? {} : { lastSeenAt: user.lastSeenAt }),
  });
  const note = (who: string, act: string, id: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, id));

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/users',
      role: 'admin',
      summary: 'Users whose address or name holds the searched text.',
      query: UserQuery,
      reply: AdminUsers,
      handle: async ({ query }) =>
        app.db.read(async (tx) => {
          const found = await searchUsers(tx, query.search, query.limit);
          const held = await countHeldByOwner(
            tx,
            found.users.map((user) => user.id),
          );
          return { users: found.users.map((user) => view(user, held.get(user.id) ?? 0)), total: found.total };
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/users',
      role: 'admin',
      summary: 'Add a user; the answer holds the confirmation code.',
      status: 201,
      body: UserAdd,
      reply: AdminUserCode,
      handle: async ({ caller, body }) => {
        const { user, code } = await app.users.add(body.email, body.name);
        // Where no account sends, the administrator hands the code over.
        if (await app.mail.canSend()) await app.db.write((tx) => app.mail.mailCode(tx, user, 'new'));
        await note(caller.who, 'added user', user.id);
        return { user: view(user, 0), code };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/users/:id/code',
      role: 'admin',
      summary: 'A new confirmation code for a user; the old one stops working.',
      reply: AdminUserCode,
      handle: async ({ caller, params }) => {
        const { user, code } = await app.users.renewCode(params['id'] ?? '');
        if (await app.mail.canSend()) await app.db.write((tx) => app.mail.mailCode(tx, user, 'renewed'));
        await note(caller.who, 'renewed the code of user', user.id);
        const held = await app.db.read((tx) => countHeldByOwner(tx, [user.id]));
        return { user: view(user, held.get(user.id) ?? 0), code };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/users/:id',
      role: 'admin',
      summary: 'Remove a user and delete the documents waiting.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        const jobs = await app.db.read((tx) => listOwnJobs(tx, id, 'portal'));
        if (jobs.some((job) => job.state === 'releasing')) {
          throw new AppError('conflict', { detail: 'a document of this user is being printed' });
        }
        const user = await app.users.remove(id);
        for (const job of jobs) await app.shred.remove(job.id, 'the administrator');
        await note(caller.who, 'removed user', user.id);
        return { ok: true };
      },
    }),
  ];
}
