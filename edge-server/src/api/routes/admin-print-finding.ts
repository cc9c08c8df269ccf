// How people's computers and phones get the print queue: what the network is told, and what an administrator pastes elsewhere.
import { AdminPrintFinding, PrintFindingAsk } from '@platen/shared/api/admin-print-finding';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';
import { COMMON_PATH, COMMON_PROFILE } from './print-profile.ts';

export function adminPrintFindingRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/print-finding',
      role: 'admin',
      scope: 'printers:read',
      summary:
        'How computers and phones find the print queue: what is announced, and the records for unicast DNS.',
      query: PrintFindingAsk,
      reply: AdminPrintFinding,
      handle: async ({ caller, header, query }) => {
        const { print, site } = app.settings.now();
        const { wanted, phase, host, services, links, choice } = app.advertiser.state();
        const at = app.printFinding.hostOf(header('host'), caller.secure);
        const records = await app.printFinding.records(query.domain, at?.host);
        return {
          on: print.ipp,
          name: site.name,
          ...(at === undefined ? {} : { address: app.printFinding.addressOf(at, COMMON_PATH) }),
          asks: print.trustNames ? ('nothing' as const) : ('code' as const),
          profile: COMMON_PROFILE,
          told: {
            wanted,
            phase,
            host: `${host}.local`,
            names: [...new Set(services.map(({ instance }) => instance))],
            links: links.map(({ address, trouble }) => ({
              address,
              ...(trouble === undefined ? {} : { trouble }),
            })),
            virtual: [...choice.virtual],
            missing: [...choice.missing],
          },
          ...(typeof records === 'string' ? { noRecords: records } : { records }),
        };
      },
    }),
  ];
}
