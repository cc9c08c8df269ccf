// platen mail remove: takes a mail account away; its messages stay in their mailbox.
import { Nothing } from '@platen/shared/api/common';
import { defineCommand } from '../command.ts';
import { findMailAccount } from '../find-mail-account.ts';

export const mailRemove = defineCommand({
  name: 'mail remove',
  summary: 'Remove a mail account; the mailbox itself is left alone.',
  positionals: [{ name: 'ACCOUNT' }],
  options: {},
  notes: ['ACCOUNT is its id, name or address.'],
  run: async (call) => {
    const account = await findMailAccount(call.api, call.given[0] ?? '');
    await call.api.remove(`/api/admin/mail/accounts/${encodeURIComponent(account.id)}`, Nothing);
    return { json: { account }, lines: [`Removed ${account.name}.`] };
  },
});
