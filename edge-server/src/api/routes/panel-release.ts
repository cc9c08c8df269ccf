// The panel's printing: release, progress, stop, and the word on an uncertain end.

import { Nothing, ReleaseView } from '@platen/shared/api/common';
import { DecisionBody, PanelProgress, PanelRelease, PanelReleased } from '@platen/shared/api/panel';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { printerNames } from '../../flow/store/read-jobs.ts';
import { findRelease, releasesOfSession } from '../../flow/store/releases.ts';
import { checkRelease, requireAccounting } from '../check-release.ts';
import { type Opened, opens } from '../opened-jobs.ts';
import { defineRoute, type Route } from '../route.ts';
import { printerView } from '../views/printer-view.ts';
import { releaseView } from '../views/release-view.ts';
import { releasedView } from '../views/released-view.ts';

/** While somebody watches the progress, the printer's own condition is asked this often. */
const LOOK_AGE_MS = 1_000;
/** A release that has ended stays in the progress answer this long, so that no screen misses its end. */
const SHOW_ENDED_MS = 60_000;

export function panelReleaseRoutes(app: App): Route[] {
  /** Throws `not-found` for a release of a document that the session's PIN does not open. */
  async function mustOpen(session: Opened, releaseId: string): Promise<void> {
    if (session.jobIds === null) return;
    const release = await app.db.read((tx) => findRelease(tx, releaseId));
    if (release === undefined || !opens(session, release.jobId))
      throw new AppError('not-found', { what: 'release' });
  }

  return [
    defineRoute({
      method: 'POST',
      path: '/api/panel/release',
      role: 'panel-user',
      summary: 'Print documents here. Those that cannot be had come back with the reason.',
      body: PanelRelease,
      reply: PanelReleased,
      handle: async ({ caller, body }) => {
        const { printer, session, userId } = caller;
        await requireAccounting(app, printer, userId);
        // A document's PIN prints that document: the others are as if they were not there.
        const asks = body.jobs
          .filter((job) => opens(session, job.id))
          .map((job) => ({ jobId: job.id, ticket: { ...body.ticket, ...job.ticket } }));
        if (asks.length === 0 && body.jobs.length > 0) throw new AppError('not-found', { what: 'job' });
        const found =
          body.preflight === undefined
            ? undefined
            : await checkRelease(app, {
                printer,
                asks,
                ownerId: userId,
                accepted: body.preflight.accepted,
                walksUp: true,
              });
        const by = { ownerId: userId, printer, sessionHash: session.tokenHash, how: 'panel' as const };
        const claimed = found === undefined ? await app.claim(asks, by) : undefined;
        await app.sessions.keepAlive(session);
        if (claimed === undefined) return { releases: [], refused: [], preflight: found };
        return releasedView(claimed, printer.name);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel/progress',
      role: 'panel-user',
      summary:
        'How far the documents of this session are. Asking keeps the session alive: nobody is signed out while pages feed.',
      reply: PanelProgress,
      handle: async ({ caller }) => {
        const since = app.clock.now() - SHOW_ENDED_MS;
        const [rows, names] = await app.db.read(async (tx) => {
          const all = await releasesOfSession(tx, caller.session.tokenHash);
          const shown = all.filter((row) => row.endedAt === null || row.endedAt > since);
          const found = await printerNames(
            tx,
            shown.map((row) => row.printerId),
          );
          return [shown, found] as const;
        });
        if (rows.some((row) => row.endedAt === null)) await app.sessions.keepAlive(caller.session);
        return {
          releases: rows.map((row) => releaseView(row, names.get(row.printerId) ?? caller.printer.name)),
          printer: printerView(caller.printer, app.watch.look(caller.printer, LOOK_AGE_MS)),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/panel/releases/:id/cancel',
      role: 'panel-user',
      summary: 'Stop a document that is being printed.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await mustOpen(caller.session, params['id'] ?? '');
        await app.cancel(params['id'] ?? '', caller.userId);
        await app.sessions.keepAlive(caller.session);
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
      handle: async ({ caller, body, params }) => {
        await mustOpen(caller.session, params['id'] ?? '');
        const decided = await app.decide(params['id'] ?? '', body, {
          ownerId: caller.userId,
          sessionHash: caller.session.tokenHash,
          how: 'panel',
          who: 'You',
        });
        await app.sessions.keepAlive(caller.session);
        return releaseView(decided, caller.printer.name);
      },
    }),
  ];
}
