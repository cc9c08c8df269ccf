// The panel before printing: start, signing in, the list, pages, deleting. What each does is panel-acts.ts; printing is panel-release.ts.

import { DocumentPassword, Nothing } from '@platen/shared/api/common';
import { PageQuery } from '@platen/shared/api/page-query';
import { PanelDelete, PanelDeleted, PanelSession, PanelSignIn, PanelStart } from '@platen/shared/api/panel';
import type { App } from '../../app.ts';
import { pagePicture } from '../page-picture.ts';
import {
  deleteAtPanel,
  leavePanel,
  ownJob,
  PANEL_SESSION_SECONDS,
  panelSession,
  panelStart,
  signInAtPanel,
  unlockAtPanel,
} from '../panel-acts.ts';
import { defineRoute, type Route } from '../route.ts';

/** The paper in a picture does not need a newer look than the list that led to it. */
const PICTURE_LOOK_AGE_MS = 60_000;

export function panelRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/panel/start',
      role: 'panel',
      summary: 'Everything the first screen of a panel needs.',
      reply: PanelStart,
      handle: async ({ caller }) => panelStart(app, caller),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/panel/session',
      role: 'panel',
      summary:
        'Sign in with a code, a directory password or a card, as the site allows; answers with the whole next screen.',
      body: PanelSignIn,
      reply: PanelSession,
      handle: async ({ caller, body, header, signal, setCookie }) => {
        const { token, signed } = await signInAtPanel(app, caller, body, {
          agent: header('user-agent'),
          signal,
        });
        setCookie('platen_panel_session', token, PANEL_SESSION_SECONDS);
        return panelSession(app, signed);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel/session',
      role: 'panel-user',
      summary: 'The list again, as it is now.',
      reply: PanelSession,
      handle: async ({ caller }) => panelSession(app, caller),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/panel/session/extend',
      role: 'panel-user',
      summary: 'Somebody is still there: the session lives on.',
      reply: Nothing,
      handle: async ({ caller }) => {
        await app.sessions.keepAlive(caller.session);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/panel/session',
      role: 'panel-user',
      summary: 'Sign out; pictures of pages are forgotten at once.',
      reply: Nothing,
      handle: async ({ caller, setCookie }) => {
        await leavePanel(app, caller);
        setCookie('platen_panel_session', '', 0);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/panel/jobs/:id/unlock',
      role: 'panel-user',
      summary: 'The password of a locked document; it is used once and kept nowhere.',
      body: DocumentPassword,
      reply: PanelSession,
      handle: async ({ caller, params, body, signal }) => {
        await unlockAtPanel(app, caller, { jobId: params['id'] ?? '', password: body.password, signal });
        return panelSession(app, caller);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/panel/delete',
      role: 'panel-user',
      summary: 'Delete own documents; one that is being printed stays.',
      body: PanelDelete,
      reply: PanelDeleted,
      handle: async ({ caller, body }) => deleteAtPanel(app, caller, body.jobs),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel/jobs/:id/pages/:page{[0-9]+\\.jpg}',
      role: 'panel-user',
      summary:
        'One printed side as JPEG, as large as the screen that asks; the header platen-sides counts them.',
      query: PageQuery,
      rawReply: 'image/jpeg',
      handle: async (call) => {
        const { caller, params } = call;
        const job = await ownJob(app, caller, params['id'] ?? '');
        await app.sessions.keepAlive(caller.session);
        const looked = app.watch.look(caller.printer, PICTURE_LOOK_AGE_MS);
        const capabilities = looked.capabilities ?? caller.printer.capabilities ?? undefined;
        return pagePicture(app, job, call, caller.session.tokenHash, capabilities);
      },
    }),
  ];
}
