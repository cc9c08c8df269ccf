// A print queue of one's own: an address for File > Print that needs no password, since it is a secret itself.
import { PrintQueue } from '@platen/shared/api/portal-print-queue';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

/** As the browser reached this server, so that the same machine's printing reaches it, too. */
const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

export function portalPrintQueueRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/portal/print-queue',
      role: 'portal-user',
      summary: 'A new address of the own print queue; the one before stops working.',
      reply: PrintQueue,
      handle: async ({ caller, header }) => {
        const host = header('host') ?? '';
        if (!HOST.test(host)) throw new AppError('bad-request', { detail: 'no host is named' });
        const secret = await app.printQueues.issue(caller.userId);
        return { address: `${caller.secure ? 'ipps' : 'ipp'}://${host}/ipp/q/${secret}` };
      },
    }),
  ];
}
