// Searching the network for printers: start, look, stop. What is found is registered by the routes of admin-printers.ts.
import { DiscoveryStart, DiscoveryView } from '@platen/shared/api/discovery';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

const PATH = '/api/admin/discovery';

export function adminDiscoveryRoutes(app: App): Route[] {
  const note = (who: string, act: string, about: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, about));

  return [
    defineRoute({
      method: 'GET',
      path: PATH,
      role: 'admin',
      scope: 'printers:read',
      summary: 'The search for printers that is running, or the last one, with what it found.',
      reply: DiscoveryView,
      handle: async () => app.discovery.view(),
    }),
    defineRoute({
      method: 'POST',
      path: PATH,
      role: 'admin',
      scope: 'printers:change',
      summary: 'Search addresses and links for printers. One search runs at a time; nothing is registered.',
      status: 201,
      body: DiscoveryStart,
      reply: DiscoveryView,
      handle: async ({ caller, body }) => {
        const view = app.discovery.start(body);
        // The ranges only: communities and keys stay out of the audit.
        await note(
          caller.who,
          'searched for printers',
          [...body.ranges, ...(body.mdns ? ['DNS-SD'] : [])].join(', '),
        );
        return view;
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      role: 'admin',
      scope: 'printers:change',
      summary: 'Stop the running search; what it found so far can still be seen.',
      reply: DiscoveryView,
      handle: async () => app.discovery.stop(),
    }),
  ];
}
