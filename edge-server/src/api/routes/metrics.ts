// The numbers of this server for Prometheus. Asked for with an API token that may read health: "from this machine" would be everybody behind a
// proxy on this machine, and a port of its own would be one more to keep closed.
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

export function metricsRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/metrics',
      role: 'admin',
      scope: 'health:read',
      summary: 'Metrics in the text form of Prometheus.',
      rawReply: 'text/plain',
      handle: async () =>
        new Response(await app.metrics.text(), { headers: { 'content-type': app.metrics.contentType } }),
    }),
  ];
}
