// Printing from the portal: the printers and queues there are, and sending own documents to one of them.
import { Nothing } from '@platen/shared/api/common';
import { type PortalPrinter, PortalPrinters, PortalRelease, PortalReleased } from '@platen/shared/api/portal';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { paperWords } from '../../devices/paper-words.ts';
import { findPrinter, listPrinters, type PrinterRow } from '../../devices/printers.ts';
import { upright } from '../../flow/release/preflight/needs.ts';
import { lastPrinter } from '../../flow/store/read-jobs.ts';
import { accountingAsked, accountingAt, rememberAccounting } from '../../people/accounting-answers.ts';
import { checkRelease, requireAccounting } from '../check-release.ts';
import { defineRoute, type Route } from '../route.ts';
import { printerView } from '../views/printer-view.ts';
import { releasedView } from '../views/released-view.ts';

/** In a list of printers nobody looks for the last second; each is asked anew when it is printed to. */
const LIST_LOOK_MS = 30_000;

export function portalPrintRoutes(app: App): Route[] {
  const mayPrintTo = (row: PrinterRow): boolean => {
    const { fromPortal } = app.settings.now().delivery;
    const open = fromPortal === 'all' || (fromPortal === 'queues' && row.kind === 'queue');
    return open && row.enabled && row.removedAt === null;
  };

  const isDefault = ({ id, name }: PrinterRow): boolean => {
    const asked = app.settings.now().delivery.defaultPrinter.trim();
    return asked !== '' && (asked === id || asked.toLowerCase() === name.toLowerCase());
  };

  async function printersFor(userId: string): Promise<PortalPrinter[]> {
    const [rows, last, known] = await app.db.read(async (tx) => {
      const all = (await listPrinters(tx)).filter(mayPrintTo);
      return [
        all,
        await lastPrinter(tx, userId),
        await accountingAt(
          tx,
          userId,
          all.map(({ id }) => id),
        ),
      ] as const;
    });
    const nearTo = rows.find(({ id }) => id === last) ?? rows.find(isDefault);
    const rank = (row: PrinterRow): number => {
      if (isDefault(row)) return 0;
      if (row.id === last) return 1;
      if (nearTo === undefined || row.site !== nearTo.site) return 4;
      return row.location !== null && row.location === nearTo.location ? 2 : 3;
    };
    return [...rows]
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
      .map((row) => {
        const looked = app.watch.look(row, LIST_LOOK_MS);
        const accounting = accountingAsked(app.accountingNeed(row), known.get(row.id) ?? {});
        const ready = looked.capabilities?.mediaReady ?? row.capabilities?.mediaReady ?? [];
        const papers = ready.flatMap((one) =>
          one.width > 0 && one.height > 0 ? [paperWords(upright(one))] : [],
        );
        return {
          printer: printerView(row, looked),
          kind: row.kind,
          isDefault: isDefault(row),
          loaded: [...new Set(papers)],
          ...(accounting === undefined ? {} : { accounting }),
        };
      });
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/printers',
      role: 'portal-user',
      summary: 'Printers and print queues that may be printed to from here, the likeliest first.',
      reply: PortalPrinters,
      handle: async ({ caller }) => ({ printers: await printersFor(caller.userId) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/release',
      role: 'portal-user',
      summary:
        'Print own documents at a printer or queue. Those that cannot be had come back with the reason.',
      body: PortalRelease,
      reply: PortalReleased,
      handle: async ({ caller, body }) => {
        const { userId } = caller;
        const printer = await app.db.read((tx) => findPrinter(tx, body.printerId));
        if (printer === undefined || printer.removedAt !== null)
          throw new AppError('not-found', { what: 'printer' });
        if (!mayPrintTo(printer)) throw new AppError('printer-off', { printer: printer.name });
        const { accounting } = body;
        if (accounting !== undefined) {
          await app.db.write((tx) => rememberAccounting(tx, userId, printer.id, accounting, app.clock.now()));
        }
        await requireAccounting(app, printer, userId);
        const asks = body.jobs.map((job) => ({ jobId: job.id, ticket: { ...body.ticket, ...job.ticket } }));
        const found =
          body.preflight === undefined
            ? undefined
            : await checkRelease(app, {
                printer,
                asks,
                ownerId: userId,
                accepted: body.preflight.accepted,
                walksUp: false,
              });
        if (found !== undefined) return { releases: [], refused: [], preflight: found };
        return releasedView(await app.claim(asks, { ownerId: userId, printer, how: 'portal' }), printer.name);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/releases/:id/cancel',
      role: 'portal-user',
      summary: 'Stop an own document that is being printed.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await app.cancel(params['id'] ?? '', caller.userId);
        return { ok: true };
      },
    }),
  ];
}
