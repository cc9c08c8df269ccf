// The panel app on a printer's own screen, in the console and on the command line: how it stands, install, remove, check, QR code.
import { PanelDone, PanelInstall, PanelRemove, PanelView } from '@platen/shared/api/panel-install';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { panelIcon } from '../../devices/panels/panel-icon.ts';
import type { PanelTrouble } from '../../devices/panels/panel-platform.ts';
import { defineRoute, type Route } from '../route.ts';

/** Devices load it again whenever they register or restart. */
const ICON_SECONDS = 86_400;

export function adminPanelRoutes(app: App): Route[] {
  const icon = panelIcon();
  const done = async <T extends { readonly ok: true }>(outcome: T | PanelTrouble): Promise<T> => {
    if (!outcome.ok) throw new AppError(outcome.code, outcome.values);
    return outcome;
  };
  const note = (who: string, act: string, id: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, id));

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/printers/:id/panel',
      role: 'admin',
      // Not for those who may only look: the address of a panel holds its key.
      scope: 'printers:change',
      summary: 'How the panel app of a printer stands, and what to do at the device.',
      reply: PanelView,
      handle: ({ params }) => app.panels.look(params['id'] ?? ''),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/:id/panel/install',
      role: 'admin',
      scope: 'printers:change',
      summary:
        'Install the panel app on the device, or begin a guided set-up. A password given here is used once and not stored.',
      body: PanelInstall,
      reply: PanelDone,
      handle: async ({ caller, body, params }) => {
        const id = params['id'] ?? '';
        // Goes on when the client leaves: half an installation helps nobody, and the outcome is stored.
        const { panel, notes } = await done(await app.panels.install(id, body));
        await note(caller.who, 'set up the panel app of printer', id);
        return { panel, notes };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/:id/panel/remove',
      role: 'admin',
      scope: 'printers:change',
      summary: 'Remove the panel app from the device, or say how a person does.',
      body: PanelRemove,
      reply: PanelDone,
      handle: async ({ caller, body, params }) => {
        const id = params['id'] ?? '';
        const { panel, notes } = await done(await app.panels.remove(id, body));
        await note(caller.who, 'removed the panel app of printer', id);
        return { panel, notes };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/:id/panel/check',
      role: 'admin',
      scope: 'printers:change',
      summary: 'Look whether the device has the app, and whether its panel called home. Sends no password.',
      reply: PanelDone,
      handle: async ({ params, signal }) => {
        const { panel, notes } = await done(await app.panels.check(params['id'] ?? '', signal));
        return { panel, notes };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/printers/:id/panel/qr',
      role: 'admin',
      scope: 'printers:change',
      summary: 'The address for the browser of the device, with its key, as a QR code.',
      rawReply: 'image/svg+xml',
      handle: async ({ params }) => {
        const { svg } = await done(await app.panels.qr(params['id'] ?? ''));
        return new Response(svg, {
          headers: {
            'content-type': 'image/svg+xml',
            'content-security-policy': "default-src 'none'; sandbox",
          },
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel-icon.png',
      role: 'anyone',
      summary: 'The icon of the panel app, which devices load when it is installed on them.',
      rawReply: 'image/png',
      handle: () =>
        Promise.resolve(
          new Response(new Uint8Array(icon), {
            headers: { 'content-type': 'image/png', 'cache-control': `public, max-age=${ICON_SECONDS}` },
          }),
        ),
    }),
  ];
}
