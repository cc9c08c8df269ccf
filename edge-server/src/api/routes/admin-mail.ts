// Mail in the console and on the command line: accounts, messages, what is sent. Who may send is admin-mail-senders.ts.
import {
  AdminMail,
  AdminMailAccount,
  AdminMailMessages,
  MailAccountAdd,
  MailAccountChange,
  MailMessageQuery,
  MailTest,
  MailTested,
  Outbox,
  OutboxQuery,
} from '@platen/shared/api/admin-mail';
import { Nothing } from '@platen/shared/api/common';
import type { App } from '../../app.ts';
import type { MailAccountRow } from '../../flow/store/mail-accounts.ts';
import { countOpenMails, countOutbox, listOutbox, searchMails } from '../../flow/store/read-mails.ts';
import { defineRoute, type Route } from '../route.ts';
import { mailAccountView, mailMessageView, outboxView } from '../views/mail-view.ts';

export function adminMailRoutes(app: App): Route[] {
  const view = async (row: MailAccountRow) => {
    const open = await app.db.read(countOpenMails);
    return mailAccountView(row, open.get(row.id));
  };
  const note = (who: string, act: string, id: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, id));

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/mail',
      role: 'admin',
      scope: 'mail:read',
      summary: 'The mail accounts, how each is, and what waits for a person.',
      reply: AdminMail,
      handle: async () => {
        const accounts = await app.mail.accounts.list();
        const requests = await app.mail.requests.list();
        const { open, outbox } = await app.db.read(async (tx) => ({
          open: await countOpenMails(tx),
          outbox: await countOutbox(tx),
        }));
        let quarantined = 0;
        for (const count of open.values()) quarantined += count.quarantined;
        return {
          accounts: accounts.map((row) => mailAccountView(row, open.get(row.id))),
          notes: notesOn(accounts, app.settings.now().mail.trust),
          counts: {
            requests: requests.length,
            quarantined,
            outbox: outbox.waiting,
            outboxFailed: outbox.failed,
          },
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/accounts',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Add a mail account. One that sends must be another mailbox than every one that is read.',
      status: 201,
      body: MailAccountAdd,
      reply: AdminMailAccount,
      handle: async ({ caller, body }) => view(await app.mail.accounts.add(body, caller.who)),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/admin/mail/accounts/:id',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Change a mail account. Another server or user forgets the secret unless a new one is given.',
      body: MailAccountChange,
      reply: AdminMailAccount,
      handle: async ({ caller, body, params }) =>
        view(await app.mail.accounts.edit(params['id'] ?? '', body, caller.who)),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/mail/accounts/:id',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Remove a mail account; what is in the mailbox stays there.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await app.mail.accounts.remove(params['id'] ?? '', caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/test',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Try an account as it is stored or as it was typed, without changing anything.',
      body: MailTest,
      reply: MailTested,
      handle: async ({ caller, body, signal }) => {
        // It makes this server speak to another one, with a secret perhaps: that is told, too.
        await note(caller.who, 'tested mail account', body.id ?? 'not stored');
        return app.mail.test(body, signal);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/mail/messages',
      role: 'admin',
      scope: 'mail:read',
      summary: 'Messages that were seen, the latest first: those set aside, those that wait, or all.',
      query: MailMessageQuery,
      reply: AdminMailMessages,
      handle: async ({ query }) => {
        const found = await app.db.read((tx) => searchMails(tx, query));
        const names = new Map((await app.mail.accounts.list()).map(({ id, name }) => [id, name]));
        return {
          messages: found.mails.map((row) =>
            mailMessageView(row, names.get(row.accountId) ?? 'Removed account'),
          ),
          total: found.total,
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/messages/:id/retry',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Try a message that was set aside again.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        await app.mail.retryMail(id);
        await note(caller.who, 'had a message tried again', id);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/mail/messages/:id',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Give up a message that was set aside; it leaves its mailbox, too.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        await app.mail.deleteMail(id);
        await note(caller.who, 'deleted a message', id);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/mail/outbox',
      role: 'admin',
      scope: 'mail:read',
      summary: 'What was, is and will be sent, the latest first.',
      query: OutboxQuery,
      reply: Outbox,
      handle: async ({ query }) => {
        const { entries, total } = await app.db.read((tx) => listOutbox(tx, query));
        return { entries: entries.map(outboxView), total };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/outbox/:id/retry',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Send again what could not be sent, or what nobody knows about: that may arrive twice.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        await app.mail.retrySend(id);
        await note(caller.who, 'had mail sent again', id);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/mail/outbox/:id/drop',
      role: 'admin',
      scope: 'mail:change',
      summary: 'Do not send it any more.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        await app.mail.dropSend(id);
        await note(caller.who, 'dropped mail', id);
        return { ok: true };
      },
    }),
  ];
}

/** What a person should know of the whole. */
function notesOn(accounts: readonly MailAccountRow[], trust: string): string[] {
  const inUse = accounts.filter(({ enabled }) => enabled);
  const receiving = inUse.filter((account) => account.receives);
  const sending = inUse.filter((account) => account.sends);
  const [first] = sending;
  const notes: string[] = [];
  if (receiving.length > 0 && first === undefined)
    notes.push('No account sends mail: nobody gets an answer, and no code. Add one that sends.');
  if (sending.length > 1 && first !== undefined)
    notes.push(`Mail is sent through ${first.name}. Other accounts that send are not used while it is on.`);
  const deaf = receiving.filter(({ settings }) => (settings.authservId ?? '').trim() === '');
  if (trust === 'verified' && deaf.length > 0)
    notes.push(
      `Every message to ${deaf.map(({ name }) => name).join(', ')} is refused: it is not set whose Authentication-Results count, and only senders that the mail server vouches for may print.`,
    );
  return notes;
}
