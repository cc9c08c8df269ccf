// A phone at a printer: it has scanned the panel's code, before or after signing in. Printing there is portal-print.ts.
import { PortalPresence, PresenceAsk, PresenceScan, PresenceScanned } from '@platen/shared/api/presence';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { presentAt, requireOn, scanCode, scannedBefore } from '../at-printer.ts';
import { portalPrinterNow } from '../portal-printers.ts';
import { defineRoute, type Route } from '../route.ts';

export function portalPresenceRoutes(app: App): Route[] {
  const left = (until: number): number => Math.max(0, until - app.clock.now());

  return [
    defineRoute({
      method: 'POST',
      path: '/api/portal/presence/scan',
      role: 'anyone',
      summary:
        'A panel’s code was scanned and nobody is signed in yet: which printer it is, and a cookie that remembers it meanwhile.',
      body: PresenceScan,
      reply: PresenceScanned,
      handle: async ({ caller, body, setCookie }) => {
        const { printer, until } = await scanCode(app, body.token, caller.address);
        const { name, location } = printer;
        setCookie('platen_scan', app.presence.noteScan(printer, until), Math.ceil(left(until) / 1000));
        return { printer: { name, ...(location === null ? {} : { location }) }, expiresIn: left(until) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/presence',
      role: 'portal-user',
      summary:
        'This phone is at a printer: by a panel’s code, by what the browser scanned before signing in, or still from a scan of some minutes ago.',
      body: PresenceAsk,
      reply: PortalPresence,
      handle: async ({ caller, body, cookie, setCookie }) => {
        requireOn(app);
        const { tokenHash } = caller.session;
        const fresh =
          body.token === undefined
            ? await scannedBefore(app, cookie('platen_scan'))
            : await scanCode(app, body.token, caller.address);
        if (fresh !== undefined) {
          await app.presence.keep(tokenHash, { printerId: fresh.printer.id, until: fresh.until });
          setCookie('platen_scan', '', 0);
        }
        const here = fresh ?? (await presentAt(app, tokenHash));
        if (here === undefined) throw new AppError('presence-expired');
        return { at: await portalPrinterNow(app, caller, here.printer), expiresIn: left(here.until) };
      },
    }),
  ];
}
