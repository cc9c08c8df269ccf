// Users in the console and on the command line: adding, searching, changing, switching off, new codes, removing.
import { AdminUser, AdminUserCode, AdminUsers, UserAdd, UserQuery } from '@platen/shared/api/admin';
import { UserChange, UserSheet } from '@platen/shared/api/admin-people';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { countHeldByOwner, listOwnJobs } from '../../flow/store/jobs.ts';
import { withReleases } from '../../flow/store/read-jobs.ts';
import { searchUsers } from '../../people/search-users.ts';
import { readUserSheet } from '../../people/user-sheet.ts';
import { findUser, type UserRow } from '../../people/users.ts';
import { type CallerOf, defineRoute, type Route } from '../route.ts';
import { jobView } from '../views/job-view.ts';
import { userView } from '../views/user-view.ts';

export function adminPeopleRoutes(app: App): Route[] {
  const note = (who: string, act: string, id: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, id));
  const view = async (row: UserRow) =>
    userView(row, (await app.db.read((tx) => countHeldByOwner(tx, [row.id]))).get(row.id) ?? 0);

  async function user(id: string | undefined): Promise<UserRow> {
    const found = await app.db.read((tx) => findUser(tx, id ?? ''));
    if (found === undefined) throw new AppError('not-found', { what: 'user' });
    return found;
  }

  /** The code goes by mail. It is only told where no account sends, or to who runs this machine. */
  async function tellCode(
    caller: CallerOf['admin'],
    fresh: { readonly user: UserRow; readonly code: string },
    why: 'new' | 'renewed',
  ) {
    const mailed = await app.mail.canSend();
    if (mailed) await app.db.write((tx) => app.mail.mailCode(tx, fresh.user, why));
    const told = !mailed || caller.kind === 'command-line' ? { code: fresh.code } : {};
    return { user: await view(fresh.user), mailed, ...told };
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/users',
      role: 'admin',
      scope: 'users:read',
      summary: 'Users whose address, name, user name or department holds each word of the search.',
      query: UserQuery,
      reply: AdminUsers,
      handle: async ({ query }) =>
        app.db.read(async (tx) => {
          const found = await searchUsers(tx, query);
          const ids = found.users.map(({ id }) => id);
          const held = await countHeldByOwner(tx, ids);
          return {
            users: found.users.map((row) => userView(row, held.get(row.id) ?? 0)),
            total: found.total,
            ...(found.more ? { more: true } : {}),
          };
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/users',
      role: 'admin',
      scope: 'users:change',
      summary: 'Add a user. The code is mailed; where no account sends, the answer holds it.',
      status: 201,
      body: UserAdd,
      reply: AdminUserCode,
      handle: async ({ caller, body }) => {
        const added = await app.users.add(body.email, body.name);
        const answer = await tellCode(caller, added, 'new');
        await note(caller.who, 'added user', added.user.id);
        return answer;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/users/:id',
      role: 'admin',
      scope: 'users:read',
      summary: 'One user with cards, open sessions and documents.',
      reply: UserSheet,
      handle: async ({ params }) =>
        app.db.read(async (tx) => {
          const found = await readUserSheet(tx, params['id'] ?? '', app.clock.now());
          if (found === undefined) throw new AppError('not-found', { what: 'user' });
          const { user: owner, directory, cards, sessions } = found;
          const held = await countHeldByOwner(tx, [owner.id]);
          const jobs = await withReleases(tx, await listOwnJobs(tx, owner.id, 'portal'));
          return {
            user: userView(owner, held.get(owner.id) ?? 0),
            codeSetAt: owner.codeSetAt,
            ...(owner.username === null ? {} : { username: owner.username }),
            ...(directory === undefined
              ? {}
              : {
                  directory: {
                    ...directory,
                    ...(owner.directorySeenAt === null ? {} : { seenAt: owner.directorySeenAt }),
                  },
                }),
            cards: cards.map(({ cardHash, label, createdAt, lastUsedAt }) => ({
              id: cardHash,
              label,
              createdAt,
              ...(lastUsedAt === null ? {} : { lastUsedAt }),
            })),
            sessions: sessions.map((row) => ({
              where: row.kind === 'panel' ? ('panel' as const) : ('portal' as const),
              createdAt: row.createdAt,
              ...(row.via === null ? {} : { via: row.via }),
              ...(row.address === null ? {} : { address: row.address }),
              ...(row.agent === null ? {} : { agent: row.agent }),
              ...(row.seenAt === null ? {} : { seenAt: row.seenAt }),
            })),
            jobs: jobs.map(({ job, release, printerName }) => ({
              ...jobView(job, { release, printerName }),
              owner: owner.email,
            })),
          };
        }),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/admin/users/:id',
      role: 'admin',
      scope: 'users:change',
      summary: 'Change name, address or department, or switch a user off or on. Off ends all sessions.',
      body: UserChange,
      reply: AdminUser,
      handle: async ({ caller, params, body }) => {
        const id = params['id'] ?? '';
        const { off, ...edit } = body;
        if (Object.keys(edit).length > 0) {
          await app.switchUser.change(id, edit);
          await note(caller.who, 'changed user', id);
        }
        if (off !== undefined) {
          await app.switchUser.switchUser(id, off);
          await note(caller.who, off ? 'switched off user' : 'switched on user', id);
        }
        return view(await user(id));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/users/:id/code',
      role: 'admin',
      scope: 'users:change',
      summary:
        'A new confirmation code for a user, by mail where an account sends; the old one stops working.',
      reply: AdminUserCode,
      handle: async ({ caller, params }) => {
        const answer = await tellCode(caller, await app.users.renewCode(params['id'] ?? ''), 'renewed');
        await note(caller.who, 'renewed the code of user', answer.user.id);
        return answer;
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/users/:id/sessions',
      role: 'admin',
      scope: 'users:change',
      summary: 'Sign a user out at every panel and in every browser.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const { id } = await user(params['id']);
        await app.switchUser.signOut(id);
        await note(caller.who, 'signed out user', id);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/users/:id',
      role: 'admin',
      scope: 'users:change',
      summary: 'Remove a user and delete the documents waiting.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        const jobs = await app.db.read((tx) => listOwnJobs(tx, id, 'portal'));
        if (jobs.some((job) => job.state === 'releasing')) {
          throw new AppError('conflict', { detail: 'a document of this user is being printed' });
        }
        await app.users.remove(id);
        for (const job of jobs) await app.shred.remove(job.id, 'the administrator');
        await note(caller.who, 'removed user', id);
        return { ok: true };
      },
    }),
  ];
}
