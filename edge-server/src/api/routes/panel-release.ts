// The panel's printing: release, progress, stop, and the word on an uncertain end. What each does is panel-printing.ts.

import { Nothing, ReleaseView } from '@platen/shared/api/common';
import { DecisionBody, PanelProgress, PanelRelease, PanelReleased } from '@platen/shared/api/panel';
import type { App } from '../../app.ts';
import { cancelAtPanel, decideAtPanel, panelProgress, releaseAtPanel } from '../panel-printing.ts';
import { defineRoute, type Route } from '../route.ts';

export function panelReleaseRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/panel/release',
      role: 'panel-user',
      summary: 'Print documents here. Those that cannot be had come back with the reason.',
      body: PanelRelease,
      reply: PanelReleased,
      handle: async ({ caller, body }) => releaseAtPanel(app, caller, body),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel/progress',
      role: 'panel-user',
      summary:
        'How far the documents of this session are. Asking keeps the session alive: nobody is signed out while pages feed.',
      reply: PanelProgress,
      handle: async ({ caller }) => panelProgress(app, caller),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/panel/releases/:id/cancel',
      role: 'panel-user',
      summary: 'Stop a document that is being printed.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await cancelAtPanel(app, caller, params['id'] ?? '');
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/panel/releases/:id/decision',
      role: 'panel-user',
      summary:
        'Say how an uncertain end ended: it came out, print again, print the missing pages, or keep it.',
      body: DecisionBody,
      reply: ReleaseView,
      handle: async ({ caller, body, params }) => decideAtPanel(app, caller, params['id'] ?? '', body),
    }),
  ];
}
