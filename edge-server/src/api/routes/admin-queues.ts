// Queues for LPR and raw TCP in the console. They take documents without a password: opening one asks for a fresh proof.
import { AdminQueue, AdminQueues, QueueAdd, QueueChange } from '@platen/shared/api/admin-queues';
import { Nothing } from '@platen/shared/api/common';
import type { App } from '../../app.ts';
import { namesOf } from '../../people/users.ts';
import { defineRoute, type Route } from '../route.ts';
import { type QueueRow, queueView } from '../views/queue-view.ts';

export function adminQueueRoutes(app: App): Route[] {
  const { queues } = app.queues;

  async function views(rows: readonly QueueRow[]): Promise<AdminQueue[]> {
    const ids = rows.flatMap(({ names, sources, fallbackId }) => [
      ...[...names, ...sources].map(({ userId }) => userId),
      ...(fallbackId === null ? [] : [fallbackId]),
    ]);
    const emails = await app.db.read((tx) => namesOf(tx, ids));
    return rows.map((row) => queueView(row, app.queues, emails));
  }
  async function view(row: QueueRow): Promise<AdminQueue> {
    const [one] = await views([row]);
    return one ?? queueView(row, app.queues, new Map());
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/queues',
      role: 'admin',
      scope: 'security:read',
      summary: 'Queues for LPR and raw printing, how they are, and whose documents they refused.',
      reply: AdminQueues,
      handle: async () => ({
        queues: await views(await queues.list()),
        secureOnly: app.settings.now().secure.channel,
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/queues',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Add a queue. It takes documents without password and encryption, from the networks named.',
      status: 201,
      body: QueueAdd,
      reply: AdminQueue,
      handle: async ({ caller, body }) => view(await queues.add(body, caller.who)),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/admin/queues/:id',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Change a queue, or switch it on or off; what is absent stays.',
      body: QueueChange,
      reply: AdminQueue,
      handle: async ({ caller, params, body }) => {
        const row = await queues.change(params['id'] ?? '', body, caller.who);
        app.queues.board.forget(row.id);
        return view(row);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/queues/:id',
      role: 'admin',
      scope: 'security:change',
      summary: 'Remove a queue. What came through it stays its owners\u2019.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        await queues.remove(id, caller.who);
        app.queues.board.forget(id);
        return { ok: true };
      },
    }),
  ];
}
