// The licence: how it stands, installing another one, taking it away, asking about it now.
import { AdminLicence, LicenceInstall } from '@platen/shared/api/admin-licence';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

const PATH = '/api/admin/licence';

export function adminLicenceRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: PATH,
      role: 'admin',
      scope: 'health:read',
      summary: 'The licence and the managed features it switches on. The core needs none.',
      reply: AdminLicence,
      handle: () => app.licence.view(),
    }),
    defineRoute({
      method: 'POST',
      path: PATH,
      role: 'admin',
      scope: 'settings:change',
      fresh: true,
      summary: 'Install a licence: the text of its file.',
      body: LicenceInstall,
      reply: AdminLicence,
      handle: ({ caller, body }) => app.licence.install(body.text, caller.who),
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      role: 'admin',
      scope: 'settings:change',
      fresh: true,
      summary: 'Take the licence away; its managed features are off at once.',
      reply: AdminLicence,
      handle: ({ caller }) => app.licence.remove(caller.who),
    }),
    defineRoute({
      method: 'POST',
      path: `${PATH}/check`,
      role: 'admin',
      scope: 'settings:change',
      summary: 'Ask now whether the licence was withdrawn, where it says whom to ask.',
      reply: AdminLicence,
      handle: ({ signal }) => app.licence.check(signal),
    }),
  ];
}
