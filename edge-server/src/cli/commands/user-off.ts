// platen user off: somebody signs in nowhere any more; documents wait.
import { AdminUser } from '@platen/shared/api/admin';
import { defineCommand } from '../command.ts';
import { findUser } from '../find-user.ts';

export const userOff = defineCommand({
  name: 'user off',
  summary: 'Switch a user off: signed out everywhere, documents wait.',
  positionals: [{ name: 'EMAIL' }],
  options: {},
  notes: ['Mail from this address is refused until the user is switched on again: platen user on EMAIL'],
  run: async (call) => {
    const { id } = await findUser(call.api, call.given[0] ?? '');
    const path = `/api/admin/users/${encodeURIComponent(id)}`;
    const user = await call.api.patch(path, { off: true }, AdminUser);
    return { json: { user }, lines: [`Switched off ${user.email}.`] };
  },
});
