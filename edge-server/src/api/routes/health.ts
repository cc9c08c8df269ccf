// Is the process alive, and can it do its work? For load balancers, systemd and the container's health check.
import { AppError } from '@platen/shared/app-error';
import * as v from 'valibot';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

const Alive = v.object({ status: v.string(), version: v.string() });
const Ready = v.object({
  status: v.string(),
  database: v.boolean(),
  disk: v.boolean(),
  steps: v.boolean(),
});

export function healthRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/healthz',
      role: 'anyone',
      summary: 'Alive: the process answers.',
      reply: Alive,
      handle: async () => ({ status: 'alive', version: app.version }),
    }),
    defineRoute({
      method: 'GET',
      path: '/readyz',
      role: 'anyone',
      summary:
        'Ready: the database answers, the disk has room, steps are being worked on. 503 and the parts that fail otherwise.',
      reply: Ready,
      handle: async () => {
        const parts = await app.ready();
        const failing = Object.entries(parts).filter(([, ok]) => !ok);
        if (failing.length > 0) {
          throw new AppError('not-ready', { detail: failing.map(([name]) => name).join(', ') });
        }
        return { status: 'ready', ...parts };
      },
    }),
  ];
}
