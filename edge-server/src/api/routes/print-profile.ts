// A configuration profile for iPhone, iPad and Mac with the common print queue: nothing in it is secret, so that it may be mailed as a link.
import { PROFILE_TYPE } from '@platen/shared/api/portal-print-queue';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

export const COMMON_PROFILE = '/api/print.mobileconfig';
export const COMMON_PATH = '/ipp/print';

export function printProfileRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: COMMON_PROFILE,
      role: 'anyone',
      summary:
        'A profile for iPhone, iPad and Mac that adds the common print queue. Nothing in it is secret.',
      rawReply: PROFILE_TYPE,
      handle: async ({ caller, header }) => {
        const host = app.printFinding.hostOf(header('host'), caller.secure);
        if (host === undefined || !app.settings.now().print.ipp)
          throw new AppError('not-found', { what: 'print queue' });
        return profileReply(app.printFinding.profile(host, COMMON_PATH, 'common'), 'common');
      },
    }),
  ];
}

export function profileReply(text: string, kind: 'own' | 'common'): Response {
  return new Response(text, {
    headers: {
      'content-type': PROFILE_TYPE,
      'content-disposition': `attachment; filename="platen-${kind}.mobileconfig"`,
      'cache-control': 'no-store',
    },
  });
}
