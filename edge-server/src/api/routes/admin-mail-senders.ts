// Who may print by mail, in the console and on the command line: the two lists, and senders who wait for a word.
import {
  SenderDecision,
  SenderRule,
  SenderRuleAdd,
  SenderRulesImport,
  SenderRulesImported,
  Senders,
} from '@platen/shared/api/admin-mail';
import { Nothing } from '@platen/shared/api/common';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

export function adminMailSenderRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/mail/senders',
      role: 'admin',
      scope: 'mail:read',
      summary: 'The allow-list, the block-list, and senders who wait to be allowed.',
      reply: Senders,
      handle: async () => ({
        rules: await app.mail.lists.list(),
        requests: await app.mail.requests.list(),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/rules',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Put an address, a domain or a pattern on a list; it leaves the other one.',
      status: 201,
      body: SenderRuleAdd,
      reply: SenderRule,
      handle: async ({ caller, body }) => app.mail.lists.add(body, caller.who),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/mail/rules/:id',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Take an entry off its list.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await app.mail.lists.remove(params['id'] ?? '', caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/rules/import',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Put many on a list, one a line. Nothing is added while a line is wrong.',
      body: SenderRulesImport,
      reply: SenderRulesImported,
      handle: async ({ caller, body }) => {
        const { added, known, mistakes } = await app.mail.lists.importText(body.list, body.text, caller.who);
        return { added, known, mistakes: [...mistakes] };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/requests',
      role: 'admin',
      scope: 'senders:change',
      summary: 'Allow or block a sender who waits: the waiting mail is taken, or removed.',
      body: SenderDecision,
      reply: Nothing,
      handle: async ({ caller, body }) => {
        await app.mail.requests.decide(body, caller.who);
        return { ok: true };
      },
    }),
  ];
}
