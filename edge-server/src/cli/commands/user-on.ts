// platen user on: somebody who was switched off may sign in and print again.
import { AdminUser } from '@platen/shared/api/admin';
import { defineCommand } from '../command.ts';
import { findUser } from '../find-user.ts';

export const userOn = defineCommand({
  name: 'user on',
  summary: 'Switch a user on again.',
  positionals: [{ name: 'EMAIL' }],
  options: {},
  notes: ['Whom a directory has switched off, its next import switches off again.'],
  run: async (call) => {
    const { id } = await findUser(call.api, call.given[0] ?? '');
    const path = `/api/admin/users/${encodeURIComponent(id)}`;
    const user = await call.api.patch(path, { off: false }, AdminUser);
    return { json: { user }, lines: [`Switched on ${user.email}.`] };
  },
});
