// Programs in the console: tokens by which they call, webhooks by which they are called. Tokens and secrets are shown once.
import {
  AdminConnections,
  ApiTokenAdd,
  ApiTokenMade,
  HookDeliveries,
  WebhookAdd,
  WebhookChange,
  WebhookSaved,
  WebhookSecret,
  WebhookTested,
} from '@platen/shared/api/admin-connections';
import { Nothing } from '@platen/shared/api/common';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';
import { deliveryView, postedView, tokenView, webhookView } from '../views/connection-view.ts';

const DAY_MS = 86_400_000;

export function adminConnectionRoutes(app: App): Route[] {
  const { apiTokens, webhooks } = app;
  const now = () => app.clock.now();

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/connections',
      role: 'admin',
      scope: 'security:read',
      summary: 'Programs that may use the API, and webhooks that are told of events.',
      reply: AdminConnections,
      handle: async () => ({
        tokens: (await apiTokens.list()).map((row) => tokenView(row, now())),
        webhooks: (await webhooks.list()).map(webhookView),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/tokens',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Make a token for a program; the answer holds it, this once.',
      status: 201,
      body: ApiTokenAdd,
      reply: ApiTokenMade,
      handle: async ({ caller, body }) => {
        const { name, scopes, days } = body;
        const expiresAt = days === undefined ? undefined : now() + days * DAY_MS;
        const { row, token } = await apiTokens.create({ name, scopes, expiresAt }, caller.who);
        return { token, made: tokenView(row, now()) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/tokens/:id',
      role: 'admin',
      scope: 'security:change',
      summary: 'Take a program its token: it opens nothing from now on.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await apiTokens.remove(params['id'] ?? '', caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/webhooks',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Have an address told of events; the answer holds the secret of the signatures, this once.',
      status: 201,
      body: WebhookAdd,
      reply: WebhookSaved,
      handle: async ({ caller, body }) => {
        const { row, secret } = await webhooks.add({ ...body, enabled: true }, caller.who);
        return { webhook: webhookView(row), secret };
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/admin/webhooks/:id',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary:
        'Change a webhook, or switch it on or off. Another host gets a new secret, which the answer holds.',
      body: WebhookChange,
      reply: WebhookSaved,
      handle: async ({ caller, params, body }) => {
        const { row, secret } = await webhooks.change(params['id'] ?? '', body, caller.who);
        return { webhook: webhookView(row), ...(secret === undefined ? {} : { secret }) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/webhooks/:id',
      role: 'admin',
      scope: 'security:change',
      summary: 'Remove a webhook; what waits for it is dropped.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await webhooks.remove(params['id'] ?? '', caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/webhooks/:id/secret',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary:
        'A new secret for the signatures. For a day, messages carry a signature with the old one, too.',
      reply: WebhookSecret,
      handle: async ({ caller, params }) => webhooks.renewSecret(params['id'] ?? '', caller.who),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/webhooks/:id/test',
      role: 'admin',
      scope: 'security:change',
      summary: 'Send a message of kind "test" now, and say how it ended.',
      reply: WebhookTested,
      handle: async ({ params, signal }) => postedView(await webhooks.test(params['id'] ?? '', signal)),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/webhooks/:id/deliveries',
      role: 'admin',
      scope: 'security:read',
      summary: 'The last fifty messages to a webhook, the newest first.',
      reply: HookDeliveries,
      handle: async ({ params }) => ({
        deliveries: (await webhooks.deliveries(params['id'] ?? '')).map(deliveryView),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/webhooks/:id/deliveries/:delivery/again',
      role: 'admin',
      scope: 'security:change',
      summary: 'Send a message once more, with the same id.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await webhooks.resend(params['id'] ?? '', params['delivery'] ?? '', caller.who);
        return { ok: true };
      },
    }),
  ];
}
