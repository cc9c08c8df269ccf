// Printing from the portal: the printers and queues there are, and sending own documents to one of them.
import { Nothing } from '@platen/shared/api/common';
import {
  PortalPrinter,
  PortalPrinters,
  PortalRelease,
  PortalReleased,
  PrintersQuery,
} from '@platen/shared/api/portal';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { findPrinter } from '../../devices/printers.ts';
import { rememberAccounting } from '../../people/accounting-answers.ts';
import { requireMayPrint } from '../at-printer.ts';
import { requireAccounting } from '../check-release.ts';
import { claimChecked } from '../claim-checked.ts';
import { mayPrintTo, portalPrinterNow, portalPrinters } from '../portal-printers.ts';
import { defineRoute, type Route } from '../route.ts';

export function portalPrintRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/printers',
      role: 'portal-user',
      summary:
        'Printers and print queues that may be printed to from here, the likeliest first, in pages of 30.',
      query: PrintersQuery,
      reply: PortalPrinters,
      handle: ({ caller, query }) => portalPrinters(app, caller, query),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/portal/printers/:id',
      role: 'portal-user',
      summary: 'One of them, as it says of itself now.',
      reply: PortalPrinter,
      handle: async ({ caller, params }) => {
        const row = await app.db.read((tx) => findPrinter(tx, params['id'] ?? ''));
        // One that may not be printed to from here is not told of either.
        if (row === undefined || !mayPrintTo(app, row)) throw new AppError('not-found', { what: 'printer' });
        return portalPrinterNow(app, caller, row);
      },
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
        await requireMayPrint(app, caller.session.tokenHash, printer);
        const { accounting } = body;
        if (accounting !== undefined) {
          await app.db.write((tx) => rememberAccounting(tx, userId, printer.id, accounting, app.clock.now()));
        }
        await requireAccounting(app, printer, userId);
        const asks = body.jobs.map((job) => ({ jobId: job.id, ticket: { ...body.ticket, ...job.ticket } }));
        const { preflight } = body;
        const { saying } = caller;
        return claimChecked(
          app,
          { printer, asks, ownerId: userId, preflight, walksUp: false, saying },
          { how: 'portal' },
        );
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
