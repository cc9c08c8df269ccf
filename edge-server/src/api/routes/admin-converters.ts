// The conversion servers in the console and on the command line: adding one shows its token once.
import { Nothing } from '@platen/shared/api/common';
import { ConverterAdd, ConverterAdded, Converters } from '@platen/shared/api/convert';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

export function adminConverterRoutes(app: App): Route[] {
  const note = (who: string, act: string, name: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, name));

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/converters',
      role: 'admin',
      scope: 'settings:read',
      summary: 'Conversion servers that may ask for work, and when each was last heard of.',
      reply: Converters,
      handle: async () => ({ converters: await app.converters.list() }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/converters',
      role: 'admin',
      scope: 'settings:change',
      fresh: true,
      summary: 'Let a conversion server ask for work; the answer holds its token, this once.',
      status: 201,
      body: ConverterAdd,
      reply: ConverterAdded,
      handle: async ({ caller, body }) => {
        const added = await app.converters.add(body.name);
        await note(caller.who, 'added conversion server', body.name);
        return added;
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/converters/:name',
      role: 'admin',
      scope: 'settings:change',
      summary: 'Take a conversion server its token; what it works on is done elsewhere.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const name = params['name'] ?? '';
        await app.converters.remove(name);
        await note(caller.who, 'removed conversion server', name);
        return { ok: true };
      },
    }),
  ];
}
