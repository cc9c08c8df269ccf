// platen user remove: deletes an account and the documents that wait for it.
import { Nothing } from '@platen/shared/api/common';
import { explain } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { findUser } from '../find-user.ts';

export const userRemove = defineCommand({
  name: 'user remove',
  summary: 'Remove a user and delete the documents that wait.',
  positionals: [{ name: 'EMAIL' }],
  options: {},
  notes: ['There is no way back: the keys of the documents are destroyed.'],
  run: async (call) => {
    const [email = ''] = call.given;
    const user = await findUser(call.api, email);
    await explain(call.api.remove(`/api/admin/users/${encodeURIComponent(user.id)}`, Nothing), {
      conflict: `A document of ${user.email} is being printed. Try again when it is done.`,
    });
    const waiting =
      user.held === 0 ? '' : ` ${user.held} waiting ${user.held === 1 ? 'document' : 'documents'} deleted.`;
    return { json: { user }, lines: [`Removed ${user.email}.${waiting}`] };
  },
});
