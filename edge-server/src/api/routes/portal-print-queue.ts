// How one prints from a computer or phone: the common address, and one of one's own that needs no password, since it is a secret itself.
import { Nothing } from '@platen/shared/api/common';
import { PROFILE_TYPE, PrintQueue, PrintWays, ProfileAsk } from '@platen/shared/api/portal-print-queue';
import { AppError } from '@platen/shared/app-error';
import { renderSVG } from 'uqr';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';
import { COMMON_PATH, COMMON_PROFILE, profileReply } from './print-profile.ts';

const OWN_PROFILE = '/api/portal/print-queue/own.mobileconfig';

export function portalPrintQueueRoutes(app: App): Route[] {
  const { printFinding } = app;
  /** As the browser reached this server, so that the same machine's printing reaches it, too. */
  const need = (host: string | undefined, secure: boolean) => {
    const found = printFinding.hostOf(host, secure);
    if (found === undefined) throw new AppError('bad-request', { detail: 'no host is named' });
    return found;
  };
  const needOwn = (): void => {
    const { ipp, ownQueues } = app.settings.now().print;
    if (!ipp || !ownQueues) throw new AppError('own-queue-off');
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/print-queue',
      role: 'portal-user',
      summary:
        'How one prints from a computer or phone: the common address, and whether there is one of one’s own.',
      reply: PrintWays,
      handle: async ({ caller, header }) => {
        const { print, site } = app.settings.now();
        const host = print.ipp ? printFinding.hostOf(header('host'), caller.secure) : undefined;
        const own = await app.printQueues.stateOf(caller.userId);
        return {
          name: site.name,
          ...(host === undefined
            ? {}
            : {
                common: {
                  address: printFinding.addressOf(host, COMMON_PATH),
                  asks: print.trustNames ? ('nothing' as const) : ('code' as const),
                  profile: COMMON_PROFILE,
                },
              }),
          ...(host === undefined ? {} : { code: codeOf(header('host'), caller.secure) }),
          found: app.advertiser.state().phase !== 'off',
          ...(host === undefined || !print.ownQueues
            ? {}
            : {
                own: {
                  ...(own === undefined ? {} : { createdAt: own.createdAt }),
                  ...(own?.lastUsedAt == null ? {} : { lastUsedAt: own.lastUsedAt }),
                },
              }),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/print-queue',
      role: 'portal-user',
      summary: 'A new address of the own print queue; the one before stops working.',
      reply: PrintQueue,
      handle: async ({ caller, header }) => {
        needOwn();
        const host = need(header('host'), caller.secure);
        const secret = await app.printQueues.issue(caller.userId);
        const ticket = app.printQueues.ticketFor(caller.userId, secret);
        return {
          address: printFinding.addressOf(host, `/ipp/q/${secret}`),
          profile: `${OWN_PROFILE}?ticket=${ticket}`,
        };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/portal/print-queue',
      role: 'portal-user',
      summary: 'Switch the own print queue’s address off.',
      reply: Nothing,
      handle: async ({ caller }) => {
        await app.printQueues.remove(caller.userId);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'GET',
      path: OWN_PROFILE,
      role: 'portal-user',
      summary: 'A profile for iPhone, iPad and Mac with the address that was just made.',
      query: ProfileAsk,
      rawReply: PROFILE_TYPE,
      handle: async ({ caller, header, query }) => {
        needOwn();
        const secret = app.printQueues.secretOf(caller.userId, query.ticket);
        if (secret === undefined) throw new AppError('own-queue-gone');
        const host = need(header('host'), caller.secure);
        return profileReply(printFinding.profile(host, `/ipp/q/${secret}`, 'own'), 'own');
      },
    }),
  ];
}

/** The address of the page "Print from your computer or phone", as a picture for a camera. Nothing in it is secret. */
function codeOf(host: string | undefined, secure: boolean): string {
  const svg = renderSVG(`${secure ? 'https' : 'http'}://${host ?? ''}/#print`, { border: 2 });
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
