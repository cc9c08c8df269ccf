// Directories in the console and on the command line: in their order, tried, looked at, imported. No answer holds a password.
import {
  AdminDirectories,
  AdminDirectory,
  DirectoryAdd,
  DirectoryChange,
  DirectoryImport,
  DirectoryLook,
  DirectoryLooked,
  DirectoryOrder,
  DirectoryPreview,
  DirectoryTest,
  DirectoryTested,
} from '@platen/shared/api/admin-directory';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';
import { directoryView, isImporting } from '../views/directory-view.ts';

const BASE = '/api/admin/directories';

export function adminDirectoryRoutes(app: App): Route[] {
  type Row = Awaited<ReturnType<App['directories']['find']>>;
  async function views(rows: readonly Row[]): Promise<AdminDirectory[]> {
    const people = await app.directories.counts();
    const now = app.clock.now();
    return rows.map((row) =>
      directoryView(row, { people: people.get(row.id), progress: app.directories.progress(row.id), now }),
    );
  }
  async function view(row: Row): Promise<AdminDirectory> {
    const [only] = await views([row]);
    if (only === undefined) throw new AppError('not-found', { what: 'directory' });
    return only;
  }

  return [
    defineRoute({
      method: 'GET',
      path: BASE,
      role: 'admin',
      scope: 'directory:read',
      summary: 'The directories in the order they are asked, with how each is.',
      reply: AdminDirectories,
      handle: async () => ({ directories: await views(await app.directories.list()) }),
    }),
    defineRoute({
      method: 'POST',
      path: BASE,
      role: 'admin',
      scope: 'directory:change',
      fresh: true,
      summary: 'Connect a directory. It is asked last.',
      status: 201,
      body: DirectoryAdd,
      reply: AdminDirectory,
      handle: async ({ caller, body }) => view(await app.directories.add(body, caller.who)),
    }),
    defineRoute({
      method: 'PUT',
      path: `${BASE}/order`,
      role: 'admin',
      scope: 'directory:change',
      summary: 'The order in which directories are asked.',
      body: DirectoryOrder,
      reply: AdminDirectories,
      handle: async ({ caller, body }) => ({
        directories: await views(await app.directories.order(body.ids, caller.who)),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/test`,
      role: 'admin',
      scope: 'directory:change',
      summary: 'Try a directory step by step, stored or as typed. Changes nothing.',
      body: DirectoryTest,
      reply: DirectoryTested,
      handle: async ({ body, signal }) => app.directories.test(body, signal),
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/look`,
      role: 'admin',
      scope: 'directory:change',
      summary:
        'What a directory tells everybody about itself, and settings to begin with. Sends no password.',
      body: DirectoryLook,
      reply: DirectoryLooked,
      handle: async ({ body, signal }) => app.directories.look(body, signal),
    }),
    defineRoute({
      method: 'PATCH',
      path: `${BASE}/:id`,
      role: 'admin',
      scope: 'directory:change',
      fresh: true,
      summary: 'Change a directory. Another server, port, encryption or account forgets its password.',
      body: DirectoryChange,
      reply: AdminDirectory,
      handle: async ({ caller, params, body }) =>
        view(await app.directories.change(params['id'] ?? '', body, caller.who)),
    }),
    defineRoute({
      method: 'DELETE',
      path: `${BASE}/:id`,
      role: 'admin',
      scope: 'directory:change',
      fresh: true,
      summary: 'Remove a directory; its people stay, on their own.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await app.directories.remove(params['id'] ?? '', caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/:id/preview`,
      role: 'admin',
      scope: 'directory:change',
      summary: 'What an import would change. Changes nothing.',
      reply: DirectoryPreview,
      handle: async ({ params, signal }) => app.directories.preview(params['id'] ?? '', signal),
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/:id/import`,
      role: 'admin',
      scope: 'directory:change',
      summary: 'Import now. Answers at once; the list tells how far it is and how it ended.',
      body: DirectoryImport,
      reply: AdminDirectory,
      handle: async ({ caller, params, body }) => {
        const row = await app.directories.find(params['id'] ?? '');
        const { id, name } = row;
        if (!row.enabled) throw new AppError('directory-off', { name });
        const begun = app.directories.progress(id) !== undefined || isImporting(row, app.clock.now());
        if (begun) throw new AppError('directory-importing', { name });
        const anyway = body.anyway === true;
        app.directories.importNow(id, caller.who, { anyway }).catch((cause: unknown) => {
          app.log.warn('an import that was asked for did not begin', { directory: id, cause });
        });
        return { ...(await view(row)), importing: { seen: 0 } };
      },
    }),
  ];
}
