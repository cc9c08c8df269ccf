// The first-run assistant: how far it is, test pages, the page that waits for the first user, guesses about mail.
import {
  FirstRunChange,
  FirstRunView,
  MailGuess,
  MailGuessAsk,
  TestPagePrinted,
} from '@platen/shared/api/first-run';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { findPrinter, type PrinterRow } from '../../devices/printers.ts';
import { findJob } from '../../flow/store/jobs.ts';
import { printerNames } from '../../flow/store/read-jobs.ts';
import { findRelease } from '../../flow/store/releases.ts';
import { findUser } from '../../people/users.ts';
import { defineRoute, type Route } from '../route.ts';
import { releaseView } from '../views/release-view.ts';

export function firstRunRoutes(app: App): Route[] {
  const note = (who: string, act: string, id: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, id));

  async function usable(id: string | undefined): Promise<PrinterRow> {
    const printer = await app.db.read((tx) => findPrinter(tx, id ?? ''));
    if (printer === undefined || printer.removedAt !== null)
      throw new AppError('not-found', { what: 'printer' });
    if (!printer.enabled) throw new AppError('printer-off', { printer: printer.name });
    return printer;
  }

  async function view(): Promise<FirstRunView> {
    const { steps, open, printerId, userId, releaseId, jobId } = await app.firstRun.read();
    const found = await app.db.read(async (tx) => {
      const release = releaseId === undefined ? undefined : await findRelease(tx, releaseId);
      return {
        printer: printerId === undefined ? undefined : await findPrinter(tx, printerId),
        user: userId === undefined ? undefined : await findUser(tx, userId),
        job: jobId === undefined ? undefined : await findJob(tx, jobId),
        release,
        names: release === undefined ? undefined : await printerNames(tx, [release.printerId]),
      };
    });
    const { printer, user, job, release } = found;
    const there = printer !== undefined && printer.removedAt === null;
    return {
      open,
      steps: [...steps],
      ...(there
        ? { printer: { id: printer.id, name: printer.name, virtual: app.virtual(printer.id) !== undefined } }
        : {}),
      ...(release === undefined
        ? {}
        : { page: releaseView(release, found.names?.get(release.printerId) ?? 'the printer') }),
      ...(user === undefined
        ? {}
        : {
            user: {
              id: user.id,
              email: user.email,
              name: user.name,
              waiting: job?.state === 'held' || job?.state === 'received',
              walked: job !== undefined && ['releasing', 'printed', 'deleted'].includes(job.state),
            },
          }),
    };
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/first-run',
      role: 'admin',
      scope: 'settings:read',
      summary: 'How far the first-run assistant is.',
      reply: FirstRunView,
      handle: async () => view(),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/first-run',
      role: 'admin',
      scope: 'settings:change',
      summary:
        'Mark a step of the first-run assistant, or close it. A user that is named gets a page to fetch.',
      body: FirstRunChange,
      reply: FirstRunView,
      handle: async ({ caller, body }) => {
        await app.firstRun.change(body, caller.who);
        if (body.userId !== undefined) await leavePage(body.userId);
        return view();
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/:id/test-page',
      role: 'admin',
      scope: 'printers:change',
      summary: 'Print a test page, the way every document goes.',
      reply: TestPagePrinted,
      handle: async ({ caller, params, signal }) => {
        const printer = await usable(params['id']);
        const release = await app.testPages.print(printer, signal);
        await note(caller.who, 'printed a test page at printer', printer.id);
        await app.firstRun.change({ printerId: printer.id, releaseId: release.id }, caller.who);
        return { release: releaseView(release, printer.name) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/guess',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Guess where a mailbox is from its address. Looks names up; connects to nobody.',
      body: MailGuessAsk,
      reply: MailGuess,
      handle: async ({ body }) => app.guessMail(body.address),
    }),
  ];

  /** There has to be something to print when the person stands at the printer. */
  async function leavePage(userId: string): Promise<void> {
    const { printerId } = await app.firstRun.read();
    const found = await app.db.read(async (tx) => ({
      user: await findUser(tx, userId),
      printer: printerId === undefined ? undefined : await findPrinter(tx, printerId),
    }));
    if (found.user === undefined) throw new AppError('not-found', { what: 'user' });
    if (found.printer === undefined) return;
    const job = await app.testPages.leaveFor(found.user, found.printer);
    await app.firstRun.change({ jobId: job.id }, 'the assistant');
  }
}
