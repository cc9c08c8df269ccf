// The panel before printing: start, signing in, the list, pages, deleting. Printing itself is panel-release.ts.

import { DocumentPassword, Nothing } from '@platen/shared/api/common';
import { PageQuery } from '@platen/shared/api/page-query';
import { PanelDelete, PanelDeleted, PanelSession, PanelSignIn, PanelStart } from '@platen/shared/api/panel';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import type { PrinterRow } from '../../devices/printers.ts';
import { methodsOn } from '../../flow/release/identify/choose-method.ts';
import { findDuplicates } from '../../flow/store/duplicates.ts';
import { findJob, listOwnJobs } from '../../flow/store/jobs.ts';
import { withReleases } from '../../flow/store/read-jobs.ts';
import { liveCodeLengths, pinLengths } from '../../people/codes.ts';
import { needsEmail } from '../../people/guess-budget.ts';
import { findUser } from '../../people/users.ts';
import { accountingOf } from '../check-release.ts';
import { type Opened, opens } from '../opened-jobs.ts';
import { pagePicture } from '../page-picture.ts';
import { defineRoute, type Route } from '../route.ts';
import { sentTwiceMs } from '../sent-twice.ts';
import { mayTakePassword, signInUser } from '../sign-in-user.ts';
import { jobView } from '../views/job-view.ts';
import { printerView } from '../views/printer-view.ts';

/** Browsers drop the panel's session cookie after this even if the server forgot to say so; the server's own limit is shorter. */
const PANEL_SESSION_SECONDS = 3600;
/** What a panel shows of its printer may be this old when somebody signs in; a fresh look is under way meanwhile. */
const LOOK_AGE_MS = 2_000;
/** The paper in a picture does not need a newer look than the list that led to it. */
const PICTURE_LOOK_AGE_MS = 60_000;

export function panelRoutes(app: App): Route[] {
  const budgets = { clock: app.clock, settings: app.settings.now };

  async function listFor(userId: string, printer: PrinterRow, session: Opened) {
    const looked = app.watch.look(printer, LOOK_AGE_MS);
    const [found, twice] = await app.db.read(async (tx) => {
      const own = await listOwnJobs(tx, userId, 'panel');
      const jobs = own.filter((job) => opens(session, job.id));
      return [await withReleases(tx, jobs), await findDuplicates(tx, jobs, sentTwiceMs(app))] as const;
    });
    const capabilities = looked.capabilities ?? printer.capabilities ?? undefined;
    const { maskTitles } = app.settings.now().panel;
    return {
      printer: printerView(printer, looked),
      jobs: found.map(({ job, release, printerName }) =>
        jobView(job, {
          maskTitles,
          release,
          printerName,
          at: capabilities,
          progress: app.progressOf(job.id),
          duplicate: twice.get(job.id),
        }),
      ),
    };
  }

  async function sessionView(userId: string, printer: PrinterRow, session: Opened) {
    const user = await app.db.read((tx) => findUser(tx, userId));
    if (user === undefined) throw new AppError('not-signed-in', { role: 'panel-user' });
    const accounting = await accountingOf(app, printer, userId);
    return {
      user: { name: user.name },
      ...(await listFor(userId, printer, session)),
      ...(accounting === undefined ? {} : { accounting }),
    };
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/panel/start',
      role: 'panel',
      summary: 'Everything the first screen of a panel needs.',
      reply: PanelStart,
      handle: async ({ caller }) => {
        const { printer } = caller;
        app.warm(printer);
        const { site, panel } = app.settings.now();
        const source = { address: caller.address, printerId: printer.id };
        const { pins } = app.settings.now().print;
        const [codeLengths, stepUp, typed] = await app.db.read(
          async (tx) =>
            [
              await liveCodeLengths(tx),
              await needsEmail(tx, budgets, source),
              pins ? await pinLengths(tx, app) : { alone: [], withEmail: [] },
            ] as const,
        );
        const ways = methodsOn(app.settings.now().signIn, 'panel').filter(
          // A password crosses no plain HTTP, whatever else may.
          (way) => way !== 'directory' || mayTakePassword(app, caller),
        );
        return {
          siteName: site.name,
          printer: {
            id: printer.id,
            name: printer.name,
            ...(printer.location === null ? {} : { location: printer.location }),
          },
          codeLengths: [...new Set([...codeLengths, ...typed.alone])].sort((a, b) => a - b),
          ...(typed.withEmail.length === 0 ? {} : { pinLengths: [...typed.withEmail] }),
          hideCode: panel.hideCode,
          needsEmail: stepUp || app.settings.now().signIn.panelCode === 'email-and-code',
          ways,
          domains: ways.includes('directory') ? [...(await app.signIn.domains())] : [],
          idleSeconds: panel.idleSeconds,
          warnSeconds: panel.warnSeconds,
          insecure: !caller.secure,
        };
      },
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
        const { printer } = caller;
        const { enrol, ...typed } = body;
        const { userId, token, jobIds } = await signInUser(app, {
          surface: 'panel',
          typed,
          source: { address: caller.address, printerId: printer.id },
          agent: header('user-agent'),
          mayTakePassword: mayTakePassword(app, caller),
          enrol,
          signal,
        });
        setCookie('platen_panel_session', token, PANEL_SESSION_SECONDS);
        return sessionView(userId, printer, { jobIds: jobIds ?? null });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel/session',
      role: 'panel-user',
      summary: 'The list again, as it is now.',
      reply: PanelSession,
      handle: async ({ caller }) => sessionView(caller.userId, caller.printer, caller.session),
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
        app.previews.forget(caller.session.tokenHash);
        await app.sessions.end(caller.session.tokenHash);
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
        await app.sessions.keepAlive(caller.session);
        const job = await app.db.read((tx) => findJob(tx, params['id'] ?? ''));
        if (job?.ownerId !== caller.userId || !opens(caller.session, job.id))
          throw new AppError('not-found', { what: 'job' });
        await app.unlock(job, body.password, signal);
        return sessionView(caller.userId, caller.printer, caller.session);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/panel/delete',
      role: 'panel-user',
      summary: 'Delete own documents; one that is being printed stays.',
      body: PanelDelete,
      reply: PanelDeleted,
      handle: async ({ caller, body }) => {
        await app.sessions.keepAlive(caller.session);
        const deleted: string[] = [];
        for (const id of body.jobs) {
          const job = await app.db.read((tx) => findJob(tx, id));
          if (job?.ownerId !== caller.userId || !opens(caller.session, id)) continue;
          if (await app.shred.remove(id, 'you')) deleted.push(id);
        }
        return { deleted, jobs: (await listFor(caller.userId, caller.printer, caller.session)).jobs };
      },
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
        const job = await app.db.read((tx) => findJob(tx, params['id'] ?? ''));
        if (job === undefined || job.ownerId !== caller.userId || !opens(caller.session, job.id))
          throw new AppError('not-found', { what: 'job' });
        await app.sessions.keepAlive(caller.session);
        const looked = app.watch.look(caller.printer, PICTURE_LOOK_AGE_MS);
        const capabilities = looked.capabilities ?? caller.printer.capabilities ?? undefined;
        return pagePicture(app, job, call, caller.session.tokenHash, capabilities);
      },
    }),
  ];
}
